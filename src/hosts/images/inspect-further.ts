import { eachAtOnce } from '../../common/each-at-once.ts';
import type { Candidate } from './candidate.ts';
import { needsProvisioning } from './files/provisioning.ts';
import { type ImageToCheck, mayBeWrong, type Refcounts } from './format/refcounts.ts';
import type { InspectionTools } from './inspect-images.ts';

/**
 * Finds out about few images what costs more than an inspection: how a full raw file was made, and whether reference
 * counts that are in doubt are whole. Puts it into `candidates`.
 */
export async function inspectFurther(
  { files, unresponsive, limits }: InspectionTools,
  candidates: Map<string, Candidate>,
  check: (image: ImageToCheck) => Promise<Refcounts>,
): Promise<void> {
  const open = [...candidates.values()].filter(
    ({ facts, finding }) => facts.type === 'f' && (finding?.report ?? null) !== null,
  );
  const full = open.filter(
    ({ facts, finding, provisioning }) =>
      provisioning === null && needsProvisioning(facts, finding?.report?.format ?? null),
  );
  const [found] = await Promise.all([
    files.provisioning(full.map(({ facts }) => facts.realPath)),
    eachAtOnce(open.filter(isToBeChecked), limits.atOnce, async ({ facts: { realPath, version } }) => {
      if (unresponsive.has(realPath)) return;
      change(candidates, realPath, { refcounts: await check({ realPath, version }) });
    }),
  ]);
  for (const [realPath, provisioning] of found) change(candidates, realPath, { provisioning });
}

/** Of an image that is known by its header alone nothing more is read: a guest may have written it. */
function isToBeChecked({ facts, finding, doubtful }: Candidate): boolean {
  const report = finding?.report ?? null;
  if (report === null || finding?.formatBasis !== 'DECLARED' || report.format !== 'qcow2') return false;
  return mayBeWrong(report) || (doubtful === facts.inode && !report.dirty);
}

function change(candidates: Map<string, Candidate>, realPath: string, found: Partial<Candidate>): void {
  const candidate = candidates.get(realPath);
  if (candidate !== undefined) candidates.set(realPath, { ...candidate, ...found });
}

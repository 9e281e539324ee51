import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createRecent } from '../../../common/recent.ts';
import type { Transport } from '../../transport/transport.ts';
import type { ImageReport } from './image-report.ts';

export type Refcounts = 'WHOLE' | 'BROKEN' | 'UNCHECKED';

/** How long one check may take, in milliseconds. A check reads all tables of an image: some 130 MB for each TiB of data. */
export const checkLimits = {
  /** In a scan, and right before a run. */
  brief: 20_000,
  /** When somebody asks for that disk. */
  thorough: 600_000,
} as const;

export type Thoroughness = keyof typeof checkLimits;

export interface ImageToCheck {
  readonly realPath: string;
  /** Changes when the file does, or another takes its place. */
  readonly version: string;
}

/** Checks whether an image's reference counts are whole, and remembers it as long as the image stays as it is. */
export type RefcountCheck = (image: ImageToCheck, thoroughness: Thoroughness) => Promise<Refcounts>;

/** Whether an image's own flags say that its reference counts may be wrong. A dirty one is refused for that already. */
export const mayBeWrong = ({ format, lazyRefcounts, dirty, corrupt }: ImageReport): boolean =>
  format === 'qcow2' && lazyRefcounts && !dirty && !corrupt;

const script = readFileSync(new URL('check-refcounts.sh', import.meta.url), 'utf8');
// Some hundred bytes each.
const remembered = 20_000;

export function createRefcountCheck(
  transport: Transport,
  qemuImg: string,
  limits: Readonly<Record<Thoroughness, number>> = checkLimits,
): RefcountCheck {
  const known = createRecent<string, { readonly verdict: Refcounts; readonly thoroughness: Thoroughness }>(
    remembered,
  );
  return async ({ realPath, version }, thoroughness) => {
    const key = `${version}:${realPath}`;
    const before = known.get(key);
    const isFinal = before?.verdict !== 'UNCHECKED' || before.thoroughness === 'thorough';
    if (before !== undefined && (isFinal || thoroughness === 'brief')) return before.verdict;
    const { verdict, lasting } = await check(transport, qemuImg, realPath, limits[thoroughness]);
    if (lasting) known.set(key, { verdict, thoroughness });
    return verdict;
  };
}

const reportSchema = z.object({
  'check-errors': z.number(),
  corruptions: z.number().optional(),
});

/** `lasting`: it would be the same again, as long as the image stays as it is. */
async function check(transport: Transport, qemuImg: string, realPath: string, timeoutMs: number) {
  // By itself: what it names as its backing file is not opened. Without -U, a virtual machine that has it open makes this fail.
  const image = {
    driver: 'qcow2',
    file: { driver: 'file', filename: realPath },
    backing: null,
  };
  const { exitCode, stdout, timedOut } = await transport.run({
    program: 'sh',
    args: ['-c', script, 'winnow', qemuImg, `json:${JSON.stringify(image)}`],
    timeoutMs,
  });
  if (exitCode === 63) return { verdict: 'WHOLE', lasting: true } as const;
  // Leaked clusters (3) take space and endanger nothing.
  const ended = exitCode === 0 || exitCode === 2 || exitCode === 3;
  const report = ended ? reportOf(stdout) : null;
  if (report === null || report['check-errors'] > 0) {
    return { verdict: 'UNCHECKED', lasting: timedOut } as const;
  }
  return { verdict: (report.corruptions ?? 0) > 0 ? 'BROKEN' : 'WHOLE', lasting: true } as const;
}

function reportOf(json: string) {
  try {
    return reportSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

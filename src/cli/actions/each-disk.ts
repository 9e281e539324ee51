import { type DiskNode, listDisks, type OperationNode, type UpdateDisk } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { CommandFailure, type ExitCode, exitCodes, UsageError } from '../errors.ts';
import { printFailureOf, printJson } from '../output/messages.ts';
import { printableLine } from '../output/printable.ts';
import { type DiskFilterOptions, diskFilterOf, hasDiskFilter } from './disk-filters.ts';
import { findDisk } from './find-disk.ts';
import { refusalOf } from './refusal.ts';
import type { Session } from './session.ts';

/** The outcome for one disk; `disk` is null when the given text names none. */
interface Change {
  readonly given: string;
  readonly disk: DiskNode | null;
  /** What goes on in the background, when the command does not wait for it. */
  readonly operation: OperationNode | null;
  readonly failure: CommandFailure | null;
}

/** The answer to a change of one disk. */
export type Changed = UpdateDisk['updateDisk'] & { readonly operation?: OperationNode | null };

/** The named disks, or the ids of those that the filters select. @throws UsageError */
export async function chosenDisks(
  named: readonly string[],
  filters: DiskFilterOptions,
  client: GraphqlClient,
): Promise<readonly string[]> {
  if (named.length > 0 && hasDiskFilter(filters)) {
    throw new UsageError('Disks are both named and selected by filters.', 'Give either disks or filters.');
  }
  if (named.length > 0) return [...new Set(named)];
  if (!hasDiskFilter(filters)) {
    throw new UsageError(
      'No disk is named, and no filter is given.',
      'Name disks, or give a filter such as --obstacle.',
    );
  }
  const filter = await diskFilterOf(filters, client);
  return Array.fromAsync(eachOf(client, listDisks, { filter }), ({ id }) => id);
}

/** Changes disks one by one, reports each, and continues after a refusal. Answers with the exit code for all. */
export async function changeEach(
  chosen: readonly string[],
  change: (disk: DiskNode) => Promise<Changed>,
  done: string,
  { client, remote, options: { json }, terminal }: Session<object>,
): Promise<ExitCode> {
  const changes: Change[] = [];
  for (const given of chosen) {
    const outcome = await changeOne(given, change, client, remote);
    changes.push(outcome);
    if (json) continue;
    const { disk, operation, failure } = outcome;
    if (failure !== null) printFailureOf(outcome, failure, terminal);
    else {
      const what = operation === null ? done : `started: ${operation.id}`;
      terminal.stdout.write(`${printableLine(`${disk?.id}  ${disk?.name}`)}  ${what}\n`);
    }
  }
  const failures = changes.flatMap(({ failure }) => (failure === null ? [] : [failure]));
  if (json) printJson(terminal.stdout, { ok: failures.length === 0, disks: changes.map(forScripts) });
  else if (changes.length === 0) terminal.stdout.write('No disk was selected.\n');
  if (failures.length === 0) return exitCodes.DONE;
  return failures.find(({ exitCode }) => exitCode !== exitCodes.REFUSED)?.exitCode ?? exitCodes.REFUSED;
}

async function changeOne(
  given: string,
  change: (disk: DiskNode) => Promise<Changed>,
  client: GraphqlClient,
  remote: boolean,
): Promise<Change> {
  let found: DiskNode | null = null;
  try {
    found = await findDisk(given, client, { remote });
    const { disk, operation = null, userErrors } = await change(found);
    if (disk !== null) return { given, disk, operation, failure: null };
    const failure = refusalOf(userErrors, `${given} was refused.`, { disk: found });
    return { given, disk: found, operation: null, failure };
  } catch (error) {
    // A server that does not answer will not answer for the other disks either.
    if (!(error instanceof CommandFailure) || error.exitCode === exitCodes.UNREACHABLE) throw error;
    return { given, disk: found, operation: null, failure: error };
  }
}

const forScripts = ({ operation, failure, ...change }: Change) => ({
  ...change,
  ...(operation !== null && { operation }),
  error: failure,
});

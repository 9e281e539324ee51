import { isAbsolute } from 'node:path';
import { Command, Option } from 'commander';
import type { SparsifyWarningCode } from '../../domain/disk/events.ts';
import type { JobPriority } from '../../domain/job/priority.ts';
import { type CommandContext, positiveNumber } from '../actions/command-context.ts';
import { isRemote } from '../actions/connect.ts';
import { type DiskFilterOptions, withDiskFilters } from '../actions/disk-filters.ts';
import { chosenDisks } from '../actions/each-disk.ts';
import { ensureDisk } from '../actions/ensure-disk.ts';
import { findDisk } from '../actions/find-disk.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { exitCodeOf, runJob, runJobs } from '../actions/follow-job.ts';
import { assertContinues, withNoWait } from '../actions/follow-operation.ts';
import { type ImageTarget, localImage, remoteImage, withFormat } from '../actions/image-target.ts';
import { connected, type Session } from '../actions/session.ts';
import {
  exitCodeOfAll,
  type JobOptions,
  type Requested,
  requestJob,
  requestJobs,
} from '../actions/sparsify-disks.ts';
import type { DiskNode, JobNode } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { printFailureOf } from '../output/messages.ts';
import { printableLine } from '../output/printable.ts';
import { displayFor } from '../output/progress-display.ts';

interface SparsifyOptions extends DiskFilterOptions {
  readonly format?: string;
  readonly acknowledgeWarnings?: readonly SparsifyWarningCode[];
  readonly reason?: string;
  readonly timeout?: number;
  readonly priority?: Lowercase<JobPriority>;
  readonly onHost?: string;
  readonly wait: boolean;
}

/** All codes; the type checks that none is missing. */
const warningCodes: Readonly<Record<SparsifyWarningCode, true>> = {
  PARENT_SNAPSHOTS: true,
  INTERNAL_SNAPSHOTS: true,
  GUEST_HIBERNATED: true,
  USE_NOT_FULLY_CHECKED: true,
};

/** `winnow sparsify DISK…`: gives back the unused space of disk images, with or without a server. */
export function sparsifyCommand(context: CommandContext): Command {
  const command = new Command('sparsify')
    .description('give back the unused space of disk images, in place')
    .argument(
      '[disk...]',
      'paths of disk images, or ids or names of disks of the catalogue, which no virtual machine may use; or select them by filters',
    )
    .addOption(
      new Option('--acknowledge-warnings <code...>', 'run despite these warnings').choices(
        Object.keys(warningCodes),
      ),
    )
    .addOption(
      new Option('--priority <priority>', 'among the jobs that wait; normal if left out').choices(
        Object.keys(priorities),
      ),
    )
    .option('--on-host <host>', 'the host that must do it: its id or name; if left out, Winnow chooses')
    .option('--reason <text>', 'why, for the history')
    .option('--timeout <seconds>', 'how long the run may take', positiveNumber)
    .addHelpText(
      'after',
      `
Works without a server: it keeps its history in the store on this host, and uses
the server that owns that store when there is one.
Ctrl-C cancels the jobs and waits until the tool has stopped; a second Ctrl-C leaves
without waiting. Of several disks each is accepted or refused by itself.

Examples:
  $ winnow sparsify /var/lib/libvirt/images/web.qcow2
  $ winnow sparsify --format raw /srv/images/db
  $ winnow sparsify --sparsifiable --reclaimable-at-least 20G --no-wait
  $ winnow sparsify web.qcow2 --json | jq -r .job.result.reclaimed`,
    );
  const images = new Map<string, ImageTarget | null>();
  return connected<SparsifyOptions, [named: readonly string[]]>(
    withNoWait(withDiskFilters(withFormat(command)), 'job'),
    context,
    async (session, named) => session.end(await sparsify(named, images, session)),
    async (options, named) => {
      const remote = isRemote(options, context.terminal.env);
      for (const text of named) images.set(text, await imageOf(text, options, remote));
      return { directories: [...new Set([...images.values()].flatMap((image) => image?.directory ?? []))] };
    },
  );
}

async function sparsify(
  named: readonly string[],
  images: ReadonlyMap<string, ImageTarget | null>,
  session: Session<SparsifyOptions>,
): Promise<ExitCode> {
  const { client, connection, options, remote } = session;
  assertContinues(connection, options);
  const diskOf = (text: string): Promise<DiskNode> => {
    const image = images.get(text);
    return image ? ensureDisk(image, client) : findDisk(text, client, { remote });
  };
  const chosen = await chosenDisks(named, options, client);
  const [only] = named;
  return only !== undefined && chosen.length === 1
    ? sparsifyOne(() => diskOf(only), session)
    : sparsifyMany(chosen, diskOf, session);
}

async function sparsifyOne(
  diskOf: () => Promise<DiskNode>,
  { client, options, print, terminal }: Session<SparsifyOptions>,
): Promise<ExitCode> {
  const start = async () => requestJob(await diskOf(), await jobOptions(options, client), client);
  if (!options.wait) {
    const job = await start();
    print({ job }, `${job.id}\n`);
    return exitCodes.DONE;
  }
  const job = await runJob(start, client, displayFor(options, terminal), terminal);
  print({ ok: job.status === 'COMPLETED', job }, describeEndedJob(job, terminal.stdout.colors));
  return exitCodeOf(job);
}

async function sparsifyMany(
  chosen: readonly string[],
  diskOf: (given: string) => Promise<DiskNode>,
  { client, options, print, terminal }: Session<SparsifyOptions>,
): Promise<ExitCode> {
  let requested: readonly Requested[] = [];
  let text = chosen.length === 0 ? 'No disk was selected.\n' : '';
  const start = async () => {
    requested = await requestJobs(chosen, diskOf, await jobOptions(options, client), client);
    for (const one of requested) {
      if (one.failure !== null && !options.json) printFailureOf(one, one.failure, terminal);
    }
    return requested.flatMap(({ job }) => job ?? []);
  };
  if (options.wait) {
    const display = displayFor(options, terminal);
    const onEnd = (job: JobNode) => {
      requested = requested.map((one) => (one.job?.id === job.id ? { ...one, job } : one));
      if (!options.json) display.note(printableLine(`${job.disk?.name ?? job.id} is ${job.status}.`));
    };
    const ended = await runJobs(start, client, display, terminal, onEnd);
    for (const job of ended) text += describeEndedJob(job, terminal.stdout.colors);
  } else {
    const jobs = await start();
    for (const { id, disk } of jobs) text += `${printableLine(`${id}  ${disk?.name ?? ''}`)}\n`;
  }
  const code = exitCodeOfAll(requested);
  const disks = requested.map(({ failure, ...one }) => ({ ...one, error: failure }));
  print({ ok: code === exitCodes.DONE, disks }, text);
  return code;
}

const priorities = { high: 'HIGH', normal: 'NORMAL', low: 'LOW' } as const;

const jobOptions = async (
  { acknowledgeWarnings, timeout, priority, onHost, reason }: SparsifyOptions,
  client: GraphqlClient,
): Promise<JobOptions> => ({
  acknowledgeWarnings,
  timeoutSeconds: timeout,
  ...(priority && { priority: priorities[priority] }),
  ...(onHost !== undefined && { hostId: await hostIdOf(onHost, client) }),
  reason,
});

/** The image at a path; null when the text is not a path, and can only be an id or a name. */
async function imageOf(text: string, options: SparsifyOptions, remote: boolean): Promise<ImageTarget | null> {
  if (remote) return isAbsolute(text) ? remoteImage(text, options.format) : null;
  return localImage(text, options.format);
}

import { isAbsolute } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { SparsifyWarningCode } from '../../domain/disk/events.ts';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect, isRemote } from '../actions/connect.ts';
import { type DiskFilterOptions, withDiskFilters } from '../actions/disk-filters.ts';
import { chosenDisks } from '../actions/each-disk.ts';
import { ensureDisk } from '../actions/ensure-disk.ts';
import { findDisk } from '../actions/find-disk.ts';
import { exitCodeOf, runJob, runJobs } from '../actions/follow-job.ts';
import { assertContinues, withNoWait } from '../actions/follow-operation.ts';
import { type ImageTarget, localImage, remoteImage, withFormat } from '../actions/image-target.ts';
import { refusalOf } from '../actions/refusal.ts';
import { exitCodeOfAll, type JobOptions, type Requested, requestJobs } from '../actions/sparsify-disks.ts';
import { type DiskNode, type JobNode, sparsifyDisk } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { printJson } from '../output/messages.ts';
import { printable, printableLine } from '../output/printable.ts';
import { type ProgressDisplay, progressDisplay, silentDisplay } from '../output/progress-display.ts';
import type { Terminal } from '../output/terminal.ts';

interface SparsifyOptions extends ConnectionOptions, DiskFilterOptions {
  readonly format?: string;
  readonly acknowledgeWarnings?: readonly SparsifyWarningCode[];
  readonly reason?: string;
  readonly timeout?: number;
  readonly wait: boolean;
  readonly json?: boolean;
}

/** All codes; the type checks that none is missing. */
const warningCodes: Readonly<Record<SparsifyWarningCode, true>> = {
  PARENT_SNAPSHOTS: true,
  INTERNAL_SNAPSHOTS: true,
  GUEST_HIBERNATED: true,
  USE_NOT_FULLY_CHECKED: true,
};

/** `winnow sparsify DISK…`: gives back the unused space of disk images, with or without a server. */
export function sparsifyCommand({ terminal, end }: CommandContext): Command {
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
    .option('--reason <text>', 'why, for the history')
    .option('--timeout <seconds>', 'how long the run may take', parseSeconds)
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
  return withJson(withNoWait(withDiskFilters(withConnection(withFormat(command))), 'job')).action(
    async (named: readonly string[], options: SparsifyOptions) =>
      end(await sparsify(named, options, terminal)),
  );
}

async function sparsify(
  named: readonly string[],
  options: SparsifyOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const remote = isRemote(options, terminal.env);
  const images = new Map<string, ImageTarget>();
  for (const text of named) {
    const image = await imageOf(text, options, remote);
    if (image !== null) images.set(text, image);
  }
  await using connection = await connect(options, terminal, {
    directories: [...new Set([...images.values()].map(({ directory }) => directory))],
  });
  assertContinues(connection, options);
  const { client } = connection;
  const diskOf = (text: string): Promise<DiskNode> => {
    const image = images.get(text);
    return image === undefined ? findDisk(text, client, { remote }) : ensureDisk(image, client);
  };
  const chosen = await chosenDisks(named, options, client);
  const [only] = named;
  // Awaited here, as the connection ends with this function.
  return only !== undefined && chosen.length === 1
    ? await sparsifyOne(() => diskOf(only), options, client, terminal)
    : await sparsifyMany(chosen, diskOf, options, client, terminal);
}

async function sparsifyOne(
  diskOf: () => Promise<DiskNode>,
  options: SparsifyOptions,
  client: GraphqlClient,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout } = terminal;
  const start = async () => request(await diskOf(), options, client);
  if (!options.wait) {
    const job = await start();
    if (options.json) printJson(stdout, { ok: true, job });
    else stdout.write(`${job.id}\n`);
    return exitCodes.DONE;
  }
  const job = await runJob(start, client, displayFor(options, terminal), terminal);
  if (options.json) printJson(stdout, { ok: job.status === 'COMPLETED', job });
  else stdout.write(describeEndedJob(job, stdout.colors));
  return exitCodeOf(job);
}

async function sparsifyMany(
  chosen: readonly string[],
  diskOf: (given: string) => Promise<DiskNode>,
  options: SparsifyOptions,
  client: GraphqlClient,
  terminal: Terminal,
): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  let requested: readonly Requested[] = [];
  const start = async () => {
    requested = await requestJobs(chosen, diskOf, jobOptions(options), client);
    if (options.json) return requested.flatMap(({ job }) => job ?? []);
    for (const { given, disk, failure } of requested) {
      const name = printableLine(disk === null ? given : `${disk.id}  ${disk.name}`);
      if (failure !== null)
        stderr.write(`${stderr.colors.red('winnow:')} ${name}: ${printable(failure.message)}\n`);
    }
    if (chosen.length === 0) stdout.write('No disk was selected.\n');
    return requested.flatMap(({ job }) => job ?? []);
  };
  if (options.wait) {
    const display = displayFor(options, terminal);
    const onEnd = (job: JobNode) => {
      requested = requested.map((one) => (one.job?.id === job.id ? { ...one, job } : one));
      if (!options.json) display.note(printableLine(`${job.disk?.name ?? job.id} is ${job.status}.`));
    };
    const ended = await runJobs(start, client, display, terminal, onEnd);
    if (!options.json) for (const job of ended) stdout.write(describeEndedJob(job, stdout.colors));
  } else {
    const jobs = await start();
    if (!options.json) {
      for (const { id, disk } of jobs) stdout.write(`${printableLine(`${id}  ${disk?.name ?? ''}`)}\n`);
    }
  }
  const code = exitCodeOfAll(requested);
  if (options.json) printJson(stdout, { ok: code === exitCodes.DONE, disks: requested.map(forScripts) });
  return code;
}

const forScripts = ({ given, disk, job, failure }: Requested) => ({
  given,
  disk,
  job,
  error: failure === null ? null : { code: failure.code, message: failure.message, remedy: failure.remedy },
});

const displayFor = ({ json }: SparsifyOptions, { stderr }: Terminal): ProgressDisplay =>
  json ? silentDisplay(stderr) : progressDisplay(stderr);

const jobOptions = ({ acknowledgeWarnings, timeout, reason }: SparsifyOptions): JobOptions => ({
  acknowledgeWarnings,
  timeoutSeconds: timeout,
  reason,
});

/** The image at a path; null when the text is not a path, and can only be an id or a name. */
async function imageOf(text: string, options: SparsifyOptions, remote: boolean): Promise<ImageTarget | null> {
  if (remote) return isAbsolute(text) ? remoteImage(text, options.format) : null;
  return localImage(text, options.format);
}

/** Requests the job. @throws Refused */
async function request(disk: DiskNode, options: SparsifyOptions, client: GraphqlClient): Promise<JobNode> {
  const { sparsifyDisk: payload } = await client.request(sparsifyDisk, {
    input: { id: disk.id, ...jobOptions(options) },
  });
  if (payload.job !== null) return payload.job;
  const remedy = remedyFor(payload.userErrors[0]?.code, disk);
  throw refusalOf(payload.userErrors, `The job on ${disk.name} was not accepted.`, { disk, remedy });
}

function remedyFor(code: string | undefined, disk: DiskNode): string | null {
  if (code === 'WARNINGS_NOT_ACKNOWLEDGED') {
    const codes = disk.sparsifiability.warnings.map((warning) => warning.code).join(' ');
    return `To run despite that, add --acknowledge-warnings ${codes}.`;
  }
  if (code === 'DISK_BUSY' && disk.activeJob !== null) {
    return `Follow that job with \`winnow follow ${disk.activeJob.id}\`, or stop it with \`winnow cancel ${disk.activeJob.id}\`.`;
  }
  return null;
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1)
    throw new InvalidArgumentError('Give a whole number of seconds.');
  return seconds;
}

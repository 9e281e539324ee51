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
import { ensureDisk } from '../actions/ensure-disk.ts';
import { findDisk } from '../actions/find-disk.ts';
import { exitCodeOf, runJob } from '../actions/follow-job.ts';
import { type ImageTarget, localImage, remoteImage } from '../actions/image-target.ts';
import { refusalOf } from '../actions/refusal.ts';
import type { DiskNode } from '../client/disk.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import type { JobNode } from '../client/job.ts';
import { sparsifyDisk } from '../client/operations.ts';
import type { ExitCode } from '../errors.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { printJson } from '../output/messages.ts';
import { progressDisplay, silentDisplay } from '../output/progress-display.ts';
import type { Terminal } from '../output/terminal.ts';

interface SparsifyOptions extends ConnectionOptions {
  readonly format?: string;
  readonly acknowledgeWarnings?: readonly SparsifyWarningCode[];
  readonly reason?: string;
  readonly timeout?: number;
  readonly json?: boolean;
}

/** All codes; the type checks that none is missing. */
const warningCodes: Readonly<Record<SparsifyWarningCode, true>> = {
  PARENT_SNAPSHOTS: true,
  INTERNAL_SNAPSHOTS: true,
  GUEST_HIBERNATED: true,
  USE_NOT_FULLY_CHECKED: true,
};

/** `winnow sparsify DISK`: gives back the unused space of one disk image, with or without a server. */
export function sparsifyCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('sparsify')
    .description('give back the unused space of a disk image, in place')
    .argument(
      '<disk>',
      'the path of a disk image, or the id or name of a disk of the catalogue; no virtual machine may use it',
    )
    .addOption(
      new Option('--format <format>', 'its format; default: by the extension .qcow2, .raw or .img').choices([
        'raw',
        'qcow2',
      ]),
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
Ctrl-C cancels the job and waits until the tool has stopped; a second Ctrl-C leaves
without waiting.

Examples:
  $ winnow sparsify /var/lib/libvirt/images/web.qcow2
  $ winnow sparsify --format raw /srv/images/db
  $ winnow sparsify disk_0193…
  $ winnow sparsify web.qcow2 --json | jq -r .job.result.reclaimed`,
    );
  return withJson(withConnection(command)).action(async (text: string, options: SparsifyOptions) =>
    end(await sparsify(text, options, terminal)),
  );
}

async function sparsify(text: string, options: SparsifyOptions, terminal: Terminal): Promise<ExitCode> {
  const remote = isRemote(options, terminal.env);
  const image = await imageOf(text, options, remote);
  await using connection = await connect(options, terminal, {
    directories: image === null ? [] : [image.directory],
  });
  const { client } = connection;
  const diskOf = () => (image === null ? findDisk(text, client, { remote }) : ensureDisk(image, client));
  const display = options.json ? silentDisplay(terminal.stderr) : progressDisplay(terminal.stderr);
  const job = await runJob(async () => request(await diskOf(), options, client), client, display, terminal);

  if (options.json) printJson(terminal.stdout, { ok: job.status === 'COMPLETED', job });
  else terminal.stdout.write(describeEndedJob(job, terminal.stdout.colors));
  return exitCodeOf(job);
}

/** The image at a path; null when the text is not a path, and can only be an id or a name. */
async function imageOf(text: string, options: SparsifyOptions, remote: boolean): Promise<ImageTarget | null> {
  if (remote) return isAbsolute(text) ? remoteImage(text, options.format) : null;
  return localImage(text, options.format);
}

/** Requests the job. @throws Refused */
async function request(disk: DiskNode, options: SparsifyOptions, client: GraphqlClient): Promise<JobNode> {
  const { sparsifyDisk: payload } = await client.request(sparsifyDisk, {
    input: {
      id: disk.id,
      acknowledgeWarnings: options.acknowledgeWarnings,
      timeoutSeconds: options.timeout,
      reason: options.reason,
    },
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

import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { pino } from 'pino';
import { loadSettings } from '../../config.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import { makeSampleDisk } from '../../hosts/probe/sample-disk.ts';
import { createLocalTransport } from '../../hosts/transport/local-transport.ts';
import { startWinnow, type Winnow } from '../../main.ts';
import type { CommandContext } from '../actions/command-context.ts';
import { ensureDisk } from '../actions/ensure-disk.ts';
import { exitCodeOf, runJob } from '../actions/follow-job.ts';
import { requestJob } from '../actions/sparsify-disks.ts';
import { listActivity } from '../client/documents.ts';
import { parseEndpoint } from '../client/endpoint.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { networkClient } from '../client/network-client.ts';
import { firstOf } from '../client/pages.ts';
import { type ExitCode, exitCodes } from '../errors.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { progressDisplay } from '../output/progress-display.ts';
import { formatTable } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { formatTimeOfDay } from '../output/times.ts';

/** `winnow demo`: a whole run on a sample disk, over HTTP and WebSocket, with the real tool. */
export function demoCommand({ terminal, end }: CommandContext): Command {
  return new Command('demo')
    .description('sparsify a sample disk end to end, and show what happens')
    .option('--keep', 'keep the directory of the demo')
    .addHelpText(
      'after',
      '\nNeeds about 700 MiB below TMPDIR (/tmp) for a minute.\n\nExample:\n  $ winnow demo --keep\n',
    )
    .action(async ({ keep }: { readonly keep?: boolean }) => {
      const home = await mkdtemp(join(tmpdir(), 'winnow-demo-'));
      const stopListening = terminal.onInterrupt(() => {
        rmSync(home, { recursive: true, force: true });
        terminal.exit(exitCodes.CANCELED);
      });
      try {
        end(await demo(home, terminal, stopListening));
      } finally {
        stopListening();
        if (keep) terminal.stdout.write(`\nThe demo's directory was kept: ${home}\n`);
        else await rm(home, { recursive: true, force: true });
      }
    });
}

/** `onJob` is called before the job starts, which then handles interrupts. */
async function demo(home: string, terminal: Terminal, onJob: () => void): Promise<ExitCode> {
  const { stdout } = terminal;
  const step = (text: string) => stdout.write(`${stdout.colors.bold('==>')} ${text}\n`);

  step('Making a guest disk: 1 GiB qcow2 with ext4, 300 MB written and deleted again');
  const images = join(home, 'images');
  await mkdir(images);
  const path = join(images, 'guest.qcow2');
  await makeSampleDisk(createLocalTransport(), {
    path,
    format: 'QCOW2',
    virtualSize: 1024 ** 3,
    deletedBytes: 300_000_000,
  });
  const { blocks } = await stat(path);
  stdout.write(`    ${path} takes ${formatBytes(blocks * 512)}\n`);

  step('Starting the server on an embedded store of its own');
  const winnow = await startServer(home, images, terminal);
  try {
    stdout.write(`    ${winnow.url}\n`);
    onJob();
    return await sparsifyThrough(winnow, { path, directory: images, givenFormat: 'QCOW2' }, terminal, step);
  } finally {
    await winnow.close();
  }
}

/** Its log goes to a file, to keep the terminal for the demo. */
function startServer(home: string, images: string, { env }: Terminal): Promise<Winnow> {
  const settings = loadSettings({
    ...env,
    WINNOW_STATE_DIR: join(home, 'state'),
    WINNOW_DIRECTORIES: images,
    WINNOW_HOST: '127.0.0.1',
    WINNOW_PORT: '0',
  });
  const log = pino.destination({ dest: join(home, 'server.log'), mkdir: true });
  return startWinnow(settings, { listen: true, coordinate: true, logger: pino({ level: 'info' }, log) });
}

async function sparsifyThrough(
  { url }: Winnow,
  image: Parameters<typeof ensureDisk>[0],
  terminal: Terminal,
  step: (text: string) => void,
): Promise<ExitCode> {
  const { stdout } = terminal;
  const client = networkClient(parseEndpoint(url ?? ''));
  try {
    step(
      'Registering the disk and sending the sparsifyDisk mutation over HTTP; following the job over WebSocket',
    );
    const disk = await ensureDisk(image, client);
    const options = { idempotencyKey: 'demo', reason: 'The demo' };
    const start = () => requestJob(disk, options, client);
    const job = await runJob(start, client, progressDisplay(stdout), terminal);

    step('The result');
    stdout.write(describeEndedJob(job, stdout.colors));
    step('The history of the disk');
    stdout.write(await historyOf(disk.id, client));
    if (job.status === 'COMPLETED') step(`How to go on\n${howToGoOn}`.trimEnd());
    return job.status === 'COMPLETED' && job.result?.outcome !== 'RECLAIMED'
      ? exitCodes.FAILED
      : exitCodeOf(job);
  } finally {
    await client.close();
  }
}

async function historyOf(diskId: string, client: GraphqlClient): Promise<string> {
  const { nodes } = await firstOf(100, client, listActivity, { order: 'ASC', filter: { diskId } });
  return formatTable(
    [
      { title: 'TIME', cell: ({ occurredAt }) => formatTimeOfDay(occurredAt) },
      { title: 'WHO', cell: ({ actor }) => actor.id },
      { title: 'WHAT', cell: ({ summary }) => summary },
    ],
    nodes,
  );
}

const { port } = loadSettings({}).server;
const howToGoOn = `    Serve the images of this host:
      bin/winnow serve --directory /var/lib/libvirt/images
    Query it (the API is at http://127.0.0.1:${port}/graphql):
      curl -s http://127.0.0.1:${port}/graphql -H 'content-type: application/json' \\
        -d '{"query":"{ disks { totalCount nodes { name actualSize reclaimable { bytes } } } }"}'
    Or sparsify one image without a server, with no virtual machine using it:
      bin/winnow sparsify /path/to/image.qcow2
`;

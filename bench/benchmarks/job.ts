import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { watchJob } from '../../src/cli/client/documents.ts';
import type { DiskFormat } from '../../src/domain/disk/facts.ts';
import { probeHost } from '../../src/hosts/probe/probe-host.ts';
import { makeSampleDisk } from '../../src/hosts/probe/sample-disk.ts';
import { defaultTools, guestfsEnvironment } from '../../src/hosts/probe/tools.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import { fakeVirtSparsify, makeFakeImage } from '../../test/support/fake-virt-sparsify.ts';
import type { Result } from '../report.ts';
import { register, sparsify } from '../requests.ts';
import { type Server, startWinnowServer } from '../server.ts';
import { makeSite, type Site } from '../site.ts';
import { median } from '../statistics.ts';

const pairs = 5;
const mebibyte = 2 ** 20;

const standInSeconds = 2;
const standInPairs = 9;

/** A job from the mutation to the terminal state that a subscriber sees, against the same command without Winnow. */
export async function job(): Promise<Result[]> {
  const site = makeSite();
  const transport = createLocalTransport();
  const { acceleration } = await probeHost(transport, defaultTools);
  const environment = guestfsEnvironment(acceleration);
  const sample = join(site.directory, 'sample.qcow2');
  await makeSampleDisk(transport, {
    path: sample,
    format: 'QCOW2',
    virtualSize: 1024 * mebibyte,
    deletedBytes: 300 * mebibyte,
  });
  const server = await startWinnowServer(site, {
    WINNOW_VIRT_SPARSIFY: defaultTools.virtSparsify,
    WINNOW_CONFINE: 'yes',
  });
  try {
    const rounds: { bare: number; winnow: number }[] = [];
    // The first pair fills caches, of the appliance above all, and does not count.
    for (let pair = 0; pair <= pairs; pair += 1) {
      const bare = () => bareRun(site, sample, pair, environment);
      const winnow = () => winnowRun(site, sample, pair, server);
      // Alternating, so that neither side has the better place.
      const times =
        pair % 2 === 0
          ? { bare: await bare(), winnow: await winnow() }
          : { winnow: await winnow(), bare: await bare() };
      if (pair > 0) rounds.push(times);
    }
    const bare = median(rounds.map((round) => round.bare));
    const allowed = bare * 1.02 + 0.2;
    const winnow = median(rounds.map((round) => round.winnow));
    const added = await addedToStandIn();
    return [
      {
        name: 'job: median through Winnow, of what it may take (bare × 1.02 + 0.2 s)',
        rounds: [winnow / allowed],
        unit: '×',
        target: { atMost: 1 },
        detail: `bare ${seconds(rounds.map((round) => round.bare))}, Winnow ${seconds(rounds.map((round) => round.winnow))}, medians ${bare.toFixed(2)} s and ${winnow.toFixed(2)} s, ${acceleration}`,
      },
      {
        name: `job: what Winnow adds to a stand-in that takes ${standInSeconds} s, of the 2 % of the real tool's time and 0.2 s`,
        rounds: added.map((difference) => difference / (allowed - bare)),
        unit: '×',
        target: { atMost: 1 },
        detail: `added ${seconds(added)}, of ${(allowed - bare).toFixed(2)} s`,
      },
    ];
  } finally {
    await server.stop();
    site.remove();
  }
}

/** The same with a tool whose own time hardly varies, so that the difference shows. */
async function addedToStandIn(): Promise<number[]> {
  const site = makeSite();
  const environment = { FAKE_SECONDS: String(standInSeconds) };
  const server = await startWinnowServer(site, environment);
  try {
    const differences: number[] = [];
    for (let pair = 0; pair < standInPairs; pair += 1) {
      const image = makeFakeImage(site.directory, `bare-${pair}.raw`);
      makeFakeImage(site.images, `winnow-${pair}.raw`);
      const bare = await timeOfTool(fakeVirtSparsify, image, 'raw', environment);
      const winnow = await timeOfJob(server, `winnow-${pair}.raw`, 'RAW');
      differences.push(winnow - bare);
    }
    return differences;
  } finally {
    await server.stop();
    site.remove();
  }
}

async function bareRun(
  site: Site,
  sample: string,
  pair: number,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const image = await copyOf(sample, join(site.directory, `bare-${pair}.qcow2`));
  return timeOfTool(defaultTools.virtSparsify, image, 'qcow2', environment);
}

async function winnowRun(site: Site, sample: string, pair: number, server: Server): Promise<number> {
  const name = `winnow-${pair}.qcow2`;
  await copyOf(sample, join(site.images, name));
  return timeOfJob(server, name, 'QCOW2');
}

async function timeOfTool(
  program: string,
  image: string,
  format: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const output = openSync(`${image}.log`, 'w');
  const args = ['--in-place', '--machine-readable', '-x', '-v', '--format', format, image];
  const began = performance.now();
  const tool = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, output],
  });
  const [status] = await once(tool, 'exit');
  if (status !== 0) throw new Error(`${program} ended with ${status}.`);
  return (performance.now() - began) / 1000;
}

async function timeOfJob(server: Server, name: string, format: DiskFormat): Promise<number> {
  const diskId = await register(server, name, format);
  const began = performance.now();
  const id = await sparsify(server, diskId);
  let status = '';
  for await (const { sparsifyJob } of server.client.subscribe(watchJob, { id }))
    status = sparsifyJob.job.status;
  if (status !== 'COMPLETED') throw new Error(`The job ended ${status}.`);
  return (performance.now() - began) / 1000;
}

/** A copy that is on disk, so that neither run pays for writing it. */
async function copyOf(sample: string, path: string): Promise<string> {
  copyFileSync(sample, path);
  await once(spawn('sync', [path]), 'exit');
  return path;
}

const seconds = (times: readonly number[]): string => times.map((time) => time.toFixed(2)).join(' ');

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Update, Variables } from '../../src/cli/client/graphql-client.ts';
import { hasEnded, type JobStatus } from '../../src/domain/job/status.ts';
import { makeFakeImage } from '../../test/support/fake-virt-sparsify.ts';
import type { Result } from '../report.ts';
import { sparsify } from '../requests.ts';
import { type Server, startWinnowServer } from '../server.ts';
import { disksOf, registerHost, remoteShared, remoteTool, type SshSite, startSshSite } from '../ssh-site.ts';

const names = ['hv1', 'hv2', 'hv3'];
const disksPerHost = 20;
/** As many as there may be where nothing is set. */
const runsPerHost = 2;
const toolSeconds = 20;
const disks = names.length * disksPerHost;

/** A backlog of equal disks on three hosts, from the first request to the last end, against xargs that calls ssh and the tool. */
export async function sshBacklog(): Promise<Result[]> {
  const site = await startSshSite({ FAKE_SECONDS: toolSeconds });
  try {
    for (const name of names) {
      const { images } = await site.add(name);
      for (let disk = 0; disk < disksPerHost; disk += 1) makeFakeImage(images, `${name}-${disk}.raw`);
    }
    const server = await startWinnowServer(site, {
      WINNOW_SSH_CONFIG: site.hosts.configFile,
      WINNOW_VIRT_SPARSIFY: remoteTool,
      WINNOW_LIBVIRT_URI: 'none',
    });
    try {
      for (const name of names) await registerHost(server, name);
      const before = server.cpuMicroseconds();
      // At the same time: both mostly sleep, and whatever else keeps the machine busy does so for both.
      const [bare, winnow] = await Promise.all([byHand(site), byWinnow(server)]);
      const cpu = (server.cpuMicroseconds() - before) / 1000 / disks;
      return [
        {
          name: `ssh-backlog: ${disks} disks over ${names.length} hosts by Winnow, of xargs with ssh and the same stand-in of ${toolSeconds} s`,
          rounds: [winnow / bare],
          unit: '×',
          target: { atMost: 1.05 },
          detail: `${winnow.toFixed(1)} s and ${bare.toFixed(1)} s, at the same time, ${runsPerHost} at once on each host each; processor time of Winnow ${cpu.toFixed(0)} ms a job`,
        },
      ];
    } finally {
      await server.stop();
    }
  } finally {
    await site.close();
  }
}

/** Seconds that xargs takes, with as many at once in all; the hosts in turns, so that each has its share. */
async function byHand({ hosts, shared, directory }: SshSite): Promise<number> {
  const images = join(shared, 'by-hand');
  mkdirSync(images);
  const lines = Array.from({ length: disks }, (_, disk) => {
    const image = `${names[disk % names.length]}-${disk}.raw`;
    makeFakeImage(images, image);
    return `${names[disk % names.length]} ${remoteShared}/by-hand/${image}\n`;
  });
  const list = join(directory, 'by-hand');
  writeFileSync(list, lines.join(''));
  const command = `ssh -n -T -F '${hosts.configFile}' "$1" ${remoteTool} --in-place --machine-readable -x -v --format raw "$2"`;
  const began = performance.now();
  const xargs = spawn(
    'xargs',
    ['-a', list, '-n', '2', '-P', String(names.length * runsPerHost), 'sh', '-c', command, 'sh'],
    { stdio: 'ignore' },
  );
  const [status] = await once(xargs, 'exit');
  if (status !== 0) throw new Error(`xargs ended with ${status}.`);
  return (performance.now() - began) / 1000;
}

/** Seconds from the first request until a subscriber was told of the last end. */
async function byWinnow(server: Server): Promise<number> {
  const ids = await disksOf(server, disks);
  const ended = untilEnded(server);
  const began = performance.now();
  await Promise.all(ids.map((id) => sparsify(server, id)));
  return ((await ended) - began) / 1000;
}

interface Told {
  readonly sparsifyJobs: {
    readonly cursor: string;
    readonly job: { readonly id: string; readonly status: JobStatus };
  };
}

async function untilEnded({ client }: Server): Promise<number> {
  const query = { document: 'subscription { sparsifyJobs { cursor job { id status } } }' };
  const ended = new Set<string>();
  for await (const { sparsifyJobs } of client.subscribe<Told & Update, Variables>(query, {})) {
    const { id, status } = sparsifyJobs.job;
    if (!hasEnded(status)) continue;
    if (status !== 'COMPLETED') throw new Error(`Job ${id} ended ${status}.`);
    if (ended.add(id).size === disks) break;
  }
  return performance.now();
}

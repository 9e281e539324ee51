import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHost } from '../../src/hosts/create-host.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../src/hosts/transport/transport.ts';
import { openTransport } from '../../test/hosts/transport/over-ssh.ts';
import type { Result } from '../report.ts';
import { remoteImages, startSshSite } from '../ssh-site.ts';
import { median } from '../statistics.ts';

const images = 1000;
const rounds = 3;
/** Added to each round trip. */
const roundTripMs = 50;
const roundTrips = 20;

/** A scan of 1,000 images that were never looked at, on a host over a slow link, against the same by a server on that host. */
export async function sshScan(): Promise<Result[]> {
  const site = await startSshSite({});
  const link = await site.hosts.link({ roundTripMs });
  const host = await site.add('hv1', { link });
  const connection = openTransport(site.hosts, host.name);
  try {
    const sample = join(site.directory, 'sample.qcow2');
    execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', sample, '10G']);
    for (let image = 0; image < images; image += 1)
      copyFileSync(sample, join(host.images, `disk-${image}.qcow2`));
    await connection.greeting();
    const far = counted(connection.transport);
    const times: { local: number; ssh: number; calls: number; second: number; secondCalls: number }[] = [];
    // The first round fills caches and does not count.
    for (let round = 0; round <= rounds; round += 1) {
      const here = scanner(createLocalTransport(), host.images);
      const there = scanner(far.transport, remoteImages);
      const local = () => here();
      const ssh = () => far.during(there);
      // Alternating, so that neither side has the better place.
      const one = round % 2 === 0 ? await local() : null;
      const first = await ssh();
      const second = await ssh();
      const time = {
        local: one ?? (await local()),
        ...{ ssh: first.seconds, calls: first.calls, second: second.seconds, secondCalls: second.calls },
      };
      if (round > 0) times.push(time);
    }
    const tell = (side: keyof (typeof times)[number]) => median(times.map((time) => time[side]));
    const detail = `medians: ${tell('local').toFixed(2)} s on the host itself, ${tell('ssh').toFixed(2)} s over SSH, again with nothing changed ${tell('second').toFixed(2)} s; ${roundTripMs} ms a round trip; ${tell('calls')} calls of the host, some at a time, and ${tell('secondCalls')} with nothing changed`;
    const allowed = (local: number) => local * 1.3 + (roundTrips * roundTripMs) / 1000;
    return [
      {
        name: `ssh-scan: ${images} qcow2 images over SSH, of what it may take (1.3 × of the same on the host itself, and ${roundTrips} round trips)`,
        rounds: times.map(({ local, ssh }) => ssh / allowed(local)),
        unit: '×',
        target: { atMost: 1 },
        detail,
      },
    ];
  } finally {
    await connection.close();
    await site.close();
  }
}

/** What scans a host that knows of no image yet; gives the seconds that each scan takes. */
function scanner(transport: Transport, directory: string): () => Promise<number> {
  const host = createHost({
    ...{ id: 'host_bench', name: 'bench', transport, libvirtUri: 'none' },
    runsDirectory: '/nowhere',
    registered: () => [directory],
  });
  return async () => {
    const began = performance.now();
    const search = { wanted: [], directories: [directory], named: { directories: [], files: [] } };
    const find = host.findVms().then(() => host.findImages(search));
    const [found] = await Promise.all([find, host.findStorage()]);
    const read = found.images.filter(({ virtualSize }) => virtualSize === 10 * 2 ** 30).length;
    if (read !== images || found.problems.length > 0)
      throw new Error(`${read} of ${images} images were read.`);
    return (performance.now() - began) / 1000;
  };
}

/** The same transport, with a count of its calls. */
function counted(transport: Transport) {
  let calls = 0;
  return {
    transport: {
      run(command) {
        calls += 1;
        return transport.run(command);
      },
      stream(command, onLine) {
        calls += 1;
        return transport.stream(command, onLine);
      },
    } satisfies Transport,
    async during(scan: () => Promise<number>) {
      calls = 0;
      const seconds = await scan();
      return { seconds, calls };
    },
  };
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFakeImage } from '../../test/support/fake-virt-sparsify.ts';
import type { Result } from '../report.ts';
import { startWinnowServer } from '../server.ts';
import { disksOf, registerHost, remoteShared, remoteTool, startSshSite } from '../ssh-site.ts';
import { images, limits, lines, stampingTool, subscribers, timesOfLines } from './latency.ts';

/** Added each way. */
const delayMs = 50;

/** The same as `latency` on a host that is reached by ssh, over a link that delays all that passes. */
export async function sshLatency(): Promise<Result[]> {
  const environment = { STAMPED_LINES: lines, STAMPS_DIRECTORY: `${remoteShared}/stamps` };
  const site = await startSshSite(environment, stampingTool);
  try {
    const stampsDirectory = join(site.shared, 'stamps');
    mkdirSync(stampsDirectory);
    const link = await site.hosts.link({ roundTripMs: 2 * delayMs });
    const host = await site.add('hv1', { link });
    for (const image of images) makeFakeImage(host.images, image);
    const server = await startWinnowServer(site, {
      ...limits,
      WINNOW_SSH_CONFIG: site.hosts.configFile,
      WINNOW_VIRT_SPARSIFY: remoteTool,
      WINNOW_LIBVIRT_URI: 'none',
    });
    try {
      await registerHost(server, host.name);
      const told = await timesOfLines(server, stampsDirectory, await disksOf(server, images.length));
      return [
        {
          name: `ssh-latency: from the tool's line to the message over SSH with ${delayMs} ms each way, 99th percentile of ${subscribers} subscribers`,
          ...told,
          target: { atMost: 300 },
        },
      ];
    } finally {
      await server.stop();
    }
  } finally {
    await site.close();
  }
}

import { listJobs } from '../../src/cli/client/documents.ts';
import { makeFakeImage } from '../../test/support/fake-virt-sparsify.ts';
import type { Result } from '../report.ts';
import { register, sparsify } from '../requests.ts';
import { startWinnowServer } from '../server.ts';
import { makeSite } from '../site.ts';

const jobs = 1000;
const disks = 20;
const longestMs = 300_000;

/** Resident memory of the server after 1,000 jobs, or as many as run in five minutes, by the fast stand-in for the tool. */
export async function memory(): Promise<Result[]> {
  const site = makeSite();
  const slots = String(4);
  const server = await startWinnowServer(site, {
    WINNOW_MAX_RUNS_PER_HOST: slots,
    WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN: slots,
  });
  try {
    const ids: string[] = [];
    for (let disk = 0; disk < disks; disk += 1) {
      makeFakeImage(site.images, `disk-${disk}.raw`, 128 * 1024);
      ids.push(await register(server, `disk-${disk}.raw`, 'RAW'));
    }
    const atStart = server.residentBytes();
    const began = performance.now();
    let most = 0;
    let done = 0;
    for (; done < jobs && performance.now() - began < longestMs; done += disks) {
      await Promise.all(ids.map((id) => sparsify(server, id)));
      for (;;) {
        const { sparsifyJobs } = await server.client.request(listJobs, {
          first: 1,
          filter: { active: true },
        });
        most = Math.max(most, server.residentBytes());
        if (sparsifyJobs.totalCount === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    const megabytes = (bytes: number): number => bytes / 1e6;
    const minutes = (performance.now() - began) / 60_000;
    return [
      {
        name: `memory: resident after ${done} jobs`,
        rounds: [megabytes(server.residentBytes())],
        unit: 'MB',
        target: { atMost: 160 },
        ...(done < jobs && { lacks: `only ${done} of ${jobs} jobs ran` }),
        detail: `before them ${megabytes(atStart).toFixed(0)} MB, at most ${megabytes(most).toFixed(0)} MB; ${(done / minutes).toFixed(0)} jobs a minute, ${slots} at once`,
      },
    ];
  } finally {
    await server.stop();
    site.remove();
  }
}

import { randomUUID } from 'node:crypto';
import { openEventStoreDb } from '../../src/event-store/eventstoredb/open.ts';
import { diskEvents, jobEvents, seedDisks } from '../seed.ts';

/** The EventStoreDB that the benchmarks run on. It may be in use: each benchmark has a prefix that nobody has used. */
export interface TestedServer {
  readonly connectionString: string;
  newPrefix(): string;
}

export const testedServer = (connectionString: string): TestedServer => ({
  connectionString,
  newPrefix: () => `bench.${randomUUID().replaceAll('-', '')}-`,
});

/** Where the disks of seeded events are. */
export const place = { hostId: 'host_bench', storageDomainId: 'dom_bench', images: '/images' } as const;

const jobsPerDisk = 2;
/** How many events `seedEvents` makes of each disk. */
export const eventsPerDisk = 2 + jobsPerDisk * 4;

/** Appends so many events of disks with two ended jobs each; `images` makes them others than those of before. */
export async function seedEvents(
  { connectionString }: TestedServer,
  streamPrefix: string,
  count: number,
  images: string = place.images,
): Promise<void> {
  const store = await openEventStoreDb({ connectionString, streamPrefix });
  try {
    const there = { ...place, images };
    await seedDisks(store, there, count / eventsPerDisk, (number) => [
      ...diskEvents(number, there),
      ...Array.from({ length: jobsPerDisk }, () => jobEvents(there)).flat(),
    ]);
  } finally {
    await store.close();
  }
}

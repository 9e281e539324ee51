import { join } from 'node:path';
import { diskIdOf, newEventId, newJobId } from '../src/common/ids.ts';
import type { DiskEvent } from '../src/domain/disk/events.ts';
import { nothingObserved } from '../src/domain/disk/upcast.ts';
import { type HostId, runIdOf, type StorageDomainId } from '../src/domain/ids.ts';
import type { EventStore, NewEvent } from '../src/event-store/event-store.ts';
import { inEnvelope } from '../src/streams/envelope.ts';
import { diskStream } from '../src/streams/names.ts';

export interface SeedPlace {
  readonly hostId: HostId;
  readonly storageDomainId: StorageDomainId;
  readonly images: string;
}

const gibibyte = 2 ** 30;
const appenders = 50;

/** The events of a disk that was registered and inspected, its contents too; `number` tells it from others. */
export function diskEvents(number: number, { storageDomainId }: SeedPlace): DiskEvent[] {
  const name = `vm-${String(number).padStart(6, '0')}`;
  return [
    {
      type: 'DiskRegistered',
      data: {
        name,
        storageDomainId,
        path: `${name}.qcow2`,
        format: 'QCOW2',
        formatBasis: 'DECLARED',
        allocation: 'THIN',
        allocationBasis: 'DECLARED',
        storageType: 'IMAGE',
        wipeAfterDelete: false,
      },
    },
    {
      type: 'DiskObserved',
      data: {
        ...nothingObserved,
        virtualSize: 20 * gibibyte,
        allocatedBytes: gibibyte + number * 4096,
        contents: {
          imageVersion: `${number}`,
          partitionTable: 'NONE',
          sectorSize: null,
          areas: [
            {
              device: '/dev/sda',
              offset: 0,
              size: 20 * gibibyte,
              partitionType: null,
              kind: 'FILESYSTEM',
              type: 'ext4',
              state: 'CLEAN',
            },
          ],
          volumeGroups: [],
        },
      },
    },
  ];
}

/** The events of a job that ran and gave something back. */
export function jobEvents({ hostId }: SeedPlace): DiskEvent[] {
  const jobId = newJobId();
  const attempt = { jobId, attempt: 1, hostId, runId: runIdOf(jobId, 1) };
  const options = { hostId: null, timeoutSeconds: null, acknowledgedWarnings: [], reason: null };
  return [
    { type: 'SparsifyRequested', data: { jobId, options, idempotencyKey: null } },
    { type: 'DiskLocked', data: { ...attempt, allocatedBytes: 2 * gibibyte } },
    { type: 'SparsifyStarted', data: attempt },
    {
      type: 'SparsifyCompleted',
      data: {
        jobId,
        attempt: 1,
        outcome: 'RECLAIMED',
        sizeBefore: 2 * gibibyte,
        sizeAfter: gibibyte,
        reclaimed: gibibyte,
        filesystems: [
          {
            device: '/dev/sda1',
            type: 'ext4',
            outcome: 'TRIMMED',
            trimmedBytes: 18 * gibibyte,
            reason: null,
          },
        ],
        warnings: [],
        explanation: 'The unused space of 1 filesystem was given back.',
        durationSeconds: 12.5,
      },
    },
  ];
}

/** Events as the store takes them. */
export function recordable(events: readonly DiskEvent[]): NewEvent[] {
  const at = new Date().toISOString();
  return events.map((event) => {
    const id = newEventId();
    const actor = { kind: 'USER', id: 'bench' } as const;
    return inEnvelope(event, { actor, correlationId: id, causationId: id, at });
  });
}

/** Appends the events of so many disks, each to a stream of its own, and gives the ids of the disks. */
export async function seedDisks(
  store: EventStore,
  place: SeedPlace,
  count: number,
  eventsOf: (number: number) => readonly DiskEvent[] = (number) => diskEvents(number, place),
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, number) =>
    diskIdOf(place.hostId, join(place.images, `vm-${number}.qcow2`)),
  );
  const left = ids.entries();
  const append = async (): Promise<void> => {
    for (const [number, id] of left)
      await store.append(diskStream(id), recordable(eventsOf(number)), 'NO_STREAM');
  };
  await Promise.all(Array.from({ length: appenders }, append));
  return ids;
}

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, vi } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { eligibility } from '../../src/domain/disk/eligibility/eligibility.ts';
import type { ObstacleCode } from '../../src/domain/disk/eligibility/obstacle.ts';
import type { SparsifyWarningCode } from '../../src/domain/disk/events.ts';
import type { DiskAllocation, DiskFormat } from '../../src/domain/disk/facts.ts';
import type { DiskId, JobId } from '../../src/domain/ids.ts';
import { startWinnow } from '../../src/main.ts';
import { storageAccessOfDisk } from '../../src/projections/fold/storage-access.ts';
import type { Caller, Outcome } from '../../src/requests/requests.ts';
import { temporaryDirectory } from '../hosts/a-host.ts';
import { endedOperation } from '../support/ended-operation.ts';
import { fakeVirtSparsify } from '../support/fake-virt-sparsify.ts';

const caller: Caller = { actor: { kind: 'USER', id: 'ann' }, requestId: 'request-1' };
const name = null;

function accepted<Value>(outcome: Outcome<Value>): Value {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** All of Winnow in this process, on this very machine, with a directory of images; runs are those of the fake tool. */
export async function aSite(environment: Readonly<Record<string, string>> = {}, imagesIn?: string) {
  const directory = temporaryDirectory();
  const images = imagesIn ?? join(directory, 'images');
  mkdirSync(images, { recursive: true });
  const settings = loadSettings({
    WINNOW_STATE_DIR: join(directory, 'state'),
    WINNOW_VIRT_SPARSIFY: fakeVirtSparsify,
    WINNOW_CONFINE: 'no',
    WINNOW_LIBVIRT_URI: 'none',
    WINNOW_MAX_ATTEMPTS: '1',
    ...environment,
  });
  const winnow = await startWinnow(settings, {
    directories: [images],
    listen: false,
    coordinate: true,
    logger: pino({ level: 'silent' }),
  });
  onTestFinished(() => winnow.close());
  const { requests: catalogue, views, feed } = winnow.services;
  const [host] = views.hosts({ first: 1 }).edges;
  if (host === undefined) throw new Error('The machine itself was not registered.');
  const hostId = host.node.id;
  const storageDomainId = () => {
    const domains = views.storageDomains({ first: 500 }).edges.map(({ node }) => node);
    const found = domains.find(({ mounts }) => mounts.some(({ path }) => path === images));
    if (found === undefined) throw new Error(`No storage domain is at ${images}.`);
    return found.id;
  };

  const told = (disk: DiskId) => {
    const view = views.disk(disk);
    if (view === null) throw new Error(`There is no disk ${disk}.`);
    const { observation, hibernated, removedAt, activeJobId } = view;
    const storageAccess = storageAccessOfDisk(views, disk);
    return eligibility({
      ...{ facts: view, observation, hibernated, activeJobId, storageAccess },
      removed: removedAt !== null,
    });
  };
  const codesOf = (disk: DiskId) => told(disk).obstacles.map(({ code }) => code);

  async function scanned(isWanted: (path: string) => boolean): Promise<DiskId> {
    await endedOperation({ views, feed }, catalogue.scanHost({ hostId }, caller));
    const disks = views.disks({}, { field: 'NAME', direction: 'ASC' }, { first: 500 }).edges;
    const found = disks.find(({ node }) => isWanted(node.path));
    if (found === undefined) throw new Error('The scan did not find the disk.');
    return found.node.id;
  }

  return {
    directory,
    images,
    at: (path: string) => join(images, path),
    register: async (path: string, format: DiskFormat = 'QCOW2', allocation: DiskAllocation = 'UNKNOWN') =>
      accepted(
        await catalogue.registerDisk(
          { storageDomainId: storageDomainId(), path, name, format, allocation, wipeAfterDelete: false },
          caller,
        ),
      ),
    /** Looks for images that nobody registered; gives the disk at a path. */
    scan: (path: string) => scanned((each) => each === path),
    scanned,
    /** Registers one more directory, and looks for images. */
    lookIn: async (path: string) =>
      endedOperation({ views, feed }, catalogue.registerHost({ name: null, directories: [path] }, caller)),
    refresh: async (disk: DiskId) => accepted(await catalogue.refreshDisk({ diskId: disk }, caller)),
    update: async (disk: DiskId, changes: { allocation?: DiskAllocation; format?: DiskFormat }) =>
      accepted(await catalogue.updateDisk({ diskId: disk, ...changes }, caller)),
    remove: async (disk: DiskId) =>
      accepted(await catalogue.removeDisk({ diskId: disk, reason: null }, caller)),
    probe: () => endedOperation({ views, feed }, catalogue.probeHost({ hostId: host.node.id }, caller)),
    cancel: async (job: JobId) =>
      accepted(await catalogue.cancelSparsifyJob({ jobId: job, reason: null }, caller)),
    async sparsify(disk: DiskId, acknowledgedWarnings: readonly SparsifyWarningCode[] = []): Promise<JobId> {
      const options = { hostId: null, timeoutSeconds: null, acknowledgedWarnings, reason: null };
      return accepted(await catalogue.sparsifyDisk({ diskId: disk, idempotencyKey: null, options }, caller));
    },
    /** Waits until a job has ended. */
    ended: (job: JobId) =>
      vi.waitFor(
        () => {
          const view = views.job(job);
          expect(view?.finishedAt ?? null).not.toBeNull();
          return view;
        },
        { timeout: 60_000, interval: 50 },
      ),
    codesOf,
    warningsOf: (disk: DiskId) => told(disk).warnings,
    /** The remedy of an obstacle that a disk has. */
    remedyOf(disk: DiskId, code: ObstacleCode): string {
      const obstacle = told(disk).obstacles.find((each) => each.code === code);
      if (obstacle === undefined)
        throw new Error(`${code} does not stand in the way, only ${codesOf(disk)}.`);
      return obstacle.remedy;
    },
  };
}

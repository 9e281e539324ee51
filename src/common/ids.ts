import { v5, v7 } from 'uuid';
import type { Actor } from '../domain/actor.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../domain/ids.ts';

/** The namespace of ids that are derived from names, the same everywhere and forever; never to be changed. */
const namespace = '6f0c7a52-8f0e-4d1c-9d0b-3f6a4b1f2c11';

const compact = (uuid: string): string => uuid.replaceAll('-', '');
const named = (...name: readonly string[]): string => compact(v5(JSON.stringify(name), namespace));

/** An id for an event; ids made later sort later. */
export const newEventId = (): string => v7();

/** A job without an idempotency key. */
export const newJobId = (): JobId => `job_${compact(v7())}`;

/** An operation; ids made later sort later. */
export const newOperationId = (): OperationId => `op_${compact(v7())}`;

/** The same actor and key always give the same job. */
export const jobIdOfKey = (actor: Actor, key: string): JobId =>
  `job_${named('job', actor.kind, actor.id, key)}`;

/** The same machine id always gives the same host, whichever server registers it. */
export const hostIdOf = (machineId: string): HostId => `host_${named('host', machineId)}`;

/** A directory of a host, by its path with symbolic links resolved. */
export const directoryIdOf = (hostId: HostId, path: string): StorageDomainId =>
  `dom_${named('directory', hostId, path)}`;

/** A directory on shared storage, by the storage's identity and the path there: one domain on all hosts that have it. */
export const sharedDirectoryIdOf = (place: string): StorageDomainId =>
  `dom_${named('shared directory', place)}`;

/** Storage that a scan found, by its identity; `hostId` is null of shared storage, which is one domain on all hosts. */
export const storageIdOf = (identity: string, hostId: HostId | null): StorageDomainId =>
  `dom_${hostId === null ? named('shared storage', identity) : named('storage', hostId, identity)}`;

/** An image on shared storage, by the storage's identity and the path there: one disk on all hosts that have it. */
export const sharedDiskIdOf = (place: string): DiskId => `disk_${named('shared disk', place)}`;

/** An image on local storage is one disk, whichever registered directory it is reached through. */
export const diskIdOf = (hostId: HostId, realPath: string): DiskId =>
  `disk_${named('disk', hostId, realPath)}`;

import { v5, v7 } from 'uuid';
import type { Actor } from './domain/actor.ts';
import type { DiskId, HostId, JobId, StorageDomainId } from './domain/ids.ts';

/** Names below it give the same id on every machine and at every time; never to be changed. */
const namespace = '6f0c7a52-8f0e-4d1c-9d0b-3f6a4b1f2c11';

const compact = (uuid: string): string => uuid.replaceAll('-', '');
const named = (...name: readonly string[]): string => compact(v5(JSON.stringify(name), namespace));

/** An id for an event; ids made later sort later. */
export const newEventId = (): string => v7();

/** A job without an idempotency key. */
export const newJobId = (): JobId => `job_${compact(v7())}`;

/** The same actor and key always give the same job. */
export const jobIdOfKey = (actor: Actor, key: string): JobId =>
  `job_${named('job', actor.kind, actor.id, key)}`;

/** The same machine always gives the same host, whoever registers it. */
export const hostIdOf = (machine: string): HostId => `host_${named('host', machine)}`;

/** A directory of a host, by its path with symbolic links resolved. */
export const directoryIdOf = (hostId: HostId, path: string): StorageDomainId =>
  `dom_${named('directory', hostId, path)}`;

/** An image is one disk, through whichever registered directory it is reached. */
export const diskIdOf = (hostId: HostId, realPath: string): DiskId =>
  `disk_${named('disk', hostId, realPath)}`;

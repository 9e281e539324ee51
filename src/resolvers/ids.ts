import { GraphQLError } from 'graphql';
import { quoted } from '../common/shorten.ts';
import type { DiskId, HostId, JobId, OperationId, StorageDomainId } from '../domain/ids.ts';

export const isDiskId = (id: string): id is DiskId => id.startsWith('disk_');
export const isJobId = (id: string): id is JobId => id.startsWith('job_');
export const isHostId = (id: string): id is HostId => id.startsWith('host_');
export const isStorageDomainId = (id: string): id is StorageDomainId => id.startsWith('dom_');

export const isOperationId = (id: string): id is OperationId => id.startsWith('op_');

/** An id that a filter names: left out is null, one of another type is refused, since it could only match nothing. */
export function filterId<Id extends string>(
  id: string | null | undefined,
  isId: (id: string) => id is Id,
  argument: string,
  prefix: string,
): Id | null {
  if (id === null || id === undefined) return null;
  if (isId(id)) return id;
  throw new GraphQLError(`${argument} takes an id that begins with ${prefix}; got ${quoted(id)}.`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  });
}

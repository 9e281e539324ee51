import type { Failure } from '../domain/disk/events.ts';
import type { StorageDomainView } from '../projections/views.ts';

/** No host of this server has a storage domain. */
export const noHost = ({ name, id }: StorageDomainView): Failure => ({
  code: 'NO_SUITABLE_HOST',
  message: `No host of this server reaches storage domain "${name}" (${id}).`,
  remedy: 'Start the server on a host that has the directory, or register the domain there.',
  outputTail: null,
  retryable: true,
});

import type { Failure } from '../domain/disk/events.ts';
import type { StorageDomainView } from '../projections/views.ts';

/** Other storage lies where a storage domain was, or none. */
export const notMounted = ({ name, id }: StorageDomainView): Failure => ({
  code: 'NO_SUITABLE_HOST',
  message: `The storage of storage domain "${name}" (${id}) is not mounted where it was.`,
  remedy: 'Mount it there again; the problems of the host tell what is missing.',
  outputTail: null,
  retryable: true,
});

/** No host of this server has a storage domain. */
export const noHost = ({ name, id }: StorageDomainView): Failure => ({
  code: 'NO_SUITABLE_HOST',
  message: `No host of this server reaches storage domain "${name}" (${id}).`,
  remedy: 'Start the server on a host that has the directory, or register the domain there.',
  outputTail: null,
  retryable: true,
});

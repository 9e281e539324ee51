import { shown } from '../plain-name.ts';
import type { Failure } from './events.ts';

/** A storage domain is not mounted on a host where it was: what lies there now is something else. */
export const storageNotMounted = (storageDomainName: string, hostName: string): Failure => ({
  code: 'NO_SUITABLE_HOST',
  message: `Storage domain "${shown(storageDomainName)}" is not mounted on host "${shown(hostName)}" where it was.`,
  remedy: 'Mount it there again; the problems of the host say what is missing.',
  outputTail: null,
  retryable: true,
});

import { Metadata, type StatusObject, status } from '@grpc/grpc-js';

/** The error that ends a call with a status of gRPC. */
export type StatusError = Error & Partial<StatusObject>;

const withStatus = (code: number, details: string, metadata = new Metadata()): StatusError =>
  Object.assign(new Error(details), { code, details, metadata });

export const unavailable = (): StatusError => withStatus(status.UNAVAILABLE, 'Connection dropped');

/** Said by a server that starts, ends, or elects a leader. */
export const notReady = (): StatusError => withStatus(status.UNAVAILABLE, 'Server Is Not Ready');

/** A follower's answer, which names the leader: itself, by the address that was asked. */
export function notLeader(asked: string): StatusError {
  const [host = '', port = ''] = asked.split(':');
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', host);
  metadata.set('leader-endpoint-port', port);
  return withStatus(status.NOT_FOUND, 'Leader info available', metadata);
}

import { Metadata, type StatusObject, status } from '@grpc/grpc-js';

/** The error that ends a call with a status of gRPC. */
export type StatusError = Error & Partial<StatusObject>;

const withStatus = (code: number, details: string, metadata = new Metadata()): StatusError =>
  Object.assign(new Error(details), { code, details, metadata });

export const unavailable = (): StatusError => withStatus(status.UNAVAILABLE, 'Connection dropped');

/** A follower's answer, which names the leader. */
export function notLeader(port: number): StatusError {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', '127.0.0.1');
  metadata.set('leader-endpoint-port', String(port));
  return withStatus(status.NOT_FOUND, 'Leader info available', metadata);
}

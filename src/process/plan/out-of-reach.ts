import type { HostId } from '../../domain/ids.ts';
import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { HostView } from '../../projections/views.ts';

/** Why the server that coordinates cannot ask a host. */
export interface OutOfReach {
  /** Whether the server on the host, which alone reaches it, is not there either. */
  readonly isAway: boolean;
  readonly why: string;
}

/** Why the server that coordinates cannot ask a host without an address, and what helps; null where there is none to ask. */
export function outOfReach(host: HostView | null): OutOfReach | null {
  if (host === null || host.status === 'REMOVED') return null;
  const isAway = host.observation?.contact === 'LOST';
  const server = isAway
    ? 'the server on it, which alone reaches it, is away'
    : 'only the server on it reaches it, and another one coordinates';
  const why = `Host ${host.name} has no address: ${server}. To let every server reach it, give the host an address with updateHost.`;
  return { isAway, why };
}

/** What a job waits for that only such hosts can do. */
export const waitsForReach = ({ isAway, why }: OutOfReach): WaitReason => ({
  code: isAway ? 'HOST_CONTACT' : 'NO_SUITABLE_HOST',
  message: why,
  position: null,
});

/** Whether a server that runs on one host can ask another. */
export const isInReach = (
  host: Pick<HostView, 'id' | 'ssh'> | null,
  ownHostId: HostId | undefined,
): boolean => host !== null && (host.id === ownHostId || host.ssh !== null);

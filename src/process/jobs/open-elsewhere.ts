import type { StorageAccess } from '../../domain/disk/eligibility/storage-access.ts';
import type { Failure } from '../../domain/disk/events.ts';
import type { HostId } from '../../domain/ids.ts';
import { type Host, HostUnreachable } from '../../hosts/host.ts';
import { inUseFailure } from '../../hosts/images/use/file-users.ts';
import { NotKnownYet } from './step-fault.ts';

/**
 * Why a logical volume is in use on another host than the one that is to sparsify it; null where it is not. A kernel knows
 * only its own users of a volume, and no lock of qemu's reaches another, so each host that reaches its group is asked.
 * @throws NotKnownYet where one of them cannot be asked.
 */
export async function openElsewhere(
  volumeId: string,
  path: string,
  { reach }: StorageAccess,
  chosen: HostId,
  hostOf: (id: HostId) => Host | undefined,
): Promise<Failure | null> {
  // Nothing runs on a host that is down.
  const others = reach.filter(({ hostId, confirmedDown }) => hostId !== chosen && !confirmedDown);
  const met = await Promise.all(
    others.map(async ({ hostId, hostName }): Promise<Failure | null> => {
      const host = hostOf(hostId);
      if (host === undefined) {
        throw new NotKnownYet(
          'HOST_CONTACT',
          `Host ${hostName} has the volume group too, and this server does not reach it to ask whether the volume is open there.`,
        );
      }
      try {
        const users = await host.volumeUsers(volumeId);
        if (users.allSeen) return inUseFailure(`${path}, on host ${hostName},`, users);
      } catch (error) {
        if (!(error instanceof HostUnreachable)) throw error;
      }
      throw new NotKnownYet(
        'HOST_CONTACT',
        `Host ${hostName} has the volume group too, and did not tell whether the volume is open there.`,
      );
    }),
  );
  return met.find((failure) => failure !== null) ?? null;
}

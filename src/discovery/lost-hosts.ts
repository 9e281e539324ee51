import type { HostId } from '../domain/ids.ts';
import type { HostView } from '../projections/views.ts';

/** Tells which hosts have had no server for longer than it takes to be missed; `now` goes on only while servers can be heard. */
export function createLostHosts(goneAfterMs: number) {
  const missingSince = new Map<HostId, number>();
  return (hosts: Iterable<HostView>, present: ReadonlySet<HostId>, now: number): HostView[] => {
    const lost: HostView[] = [];
    for (const host of hosts) {
      if (present.has(host.id)) missingSince.delete(host.id);
      else {
        const since = missingSince.get(host.id) ?? now;
        missingSince.set(host.id, since);
        if (now - since > goneAfterMs && host.observation?.contact === 'IN_CONTACT') lost.push(host);
      }
    }
    return lost;
  };
}

import type { WaitReason } from '../../domain/job/wait-reason.ts';
import type { JobView } from '../../projections/views.ts';
import type { OutOfReach } from './out-of-reach.ts';

/**
 * Why a job whose run cannot be heard waits; null while it can. `outside`: why the server that coordinates cannot ask its
 * host, null where it can.
 */
export function waitsForContact(
  { contactLostAt, storageLost, status }: JobView,
  outside: OutOfReach | null,
): WaitReason | null {
  if (contactLostAt === null) return null;
  if (storageLost) {
    const cannot =
      status === 'CANCELING' ? ' It cannot be stopped yet: that happens as soon as the storage answers.' : '';
    return {
      code: 'STORAGE_CONTACT',
      message: `The storage of the image has not answered since ${contactLostAt}; the run waits for it.${cannot} See whether its server or device is up.`,
      position: null,
      since: contactLostAt,
    };
  }
  const stops = status === 'CANCELING' ? ' It is stopped as soon as the host answers.' : '';
  const why = outside === null ? '' : ` ${outside.why}`;
  return {
    code: 'HOST_CONTACT',
    message: `The host of the run has not answered since ${contactLostAt}; the run on it goes on.${stops}${why} If the host is down for good, say so by confirmHostDown.`,
    position: null,
    since: contactLostAt,
  };
}

import type { DiskId } from '../../domain/ids.ts';
import type { DiskAsOf } from '../as-of.ts';
import type { Context } from '../context.ts';

/** A disk at the moment that its parent is shown at; null if it was not registered yet. */
export function diskAsOf(
  context: Context,
  id: DiskId,
  asOf: string | undefined,
): DiskAsOf | null | Promise<DiskAsOf | null> {
  if (asOf === undefined) return context.views.disk(id);
  return context.diskAt(id, asOf).then((disk) => disk && { ...disk, asOf });
}

import type { StorageDomainId } from '../../domain/ids.ts';

/** Does an inspection of a disk in a storage domain, or leaves it to the one right before the run. */
export type InspectInTime = (domain: StorageDomainId, inspect: () => Promise<void>) => Promise<void>;

/**
 * Waits for inspections, but so many milliseconds at most. What takes longer goes on by itself, and as long as it does,
 * requests for disks in the same storage domain, which may be away, inspect nothing.
 */
export function createInspectInTime(atMostMs: number): InspectInTime {
  const silent = new Set<StorageDomainId>();
  return async (domain, inspect) => {
    if (silent.has(domain)) return;
    const tooLong = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      silent.add(domain);
      tooLong.resolve();
    }, atMostMs);
    const inspection = inspect().finally(() => {
      clearTimeout(timer);
      silent.delete(domain);
    });
    await Promise.race([inspection, tooLong.promise]);
    // Nobody waits for what it comes to after that.
    inspection.catch(() => undefined);
  };
}

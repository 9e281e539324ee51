import type { FilesystemResult } from './events.ts';

/** Whether a run left a filesystem alone because its Windows is hibernated, or was not shut down fully. */
export const metHibernation = (filesystems: readonly FilesystemResult[]): boolean =>
  filesystems.some(({ outcome, reason }) => outcome === 'SKIPPED' && /\bhibernated\b/i.test(reason ?? ''));

import type { JobId } from '../../ids.ts';
import type { DiskFacts } from '../facts.ts';
import type { DiskObservation } from '../observation.ts';
import type { StorageAccess } from './storage-access.ts';

/** All that decides whether a disk can be sparsified. */
export interface EligibilityQuestion {
  readonly facts: DiskFacts;
  readonly observation: DiskObservation | null;
  /** Whether a guest is hibernated on it, by the last inspection of its contents or the last run. */
  readonly hibernated: boolean;
  readonly removed: boolean;
  readonly activeJobId: JobId | null;
  readonly storageAccess: StorageAccess;
}

import type { StorageFacts } from '../../storage-domain/events.ts';
import type { DiskFacts } from '../facts.ts';
import type { VolumeFacts } from '../volume.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOfDiscard, refusalsOfVolumeDiscard } from './refusals-of-discard.ts';
import { refusalsOfGroup } from './refusals-of-group.ts';

/** What of a disk the refusals of a host depend on. */
export interface JudgedDisk extends Pick<DiskFacts, 'storageType'> {
  /** What LVM says of it; null where that is not known, or it is no logical volume. */
  readonly volume: VolumeFacts | null;
}

/** Why a disk cannot be sparsified on storage as a host has it. */
export function* refusalsOfStorage(
  storage: StorageFacts,
  { storageType, volume }: JudgedDisk,
): Generator<Refusal> {
  const { nfsVersion, readOnly, localLocks, punchesHoles, discard } = storage;
  if (readOnly) {
    yield {
      code: 'READ_ONLY',
      why: 'its storage is mounted read-only',
      remedy: 'Mount it for writing.',
    };
  }
  if (nfsVersion !== null && !isAtLeast42(nfsVersion)) {
    yield {
      code: 'NFS_TOO_OLD',
      why: `its storage is mounted with NFS ${nfsVersion}, which cannot punch holes`,
      remedy:
        'Mount it with vers=4.2; the NFS server must offer that. On RHEL 7.4 nfs-utils mounts below 4.2 (bug 1489262): update it to 1.3.0-0.49.el7 or later there, unmount, and mount again.',
    };
  }
  if (localLocks !== undefined) {
    yield {
      code: 'SHARED_STORAGE_WITHOUT_LOCKS',
      why: `its storage is mounted with ${localLocks}, so that other hosts do not see which images are in use there`,
      remedy: 'Mount it without nolock and local_lock, so that locks hold on all hosts.',
    };
  }
  if (punchesHoles === false && storageType === 'IMAGE') {
    yield {
      code: 'STORAGE_KEEPS_SPACE',
      why: 'a test file there gave no space back',
      remedy: 'Move the image to ext4, XFS or btrfs, or to NFS 4.2 on a server that can punch holes.',
    };
  }
  if (storageType === 'LOGICAL_VOLUME') {
    yield* refusalsOfGroup(storage);
    if (volume !== null) yield* refusalsOfVolumeDiscard(volume, storage);
  } else if (discard !== null) yield* refusalsOfDiscard([discard]);
}

function isAtLeast42(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 2);
}

import { shown } from '../../plain-name.ts';
import type { StorageFacts } from '../../storage-domain/events.ts';
import type { DiskFacts } from '../facts.ts';
import type { Obstacle, ObstacleCode } from './obstacle.ts';
import type { EligibilityQuestion } from './question.ts';
import type { Reach, StorageAccess } from './storage-access.ts';

/** Why a disk cannot be sparsified from one host that has it. */
interface Refusal {
  readonly code: ObstacleCode;
  readonly why: string;
  readonly remedy: string;
}

/** What stands in the way by the storage that the disk lies on, and by the hosts that reach it. */
export function* obstaclesOfHosts({ facts, storageAccess }: EligibilityQuestion): Generator<Obstacle> {
  const disk = `Disk "${shown(facts.name)}"`;
  yield* attachmentsUnknown(disk, storageAccess);
  if (facts.wipeAfterDelete && onBlockStorage(facts, storageAccess)) {
    yield {
      code: 'WIPE_AFTER_DELETE',
      message: `${disk} lies on block storage and is to be wiped when it is deleted, but blocks that a sparsify discards would never be wiped.`,
      remedy: 'If it need not be wiped, declare that with updateDisk and wipeAfterDelete false.',
    };
  }
  const refusals = storageAccess.reach.map((reach) => ({ reach, why: refusalsOf(reach, facts) }));
  if (refusals.length === 0) {
    yield {
      code: 'NO_CAPABLE_HOST',
      message: `No host has storage domain "${storageAccess.storageDomainName}", which ${disk} lies in.`,
      remedy:
        'Register a host that has the storage domain, or mount it on one that is registered, and scan that host.',
    };
    return;
  }
  // One host on which nothing stands in the way is enough.
  if (refusals.some(({ why }) => why.length === 0)) return;
  const codes = new Set(refusals.flatMap(({ why }) => why.map(({ code }) => code)));
  for (const code of codes) {
    const sameCode = refusals.flatMap(({ reach, why }) =>
      why.filter((refusal) => refusal.code === code).map((refusal) => ({ ...refusal, host: reach.hostName })),
    );
    yield {
      code,
      message: `${disk}: ${sameCode.map(({ host, why }) => `on host "${host}" ${why}`).join('; ')}.`,
      remedy: [...new Set(sameCode.map(({ remedy }) => remedy))].join(' '),
    };
  }
}

/** Why no run on an image file may take place on this host, as far as is known; empty where it may. */
export const whyNotOn = (reach: Reach): readonly Refusal[] => refusalsOf(reach, { storageType: 'IMAGE' });

function* attachmentsUnknown(disk: string, { reach }: StorageAccess): Generator<Obstacle> {
  for (const { hostName, contact, confirmedDown, vms } of reach) {
    // Nothing runs on a host that is down.
    if (confirmedDown) continue;
    if (contact === 'LOST') {
      yield {
        code: 'ATTACHMENTS_UNKNOWN',
        message: `Host "${hostName}" reaches ${disk} too and is out of contact, so a virtual machine there may be running on it.`,
        remedy: `Bring host "${hostName}" back, so that Winnow reaches it, or runs there. If it is down for good, say so by confirmHostDown.`,
      };
    } else if (vms === 'UNKNOWN') {
      yield {
        code: 'ATTACHMENTS_UNKNOWN',
        message: `libvirt on host "${hostName}" did not list its virtual machines, so one may be running on ${disk}.`,
        remedy: `Make sure on host "${hostName}" that \`virsh list --all\` answers, then call refreshDisk.`,
      };
    }
  }
}

function onBlockStorage({ storageType }: DiskFacts, { reach }: StorageAccess): boolean {
  return (
    storageType === 'LOGICAL_VOLUME' ||
    storageType === 'DIRECT_LUN' ||
    reach.some(({ storage }) => storage?.medium === 'BLOCK')
  );
}

function refusalsOf({ contact, findings, storage }: Reach, facts: Pick<DiskFacts, 'storageType'>): Refusal[] {
  const refusals: Refusal[] = [];
  if (contact === 'LOST') {
    refusals.push({
      code: 'NO_CAPABLE_HOST',
      why: 'it is out of contact',
      remedy: 'Bring the host back, so that Winnow reaches it, or runs there.',
    });
  }
  if (findings !== null && findings.length > 0) {
    refusals.push({
      code: 'NO_CAPABLE_HOST',
      why: `virt-sparsify cannot run: ${findings.map((finding) => finding.replace(/\.$/, '')).join('; ')}`,
      remedy: 'Do what the capabilities of the host (lacks) say about each, and call probeHost.',
    });
  }
  return storage === null ? refusals : [...refusals, ...refusalsOfStorage(storage, facts)];
}

function* refusalsOfStorage(
  storage: StorageFacts,
  { storageType }: Pick<DiskFacts, 'storageType'>,
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
      remedy: 'Mount it with vers=4.2; the NFS server must offer that.',
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
  if (discard !== null) {
    if (discard.maxBytes === 0) {
      yield {
        code: 'NO_DISCARD',
        why: 'the kernel passes no discard to its block device',
        remedy: 'Turn on discard in every layer below (LVM, dm-crypt, multipath), or in the storage array.',
      };
    } else if (discard.unmap === false) {
      yield {
        code: 'NO_DISCARD',
        why: 'its block device does not support UNMAP (LBPU is 0)',
        remedy: 'Turn on thin provisioning for the LUN in the storage array.',
      };
    } else if (discard.readsZeros === false) {
      yield {
        code: 'NO_DISCARD',
        why: 'blocks that were given back to its block device do not read as zeros (LBPRZ is 0)',
        remedy: 'Turn on zeros after UNMAP for the LUN in the storage array.',
      };
    }
  }
}

function isAtLeast42(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 2);
}

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

/** What stands in the way by the storage that the disk lies on, and by the hosts that have it. */
export function* obstaclesOfHosts({ facts, surroundings }: EligibilityQuestion): Generator<Obstacle> {
  const disk = `Disk "${shown(facts.name)}"`;
  yield* machinesUnknown(disk, surroundings);
  if (facts.wipeAfterDelete && onBlockStorage(facts, surroundings)) {
    yield {
      code: 'WIPE_AFTER_DELETE',
      message: `${disk} lies on block storage and is to be wiped when it is deleted, and a discard is no wipe: the discarded blocks would never be.`,
      remedy: 'If it need not be wiped, say so with updateDisk and wipeAfterDelete false.',
    };
  }
  const refusals = surroundings.reach.map((reach) => ({ reach, why: refusalsOf(reach, facts) }));
  if (refusals.length === 0) {
    yield {
      code: 'NO_CAPABLE_HOST',
      message: `No host has storage domain "${surroundings.storageDomainName}", where ${disk} lies.`,
      remedy: 'Start Winnow on a host that has it, or mount it there, and let that host be scanned.',
    };
    return;
  }
  // One host on which nothing stands in the way is enough.
  if (refusals.some(({ why }) => why.length === 0)) return;
  const codes = new Set(refusals.flatMap(({ why }) => why.map(({ code }) => code)));
  for (const code of codes) {
    const those = refusals.flatMap(({ reach, why }) =>
      why.filter((refusal) => refusal.code === code).map((refusal) => ({ ...refusal, host: reach.hostName })),
    );
    yield {
      code,
      message: `${disk}: ${those.map(({ host, why }) => `on host "${host}" ${why}`).join('; ')}.`,
      remedy: [...new Set(those.map(({ remedy }) => remedy))].join(' '),
    };
  }
}

/** Whether a run may take place on this host, as far as is known. */
export const mayRunOn = (reach: Reach, facts: Pick<DiskFacts, 'storageType'>): boolean =>
  refusalsOf(reach, facts).length === 0;

function* machinesUnknown(disk: string, { reach }: StorageAccess): Generator<Obstacle> {
  for (const { hostName, contact, machines } of reach) {
    if (contact === 'LOST') {
      yield {
        code: 'ATTACHMENTS_UNKNOWN',
        message: `Host "${hostName}" has ${disk} too and is out of contact, so that a virtual machine there may be running on it.`,
        remedy: `Bring host "${hostName}" back, and see that Winnow runs there.`,
      };
    } else if (machines === 'UNKNOWN') {
      yield {
        code: 'ATTACHMENTS_UNKNOWN',
        message: `libvirt on host "${hostName}" did not tell of its virtual machines, so that one may be running on ${disk}.`,
        remedy: `See on host "${hostName}" that \`virsh list --all\` answers, then call refreshDisk.`,
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

function refusalsOf({ contact, lacks, storage }: Reach, facts: Pick<DiskFacts, 'storageType'>): Refusal[] {
  const refusals: Refusal[] = [];
  if (contact === 'LOST') {
    refusals.push({
      code: 'NO_CAPABLE_HOST',
      why: 'there is no contact',
      remedy: 'Bring the host back, and see that Winnow runs there.',
    });
  }
  if (lacks !== null && lacks.length > 0) {
    refusals.push({
      code: 'NO_CAPABLE_HOST',
      why: `virt-sparsify cannot run: ${lacks.map((lack) => lack.replace(/\.$/, '')).join('; ')}`,
      remedy: 'Do what the capabilities of the host (lacks) say about each, and call probeHost.',
    });
  }
  return storage === null ? refusals : [...refusals, ...refusalsOfStorage(storage, facts)];
}

function* refusalsOfStorage(
  storage: StorageFacts,
  { storageType }: Pick<DiskFacts, 'storageType'>,
): Generator<Refusal> {
  const { nfsVersion, readOnly, punchesHoles, discard } = storage;
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
  if (punchesHoles === false && storageType === 'IMAGE') {
    yield {
      code: 'STORAGE_KEEPS_SPACE',
      why: 'its storage was tried and gives nothing back',
      remedy: 'Move the image to ext4, XFS, btrfs, or to NFS 4.2 on a server that can.',
    };
  }
  if (discard !== null) {
    if (discard.maxBytes === 0) {
      yield {
        code: 'NO_DISCARD',
        why: 'the kernel passes no discard on to its block device',
        remedy: 'Turn on discard in every layer below (LVM, dm-crypt, multipath), or in the storage array.',
      };
    } else if (discard.unmap === false) {
      yield {
        code: 'NO_DISCARD',
        why: 'its block device does not take UNMAP (LBPU is 0)',
        remedy: 'Turn on thin provisioning for the LUN in the storage array.',
      };
    } else if (discard.readsZeros === false) {
      yield {
        code: 'NO_DISCARD',
        why: 'blocks that its block device was given back do not read as zeros (LBPRZ is 0)',
        remedy: 'Turn on zeros after UNMAP for the LUN in the storage array.',
      };
    }
  }
}

function isAtLeast42(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 4 || (major === 4 && minor >= 2);
}

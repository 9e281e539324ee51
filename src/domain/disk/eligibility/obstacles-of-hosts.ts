import { shown } from '../../plain-name.ts';
import type { DiskFacts } from '../facts.ts';
import type { DiskObservation } from '../observation.ts';
import type { Obstacle } from './obstacle.ts';
import type { EligibilityQuestion } from './question.ts';
import type { Refusal } from './refusal.ts';
import { refusalsOfDiscard } from './refusals-of-discard.ts';
import { type JudgedDisk, refusalsOfStorage } from './refusals-of-storage.ts';
import type { Reach, StorageAccess } from './storage-access.ts';

/** What stands in the way by the storage that the disk lies on, and by the hosts that reach it. */
export function* obstaclesOfHosts({
  facts,
  observation,
  storageAccess,
}: EligibilityQuestion): Generator<Obstacle> {
  const disk = `Disk "${shown(facts.name)}"`;
  yield* attachmentsUnknown(disk, storageAccess);
  if (facts.storageType === 'LOGICAL_VOLUME') yield* groupUndeclared(facts, storageAccess);
  if (facts.wipeAfterDelete && onBlockStorage(facts, storageAccess)) {
    yield {
      code: 'WIPE_AFTER_DELETE',
      message: `${disk} lies on block storage and is to be wiped when it is deleted, but blocks that a sparsify discards would never be wiped.`,
      remedy: 'If it need not be wiped, declare that with updateDisk and wipeAfterDelete false.',
    };
  }
  const refusals = storageAccess.reach.map((reach) => ({
    reach,
    why: refusalsOf(reach, judged(facts, observation)),
  }));
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

/**
 * Why no run may take place on this host, as far as that is known without the disk; empty where it may. A volume group counts
 * as a whole: one of its physical volumes without discard is a reason against the host, though not every volume lies on it.
 */
export function whyNotOn(reach: Reach): readonly Refusal[] {
  const { volumeGroup, discard } = reach.storage ?? {};
  if (volumeGroup === undefined) return refusalsOf(reach, { storageType: 'IMAGE', volume: null });
  const ofGroup = discard ? [...refusalsOfDiscard([discard])] : [];
  return [...refusalsOf(reach, { storageType: 'LOGICAL_VOLUME', volume: null }), ...ofGroup];
}

const judged = ({ storageType }: DiskFacts, observation: DiskObservation | null): JudgedDisk => ({
  storageType,
  volume: observation?.volume ?? null,
});

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

/** Where no lock of LVM guards a volume group, a host that is not registered may be using its volumes unseen. */
function* groupUndeclared(
  { storageDomainId }: DiskFacts,
  { storageDomainName, allHostsRegistered, reach }: StorageAccess,
): Generator<Obstacle> {
  if (allHostsRegistered) return;
  const groups = reach.flatMap(({ storage }) => storage?.volumeGroup ?? []);
  const isUnguarded = groups.some(
    ({ lockType, mayBeShared }) => lockType === null && (mayBeShared || reach.length > 1),
  );
  if (!isUnguarded) return;
  const name = shown(storageDomainName);
  yield {
    code: 'VOLUME_GROUP_UNDECLARED',
    message: `Several hosts may use storage domain "${name}", LVM does not lock it among hosts, and nobody declared that all of them are registered: on one that is not, a virtual machine may be running on the disk.`,
    remedy: `Register every host that can use it, then declare that: \`winnow storage update ${storageDomainId} --all-hosts-registered yes\` (updateStorageDomain, allHostsRegistered true). Or let lvmlockd lock the volume group (\`vgchange --lock-type sanlock\`, see lvmlockd(8)), and call scanHost.`,
  };
}

function onBlockStorage({ storageType }: DiskFacts, { reach }: StorageAccess): boolean {
  return (
    storageType === 'LOGICAL_VOLUME' ||
    storageType === 'DIRECT_LUN' ||
    reach.some(({ storage }) => storage?.medium === 'BLOCK')
  );
}

function refusalsOf({ contact, findings, storage }: Reach, disk: JudgedDisk): Refusal[] {
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
  return storage === null ? refusals : [...refusals, ...refusalsOfStorage(storage, disk)];
}

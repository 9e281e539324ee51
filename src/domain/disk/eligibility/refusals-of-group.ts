import { shellQuoted, shown } from '../../plain-name.ts';
import type { StorageFacts } from '../../storage-domain/events.ts';
import type { Refusal } from './refusal.ts';

/** Why no volume of a volume group can be sparsified as a host has it. */
export function* refusalsOfGroup({ volumeGroup: facts, source }: StorageFacts): Generator<Refusal> {
  if (!facts) {
    yield {
      code: 'VOLUME_UNKNOWN',
      why: 'LVM did not say what the state of the volume group is',
      remedy:
        'See that `vgs` answers there (a device that does not answer, such as a dead path of multipath, holds it up), then call scanHost.',
    };
    return;
  }
  const group = source ?? 'VG';
  const word = shellQuoted(group);
  if (facts.exported) {
    yield {
      code: 'VOLUME_GROUP_EXPORTED',
      why: `the volume group ${shown(group)} is exported, that is, on its way to another host`,
      remedy: `If it is to be used here: \`vgimport ${word}\` on that host, then call scanHost.`,
    };
  }
  if (facts.missing > 0) {
    yield {
      code: 'VOLUME_GROUP_INCOMPLETE',
      why: `${facts.missing} of the physical volumes of the volume group ${shown(group)} ${facts.missing === 1 ? 'is' : 'are'} missing`,
      remedy: `Bring the missing device back: \`pvs -o pv_name,pv_uuid,vg_name\` shows which is missing; log in to its iSCSI target, rescan its bus or mend its paths, and once it is back \`vgextend --restoremissing ${word} DEVICE\` if \`vgs ${word}\` still calls the group partial. Then call scanHost. Take no missing device out of the group while volumes lie on it: their data would be lost.`,
    };
  }
  if (facts.ovirtDataCenter !== null) {
    yield {
      code: 'VOLUME_GROUP_MANAGED',
      why: `the volume group ${shown(group)} is a storage domain of oVirt, attached to the data center ${shown(facts.ovirtDataCenter)}`,
      remedy:
        'Let oVirt sparsify the disk (Sparsify in the menu of the disk, or POST …/disks/ID/sparsify); or detach the storage domain from the data center, and call scanHost.',
    };
  }
  if (facts.foreignSystemId !== null) {
    yield {
      code: 'VOLUME_GROUP_MANAGED',
      why: `the volume group ${shown(group)} belongs to another host, by its system ID ${shown(facts.foreignSystemId)}`,
      remedy: `Register the host that owns it (\`lvm systemid\` prints the ID of a host), where its volumes can be sparsified. Or hand it over: \`vgexport ${word}\` there and \`vgimport ${word}\` here, then call scanHost. If that host is gone for good, lvmsystemid(7) says under "Overriding system ID" how to take the group.`,
    };
  }
  if (facts.ambiguous) {
    yield {
      code: 'VOLUME_GROUP_AMBIGUOUS',
      why: `there is more than one volume group with the name ${shown(group)}, so that the name of a volume may lead into either`,
      remedy: `Rename one of them by its UUID: \`vgs -o vg_name,vg_uuid\` shows them, \`vgrename UUID NEWNAME\` renames one; then call scanHost.`,
    };
  }
}

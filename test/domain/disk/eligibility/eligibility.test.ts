import { describe, expect, test } from 'vitest';
import type { VmState } from '../../../../src/domain/disk/attachments.ts';
import { eligibility } from '../../../../src/domain/disk/eligibility/eligibility.ts';
import type { ObstacleCode } from '../../../../src/domain/disk/eligibility/obstacle.ts';
import type { EligibilityQuestion } from '../../../../src/domain/disk/eligibility/question.ts';
import type { Reach } from '../../../../src/domain/disk/eligibility/storage-access.ts';
import type { DiskFacts } from '../../../../src/domain/disk/facts.ts';
import { type ImageFaultCode, imageFaultCodes } from '../../../../src/domain/disk/image-fault.ts';
import type { DiskObservation } from '../../../../src/domain/disk/observation.ts';
import type { ThinPoolFacts, VolumeFacts } from '../../../../src/domain/disk/volume.ts';
import type { DiscardLimits } from '../../../../src/domain/host/events.ts';
import type { StorageFacts } from '../../../../src/domain/storage-domain/events.ts';
import type { VolumeGroupFacts } from '../../../../src/domain/storage-domain/volume-group.ts';
import { facts, observation, reach, storageAccess } from '../given-when-then.ts';
import { area, contentsWith, spanning } from '../some-contents.ts';

const storage: StorageFacts = {
  medium: 'FILESYSTEM',
  source: '/dev/sda1',
  fsType: 'ext4',
  shared: false,
  nfsVersion: null,
  readOnly: false,
  punchesHoles: true,
  discard: null,
};
const discard: DiscardLimits = { maxBytes: 1 << 30, granularity: 512, unmap: true, readsZeros: true };
const fine: EligibilityQuestion = {
  facts,
  observation,
  hibernated: false,
  removed: false,
  activeJobId: null,
  storageAccess: { ...storageAccess, reach: [{ ...reach, storage }] },
};

const vm = (state: VmState) => ({ vmId: 'vm-1', vmName: 'web', hostId: 'host_1' as const, state });
const withFacts = (changes: Partial<DiskFacts>) => (q: EligibilityQuestion) => ({
  ...q,
  facts: { ...q.facts, ...changes },
});
const withObservation = (changes: Partial<DiskObservation>) => (q: EligibilityQuestion) => ({
  ...q,
  observation: { ...observation, ...q.observation, ...changes },
});
const withReach = (change: (reach: Reach) => Partial<Reach>) => (q: EligibilityQuestion) => ({
  ...q,
  storageAccess: {
    ...q.storageAccess,
    reach: q.storageAccess.reach.map((each) => ({ ...each, ...change(each) })),
  },
});
const withStorage = (change: (known: StorageFacts) => Partial<StorageFacts>) =>
  withReach((each) => ({ storage: { ...storage, ...each.storage, ...change(each.storage ?? storage) } }));

const volume: VolumeFacts = {
  id: 'vol0vol0vol0vol0vol0vol0vol0vol0',
  kind: 'THICK',
  layout: 'linear',
  oldSnapshots: 0,
  isOldSnapshot: false,
  sharesChunks: false,
  holdsPhysicalVolume: false,
  guarded: false,
  readOnly: false,
  pool: null,
  physicalVolumes: ['pv1'],
};
const pool: ThinPoolFacts = { name: 'pool0', discards: 'passdown', health: null };
const group: VolumeGroupFacts = {
  exported: false,
  missing: 0,
  lockType: null,
  foreignSystemId: null,
  ovirtDataCenter: null,
  ambiguous: false,
  mayBeShared: false,
  physicalVolumes: [
    { id: 'pv1', discard },
    { id: 'pv2', discard: { ...discard, maxBytes: 0 } },
  ],
};

/** Makes the disk a logical volume that nothing stands in the way of, unless it is one, then changes what is given. */
function onVolume(change: (question: EligibilityQuestion) => EligibilityQuestion) {
  return (q: EligibilityQuestion): EligibilityQuestion => {
    if (q.facts.storageType === 'LOGICAL_VOLUME') return change(q);
    const known = q.observation?.volume === undefined ? withObservation({ volume })(q) : q;
    const onGroup = withStorage(() => ({
      ...{ medium: 'BLOCK', source: 'vms', punchesHoles: null, volumeGroup: group },
      discard: { ...discard, maxBytes: 0 },
    }));
    return change(withFacts({ storageType: 'LOGICAL_VOLUME' })(onGroup(known)));
  };
}
const withVolume = (changes: Partial<VolumeFacts>) =>
  onVolume((q) => withObservation({ volume: { ...(q.observation?.volume ?? volume), ...changes } })(q));
const withGroup = (changes: Partial<VolumeGroupFacts>) =>
  onVolume(withStorage((known) => ({ volumeGroup: { ...(known.volumeGroup ?? group), ...changes } })));
const aVolume = onVolume((q) => q)(fine);

const faults = Object.fromEntries(
  imageFaultCodes.map((code) => [
    code,
    withObservation({ unreadable: 'It is not opened.', fault: { code, path: '/images/x', detail: 'y' } }),
  ]),
) as Record<ImageFaultCode, (question: EligibilityQuestion) => EligibilityQuestion>;

const rules: Record<ObstacleCode, (question: EligibilityQuestion) => EligibilityQuestion> = {
  DISK_REMOVED: (q) => ({ ...q, removed: true }),
  DISK_BUSY: (q) => ({ ...q, activeJobId: 'job_1' }),
  DISK_MISSING: withObservation({ present: false }),
  ...faults,
  DISK_UNREADABLE: withObservation({ unreadable: 'Permission denied.' }),
  VM_NOT_DOWN: withObservation({ attachments: [vm('PAUSED')] }),
  ATTACHMENTS_UNKNOWN: withReach(() => ({ vms: 'UNKNOWN' })),
  HAS_DERIVED_DISKS: withObservation({ children: ['disk_2'] }),
  NOT_A_LEAF: withObservation({ overlays: ['/images/overlay.qcow2'] }),
  DIRECT_LUN: withFacts({ storageType: 'DIRECT_LUN' }),
  MANAGED_VOLUME: withFacts({ storageType: 'CINDER' }),
  NETWORK_DISK: withFacts({ storageType: 'NETWORK' }),
  VOLUME_UNKNOWN: onVolume(withObservation({ volume: null })),
  VOLUME_GROUP_EXPORTED: withGroup({ exported: true }),
  VOLUME_GROUP_INCOMPLETE: withGroup({ missing: 1 }),
  VOLUME_GROUP_MANAGED: withGroup({ ovirtDataCenter: '5849b030-626e-47cb-ad90-3ce782d831b3' }),
  VOLUME_GROUP_AMBIGUOUS: withGroup({ ambiguous: true }),
  VOLUME_GROUP_UNDECLARED: withGroup({ mayBeShared: true }),
  SNAPSHOT_ORIGIN: withVolume({ oldSnapshots: 1 }),
  VOLUME_UNSUPPORTED: withVolume({ kind: 'OTHER', layout: 'raid,raid1' }),
  HOLDS_PHYSICAL_VOLUME: withVolume({ holdsPhysicalVolume: true }),
  THIN_POOL_UNFIT: withVolume({ pool: { ...pool, health: 'out_of_data' } }),
  PREALLOCATED: withFacts({ allocation: 'PREALLOCATED' }),
  ALLOCATION_UNKNOWN: (q) =>
    withFacts({ allocation: 'UNKNOWN', format: 'RAW' })(withObservation({ provisioned: 'UNKNOWN' })(q)),
  UNSUPPORTED_FORMAT: withFacts({ format: 'OTHER' }),
  FORMAT_UNCONFIRMED: withFacts({ formatBasis: 'HEADER' }),
  ENCRYPTED: withObservation({ encrypted: true }),
  GUEST_SPANS_DISKS: withObservation({ contents: contentsWith({ volumeGroups: [spanning] }) }),
  IMAGE_CORRUPT: withObservation({ corrupt: true }),
  IMAGE_DIRTY: withObservation({ dirty: true }),
  REFCOUNTS_BROKEN: withObservation({ refcounts: 'BROKEN' }),
  REFCOUNTS_UNCHECKED: withObservation({ refcounts: 'UNCHECKED' }),
  READ_ONLY: withObservation({ writable: false }),
  WIPE_AFTER_DELETE: (q) => withFacts({ wipeAfterDelete: true })(withStorage(() => ({ medium: 'BLOCK' }))(q)),
  NFS_TOO_OLD: withStorage(() => ({ nfsVersion: '4.1' })),
  SHARED_STORAGE_WITHOUT_LOCKS: withStorage(() => ({ localLocks: 'local_lock=all' })),
  STORAGE_KEEPS_SPACE: withStorage(() => ({ punchesHoles: false })),
  NO_DISCARD: withStorage(() => ({ discard: { ...discard, maxBytes: 0 } })),
  NO_CAPABLE_HOST: withReach(() => ({ findings: ['virt-sparsify is missing'] })),
};
const codes = Object.keys(rules) as ObstacleCode[];
/** Rules of logical volumes and their groups alone. */
const ofVolumes = codes.filter((code) => /VOLUME_|SNAPSHOT_ORIGIN|PHYSICAL_VOLUME|POOL/.test(code));
/** Rules that cannot both be true of one disk: a storage type or format is one of several. */
const exclusive: readonly ReadonlySet<ObstacleCode>[] = [
  new Set(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'STORAGE_KEEPS_SPACE']),
  // A logical volume is none of these, and lies on no filesystem.
  ...ofVolumes.flatMap((code) =>
    (
      [
        ...(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'STORAGE_KEEPS_SPACE'] as const),
        ...(['NFS_TOO_OLD', 'SHARED_STORAGE_WITHOUT_LOCKS', 'NO_DISCARD'] as const),
        ...(['ALLOCATION_UNKNOWN'] as const),
      ] as const
    ).map((other) => new Set<ObstacleCode>([code, other])),
  ),
  // Nobody asks LVM about what is not there or not opened, and what it said would be known.
  new Set(['VOLUME_UNKNOWN', 'DISK_MISSING']),
  ...imageFaultCodes.map((code) => new Set<ObstacleCode>(['VOLUME_UNKNOWN', code])),
  ...(['SNAPSHOT_ORIGIN', 'VOLUME_UNSUPPORTED', 'HOLDS_PHYSICAL_VOLUME', 'THIN_POOL_UNFIT'] as const).flatMap(
    (code) =>
      ['VOLUME_UNKNOWN' as const, 'DISK_MISSING' as const, ...imageFaultCodes].map(
        (other) => new Set<ObstacleCode>([code, other]),
      ),
  ),
  new Set(['UNSUPPORTED_FORMAT', 'FORMAT_UNCONFIRMED']),
  // The first thing that keeps an image from being opened is told, as nobody has seen what would come after.
  new Set([...imageFaultCodes, 'DISK_UNREADABLE']),
  // Nor is the format known of what was not opened.
  new Set([...imageFaultCodes, 'UNSUPPORTED_FORMAT']),
  new Set(['PREALLOCATED', 'ALLOCATION_UNKNOWN']),
  // Only a raw image can be taken for full on purpose or not.
  ...(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'UNSUPPORTED_FORMAT'] as const).map(
    (kind) => new Set<ObstacleCode>([kind, 'ALLOCATION_UNKNOWN']),
  ),
  new Set(['REFCOUNTS_BROKEN', 'REFCOUNTS_UNCHECKED']),
];
const found = (question: EligibilityQuestion) => eligibility(question).obstacles.map(({ code }) => code);

describe('eligibility', () => {
  test('finds what the guest encrypted, and names it with its size', () => {
    const contents = contentsWith({ areas: [area({ kind: 'ENCRYPTED', type: 'crypto_LUKS' })] });
    expect(eligibility({ ...fine, observation: { ...observation, contents } }).obstacles).toEqual([
      {
        code: 'ENCRYPTED',
        message: expect.stringContaining('/dev/sda2 (crypto_LUKS, 80.0 GiB)'),
        remedy: expect.stringContaining('cryptsetup refresh --allow-discards'),
      },
    ]);
  });

  test('lets a volume group pass that has parts elsewhere which no logical volume needs', () => {
    const contents = contentsWith({ volumeGroups: [{ ...spanning, incompleteVolumes: [] }] });
    expect(found({ ...fine, observation: { ...observation, contents } })).toEqual([]);
  });

  test('names what is hibernated', () => {
    const contents = contentsWith({
      areas: [area({ kind: 'SWAP', type: 'swsuspend', state: 'HIBERNATED' })],
    });
    expect(
      eligibility({ ...fine, hibernated: true, observation: { ...observation, contents } }).warnings,
    ).toEqual([
      { code: 'GUEST_HIBERNATED', message: expect.stringContaining('/dev/sda2 (swsuspend, 80.0 GiB)') },
    ]);
  });

  test('says with a backing file what qcow2 of version 0.10 cannot do', () => {
    const old = { ...observation, backing: 'base.img', formatVersion: '0.10' };
    expect(eligibility({ ...fine, observation: old }).warnings).toEqual([
      { code: 'PARENT_SNAPSHOTS', message: expect.stringContaining('qemu-img amend -f qcow2 -o compat=1.1') },
    ]);
  });

  test('finds nothing against a thin disk that nobody uses', () =>
    expect(eligibility(fine)).toEqual({ obstacles: [], warnings: [] }));

  test('finds nothing against what nobody has scanned yet', () => {
    const unknown = withReach(() => ({ contact: null, vms: null, findings: null, storage: null }))(fine);
    expect(eligibility({ ...unknown, observation: null })).toEqual({ obstacles: [], warnings: [] });
  });

  test.each(codes)('finds %s alone, with a message and a remedy', (code) => {
    const { obstacles } = eligibility(rules[code](fine));
    expect(obstacles).toEqual([
      { code, message: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/\.$/) },
    ]);
  });

  test.each(
    codes.flatMap((one) =>
      codes
        .filter((other) => one < other && !exclusive.some((set) => set.has(one) && set.has(other)))
        .map((other) => [one, other] as const),
    ),
  )('lets neither %s nor %s hide the other', (one, other) =>
    expect(found(rules[one](rules[other](fine))).toSorted()).toEqual([one, other].toSorted()),
  );

  test.each([
    ['RUNNING', true],
    ['PAUSED', true],
    ['SUSPENDED_TO_DISK', true],
    ['UNKNOWN', true],
    ['CRASHED', false],
    ['SHUT_OFF', false],
  ] as const)('takes a VM that is %s to stand in the way: %s', (state, stands) =>
    expect(found({ ...fine, observation: { ...observation, attachments: [vm(state)] } })).toEqual(
      stands ? ['VM_NOT_DOWN'] : [],
    ),
  );

  test('is not given to a disk whose name nobody has looked at yet, and shows it escaped', () => {
    const { obstacles } = eligibility(
      withFacts({ name: 'a\n\u202eb', path: 'a\n\u202eb' })({ ...fine, observation: null }),
    );
    expect(obstacles).toMatchObject([
      { code: 'UNSAFE_NAME', message: expect.stringContaining('Disk "a\\n\\u{202e}b"') },
    ]);
  });

  test('says how to make an immutable image writable', () =>
    expect(eligibility(rules.READ_ONLY(fine)).obstacles[0]?.remedy).toContain('chattr -i'));

  test('names every VM that is not down', () => {
    const attachments = [vm('RUNNING'), { ...vm('PAUSED'), vmName: 'spare' }, vm('SHUT_OFF')];
    const { obstacles } = eligibility({ ...fine, observation: { ...observation, attachments } });
    expect(obstacles.map(({ message }) => message)).toEqual([
      expect.stringContaining('VM "web" on host_1, which is RUNNING'),
      expect.stringContaining('VM "spare" on host_1, which is PAUSED'),
    ]);
  });

  test.each([
    ['3', true],
    ['4.0', true],
    ['4.1', true],
    ['4.2', false],
    ['5.0', false],
  ])('takes NFS %s to be too old: %s', (nfsVersion, tooOld) =>
    expect(found(withStorage(() => ({ nfsVersion }))(fine))).toEqual(tooOld ? ['NFS_TOO_OLD'] : []),
  );

  test.each([
    ['the kernel passes none on', { maxBytes: 0 }, true],
    ['the device takes no UNMAP', { unmap: false }, true],
    ['unmapped blocks do not read as zeros', { readsZeros: false }, true],
    ['the device has no such page', { unmap: null, readsZeros: null }, false],
  ] as const)('asks block storage for discard: %s', (_, limits, stands) =>
    expect(found(withStorage(() => ({ discard: { ...discard, ...limits } }))(fine))).toEqual(
      stands ? ['NO_DISCARD'] : [],
    ),
  );

  describe('with several hosts', () => {
    const several = (...all: Partial<Reach>[]) => ({
      ...fine,
      storageAccess: {
        ...storageAccess,
        reach: all.map((each, index) => ({ ...reach, hostName: `node-${index + 1}`, storage, ...each })),
      },
    });

    test('needs one on which nothing stands in the way', () =>
      expect(
        found(several({ findings: ['qemu'] }, { storage: { ...storage, nfsVersion: '3' } }, {})),
      ).toEqual([]));

    test('tells of each what it lacks when none has all', () =>
      expect(
        eligibility(several({ findings: ['qemu'] }, { storage: { ...storage, nfsVersion: '3' } })).obstacles,
      ).toEqual([
        expect.objectContaining({ code: 'NFS_TOO_OLD', message: expect.stringContaining('"node-2"') }),
        expect.objectContaining({ code: 'NO_CAPABLE_HOST', message: expect.stringContaining('"node-1"') }),
      ]));

    test('does not trust a disk that a host out of contact may be using', () =>
      expect(eligibility(several({}, { contact: 'LOST' })).obstacles).toEqual([
        expect.objectContaining({
          code: 'ATTACHMENTS_UNKNOWN',
          message: expect.stringContaining('"node-2"'),
        }),
      ]));

    test('finds no host where the storage is nowhere', () =>
      expect(found(several())).toEqual(['NO_CAPABLE_HOST']));
  });

  describe('of a logical volume', () => {
    const remedyOf = (question: EligibilityQuestion) => eligibility(question).obstacles[0]?.remedy;
    const withPv = (limits: Partial<DiscardLimits>) =>
      withGroup({ physicalVolumes: [{ id: 'pv1', discard: { ...discard, ...limits } }] })(aVolume);
    const shared = withGroup({ mayBeShared: true })(aVolume);

    test('finds nothing against a thick one whose physical volumes take discards, whatever others do', () =>
      expect(eligibility(aVolume)).toEqual({ obstacles: [], warnings: [] }));

    test('finds nothing against one that nobody has inspected yet', () =>
      expect(found({ ...aVolume, observation: null })).toEqual([]));

    test.each([
      ['the kernel passes none on', { maxBytes: 0 }, /passes no discard/],
      ['the device takes no UNMAP', { unmap: false }, /LBPU is 0/],
      ['unmapped blocks do not read as zeros', { readsZeros: false }, /LBPRZ is 0/],
    ] as const)('asks the physical volumes of a thick one for discard: %s', (_, limits, message) =>
      expect(eligibility(withPv(limits)).obstacles).toEqual([
        expect.objectContaining({ code: 'NO_DISCARD', message: expect.stringMatching(message) }),
      ]),
    );

    test('counts the weakest of the physical volumes that a thick one lies on', () => {
      const striped = withVolume({ layout: 'striped', physicalVolumes: ['pv1', 'pv2'] })(aVolume);
      expect(found(striped)).toEqual(['NO_DISCARD']);
    });

    test('asks nothing below the pool of a thin one, whose chunks may be shared', () => {
      const thin = { kind: 'THIN', layout: 'thin,sparse', pool, sharesChunks: true } as const;
      expect(eligibility(withVolume(thin)(withPv({ maxBytes: 0 })))).toEqual({ obstacles: [], warnings: [] });
    });

    test.each([
      ['by an older Winnow, which did not ask LVM', withObservation({ volume: undefined })(aVolume)],
      ['while LVM did not answer on its only host', withStorage(() => ({ volumeGroup: null }))(aVolume)],
      ['on a host where LVM was not asked', withStorage(() => ({ volumeGroup: undefined }))(aVolume)],
      ['on physical volumes that LVM did not report', withVolume({ physicalVolumes: ['pv9'] })(aVolume)],
      ['as a thin one whose pool LVM did not name', withVolume({ kind: 'THIN' })(aVolume)],
      ['on none that LVM reported', withVolume({ physicalVolumes: [] })(aVolume)],
    ])('does not trust one that was inspected %s', (_, question) =>
      expect(found(question)).toEqual(['VOLUME_UNKNOWN']),
    );

    test('does not say twice that a physical volume is missing', () =>
      expect(found(withGroup({ missing: 1, physicalVolumes: [] })(aVolume))).toEqual([
        'VOLUME_GROUP_INCOMPLETE',
      ]));

    test('needs one host on which nothing stands in the way of its group', () => {
      const question = withGroup({ foreignSystemId: 'kvm9' })(aVolume);
      expect(found(question)).toEqual(['VOLUME_GROUP_MANAGED']);
      expect(remedyOf(question)).toContain('vgexport vms');
      const [there] = question.storageAccess.reach;
      const [own] = aVolume.storageAccess.reach;
      const reach = [there, own].filter((each) => each !== undefined);
      const both = { ...question, storageAccess: { ...question.storageAccess, reach } };
      expect(found(both)).toEqual(['VOLUME_GROUP_UNDECLARED']);
      const declared = { ...both.storageAccess, allHostsRegistered: true };
      expect(found({ ...both, storageAccess: declared })).toEqual([]);
    });

    test('needs a lock of LVM or a declaration where several hosts may use its group', () => {
      expect(found(shared)).toEqual(['VOLUME_GROUP_UNDECLARED']);
      expect(remedyOf(shared)).toContain('`winnow storage update dom_1 --all-hosts-registered yes`');
      expect(found(withGroup({ lockType: 'sanlock' })(shared))).toEqual([]);
      const storageAccess = { ...shared.storageAccess, allHostsRegistered: true };
      expect(found({ ...shared, storageAccess })).toEqual([]);
    });

    test('does not mend a missing physical volume by taking it out of the group', () =>
      expect(remedyOf(rules.VOLUME_GROUP_INCOMPLETE(fine))).not.toContain('removemissing'));

    test.each([
      ['SNAPSHOT_ORIGIN', { isOldSnapshot: true }, 'lvremove /images/web-01.qcow2'],
      ['SNAPSHOT_ORIGIN', { oldSnapshots: 2 }, 'lvremove vms/SNAPSHOT'],
      ['READ_ONLY', { readOnly: true }, 'lvchange -prw /images/web-01.qcow2'],
      ['VOLUME_UNSUPPORTED', { kind: 'OTHER', layout: 'cache' }, 'lvconvert --splitcache'],
      ['VOLUME_UNSUPPORTED', { kind: 'OTHER', layout: 'raid,raid6' }, 'fstrim -av'],
      ['VOLUME_UNSUPPORTED', { kind: 'OTHER', layout: 'linear' }, 'lvs -a -o lv_name,copy_percent vms'],
      ['THIN_POOL_UNFIT', { pool: { ...pool, health: 'out_of_data' } }, 'lvextend -L +SIZE vms/pool0'],
      ['THIN_POOL_UNFIT', { pool: { ...pool, health: 'failed' } }, 'lvconvert --repair vms/pool0'],
      [
        'THIN_POOL_UNFIT',
        { pool: { ...pool, discards: 'ignore' } },
        'lvchange --discards passdown vms/pool0',
      ],
    ] as const)('says of %s what to type: %j', (code, changes, command) => {
      const question = withVolume(changes)(aVolume);
      expect(found(question)).toEqual([code]);
      expect(remedyOf(question)).toContain(command);
    });

    test('gives names from elsewhere to a shell as they are', () => {
      const named = withStorage(() => ({ source: "it's" }))(withVolume({ oldSnapshots: 1 })(aVolume));
      expect(remedyOf(named)).toContain(String.raw`lvs -o lv_name,origin 'it'\''s'`);
    });

    test('is not said of a disk of another kind in the same place', () =>
      expect(found(withFacts({ storageType: 'DIRECT_LUN' })(shared))).toEqual(['DIRECT_LUN', 'NO_DISCARD']));
  });

  test('names the disks that stand on it, the first ten of many', () => {
    const children = Array.from({ length: 12 }, (_, index) => `disk_${index}` as const);
    const derived = children.slice(1).map((id) => ({ id, name: `vm of ${id}`, path: `/images/${id}` }));
    const question = { ...fine, observation: { ...observation, children } };
    const storageAccess = { ...fine.storageAccess, derived };
    expect(eligibility({ ...question, storageAccess }).obstacles).toEqual([
      expect.objectContaining({
        code: 'HAS_DERIVED_DISKS',
        message: expect.stringMatching(
          /of disk_0, "vm of disk_1" \(\/images\/disk_1\), .*disk_9 and 2 more\.$|disk_9"? \(.*\) and 2 more\.$/,
        ),
      }),
    ]);
  });

  test('gives commands that a shell takes as they are, whatever the name', () => {
    const { obstacles } = eligibility({
      ...fine,
      facts: { ...facts, path: "it's $HOME.qcow2" },
      observation: { ...observation, dirty: true },
    });
    expect(obstacles[0]?.remedy).toContain(String.raw`qemu-img check -r all '/images/it'\''s $HOME.qcow2'`);
  });

  test('warns of parent and internal snapshots, hibernation and unseen use, and allows all the same', () => {
    const question = {
      ...withReach(() => ({ seesEveryProcess: false }))(fine),
      hibernated: true,
      observation: { ...observation, backing: 'base.img', internalSnapshots: ['s1'] },
    };
    expect(eligibility(question)).toEqual({
      obstacles: [],
      warnings: [
        { code: 'PARENT_SNAPSHOTS', message: expect.stringContaining('base.img') },
        { code: 'INTERNAL_SNAPSHOTS', message: expect.stringContaining('s1') },
        { code: 'GUEST_HIBERNATED', message: expect.stringContaining('hibernated') },
        { code: 'USE_NOT_FULLY_CHECKED', message: expect.stringContaining('On host "node-1"') },
      ],
    });
  });
});

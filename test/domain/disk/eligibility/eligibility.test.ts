import { describe, expect, test } from 'vitest';
import type { VmState } from '../../../../src/domain/disk/attachments.ts';
import { eligibility } from '../../../../src/domain/disk/eligibility/eligibility.ts';
import type { ObstacleCode } from '../../../../src/domain/disk/eligibility/obstacle.ts';
import type { EligibilityQuestion } from '../../../../src/domain/disk/eligibility/question.ts';
import type { Reach } from '../../../../src/domain/disk/eligibility/storage-access.ts';
import type { DiskFacts } from '../../../../src/domain/disk/facts.ts';
import { type ImageFaultCode, imageFaultCodes } from '../../../../src/domain/disk/image-fault.ts';
import type { DiskObservation } from '../../../../src/domain/disk/observation.ts';
import type { DiscardLimits } from '../../../../src/domain/host/events.ts';
import type { StorageFacts } from '../../../../src/domain/storage-domain/events.ts';
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
  LOGICAL_VOLUME: withFacts({ storageType: 'LOGICAL_VOLUME' }),
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
/** Rules that cannot both be true of one disk: a storage type or format is one of several. */
const exclusive: readonly ReadonlySet<ObstacleCode>[] = [
  new Set(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'LOGICAL_VOLUME', 'STORAGE_KEEPS_SPACE']),
  new Set(['UNSUPPORTED_FORMAT', 'FORMAT_UNCONFIRMED']),
  // The first thing that keeps an image from being opened is told, as nobody has seen what would come after.
  new Set([...imageFaultCodes, 'DISK_UNREADABLE']),
  // Nor is the format known of what was not opened.
  new Set([...imageFaultCodes, 'UNSUPPORTED_FORMAT']),
  new Set(['PREALLOCATED', 'ALLOCATION_UNKNOWN']),
  // Only a raw image can be taken for full on purpose or not.
  ...(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'LOGICAL_VOLUME', 'UNSUPPORTED_FORMAT'] as const).map(
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

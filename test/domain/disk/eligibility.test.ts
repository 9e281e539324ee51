import { describe, expect, test } from 'vitest';
import {
  type EligibilityQuestion,
  eligibility,
  type ObstacleCode,
} from '../../../src/domain/disk/eligibility.ts';
import type { DiskFacts, DiskObservation, VmState } from '../../../src/domain/disk/events.ts';
import type { Reach } from '../../../src/domain/disk/surroundings.ts';
import type { DiscardLimits } from '../../../src/domain/host/events.ts';
import type { StorageFacts } from '../../../src/domain/storage-domain/events.ts';
import { facts, observation, reach, surroundings } from './given-when-then.ts';

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
  surroundings: { ...surroundings, reach: [{ ...reach, storage }] },
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
  surroundings: {
    ...q.surroundings,
    reach: q.surroundings.reach.map((each) => ({ ...each, ...change(each) })),
  },
});
const withStorage = (change: (known: StorageFacts) => Partial<StorageFacts>) =>
  withReach((each) => ({ storage: { ...storage, ...each.storage, ...change(each.storage ?? storage) } }));

const rules: Record<ObstacleCode, (question: EligibilityQuestion) => EligibilityQuestion> = {
  DISK_REMOVED: (q) => ({ ...q, removed: true }),
  DISK_BUSY: (q) => ({ ...q, activeJobId: 'job_1' }),
  DISK_MISSING: withObservation({ present: false }),
  DISK_UNREADABLE: withObservation({ unreadable: 'Permission denied.' }),
  VM_NOT_DOWN: withObservation({ attachments: [vm('PAUSED')] }),
  ATTACHMENTS_UNKNOWN: withReach(() => ({ machines: 'UNKNOWN' })),
  HAS_DERIVED_DISKS: withObservation({ children: ['disk_2'] }),
  NOT_A_LEAF: withObservation({ overlays: ['/images/overlay.qcow2'] }),
  DIRECT_LUN: withFacts({ storageType: 'DIRECT_LUN' }),
  MANAGED_VOLUME: withFacts({ storageType: 'CINDER' }),
  NETWORK_DISK: withFacts({ storageType: 'NETWORK' }),
  LOGICAL_VOLUME: withFacts({ storageType: 'LOGICAL_VOLUME' }),
  PREALLOCATED: withFacts({ allocation: 'PREALLOCATED' }),
  ALLOCATION_UNKNOWN: withFacts({ allocation: 'UNKNOWN', format: 'RAW' }),
  UNSUPPORTED_FORMAT: withFacts({ format: 'OTHER' }),
  FORMAT_UNCONFIRMED: withFacts({ formatBasis: 'HEADER' }),
  ENCRYPTED: withObservation({ encrypted: true }),
  IMAGE_CORRUPT: withObservation({ corrupt: true }),
  IMAGE_DIRTY: withObservation({ dirty: true }),
  REFCOUNTS_BROKEN: withObservation({ refcounts: 'BROKEN' }),
  REFCOUNTS_UNCHECKED: withObservation({ refcounts: 'UNCHECKED' }),
  READ_ONLY: withObservation({ writable: false }),
  WIPE_AFTER_DELETE: (q) => withFacts({ wipeAfterDelete: true })(withStorage(() => ({ medium: 'BLOCK' }))(q)),
  NFS_TOO_OLD: withStorage(() => ({ nfsVersion: '4.1' })),
  STORAGE_KEEPS_SPACE: withStorage(() => ({ punchesHoles: false })),
  NO_DISCARD: withStorage(() => ({ discard: { ...discard, maxBytes: 0 } })),
  NO_CAPABLE_HOST: withReach(() => ({ lacks: ['virt-sparsify is missing'] })),
};
const codes = Object.keys(rules) as ObstacleCode[];
/** Rules that cannot both be true of one disk: a storage type or format is one of several. */
const exclusive: readonly ReadonlySet<ObstacleCode>[] = [
  new Set(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'LOGICAL_VOLUME', 'STORAGE_KEEPS_SPACE']),
  new Set(['UNSUPPORTED_FORMAT', 'FORMAT_UNCONFIRMED']),
  new Set(['PREALLOCATED', 'ALLOCATION_UNKNOWN']),
  // Only a raw image can be taken for full on purpose or not.
  ...(['DIRECT_LUN', 'MANAGED_VOLUME', 'NETWORK_DISK', 'LOGICAL_VOLUME', 'UNSUPPORTED_FORMAT'] as const).map(
    (kind) => new Set<ObstacleCode>([kind, 'ALLOCATION_UNKNOWN']),
  ),
  new Set(['REFCOUNTS_BROKEN', 'REFCOUNTS_UNCHECKED']),
];
const found = (question: EligibilityQuestion) => eligibility(question).obstacles.map(({ code }) => code);

describe('eligibility', () => {
  test('finds nothing against a thin disk that nobody uses', () =>
    expect(eligibility(fine)).toEqual({ obstacles: [], warnings: [] }));

  test('finds nothing against what nobody has scanned yet', () => {
    const unknown = withReach(() => ({ contact: null, machines: null, lacks: null, storage: null }))(fine);
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
      surroundings: {
        ...surroundings,
        reach: all.map((each, index) => ({ ...reach, hostName: `node-${index + 1}`, storage, ...each })),
      },
    });

    test('needs one on which nothing stands in the way', () =>
      expect(found(several({ lacks: ['qemu'] }, { storage: { ...storage, nfsVersion: '3' } }, {}))).toEqual(
        [],
      ));

    test('tells of each what it lacks when none has all', () =>
      expect(
        eligibility(several({ lacks: ['qemu'] }, { storage: { ...storage, nfsVersion: '3' } })).obstacles,
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
    const surroundings = { ...fine.surroundings, derived };
    expect(eligibility({ ...question, surroundings }).obstacles).toEqual([
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
        { code: 'HIBERNATED_GUEST', message: expect.stringContaining('hibernated') },
        { code: 'USE_NOT_FULLY_CHECKED', message: expect.stringContaining('On host "node-1"') },
      ],
    });
  });
});

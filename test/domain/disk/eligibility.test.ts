import { describe, expect, test } from 'vitest';
import {
  type EligibilityQuestion,
  eligibility,
  type ObstacleCode,
} from '../../../src/domain/disk/eligibility.ts';
import type { VmState } from '../../../src/domain/disk/events.ts';
import { facts, observation } from './given-when-then.ts';

const fine: EligibilityQuestion = { facts, observation, removed: false, activeJobId: null };

const rules: Record<ObstacleCode, (question: EligibilityQuestion) => EligibilityQuestion> = {
  DISK_REMOVED: (q) => ({ ...q, removed: true }),
  DISK_BUSY: (q) => ({ ...q, activeJobId: 'job_1' }),
  DISK_MISSING: (q) => ({ ...q, observation: { ...observation, ...q.observation, present: false } }),
  VM_NOT_DOWN: (q) => ({
    ...q,
    observation: { ...observation, ...q.observation, attachments: [vm('PAUSED')] },
  }),
  HAS_DERIVED_DISKS: (q) => ({
    ...q,
    observation: { ...observation, ...q.observation, children: ['disk_2'] },
  }),
  DIRECT_LUN: (q) => ({ ...q, facts: { ...q.facts, storageType: 'DIRECT_LUN' } }),
  MANAGED_VOLUME: (q) => ({ ...q, facts: { ...q.facts, storageType: 'CINDER' } }),
  PREALLOCATED: (q) => ({ ...q, facts: { ...q.facts, allocation: 'PREALLOCATED' } }),
};
const vm = (state: VmState) => ({ vmId: 'vm-1', vmName: 'web', hostId: 'host_1' as const, state });
const codes = Object.keys(rules) as ObstacleCode[];
const contradictory = new Set<ObstacleCode>(['DIRECT_LUN', 'MANAGED_VOLUME']);
const found = (question: EligibilityQuestion) => eligibility(question).obstacles.map(({ code }) => code);

describe('eligibility', () => {
  test('finds nothing against a thin disk that nobody uses', () =>
    expect(eligibility(fine)).toEqual({ obstacles: [], warnings: [] }));

  test.each(codes)('finds %s alone, with a message and a remedy', (code) => {
    const { obstacles } = eligibility(rules[code](fine));
    expect(obstacles).toEqual([
      { code, message: expect.stringMatching(/\.$/), remedy: expect.stringMatching(/\.$/) },
    ]);
  });

  test.each(
    codes.flatMap((one) =>
      codes
        .filter((other) => one < other && !(contradictory.has(one) && contradictory.has(other)))
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

  test('warns of parent and internal snapshots, and allows all the same', () => {
    const question = {
      ...fine,
      observation: { ...observation, backing: 'base.img', internalSnapshots: ['s1'] },
    };
    expect(eligibility(question)).toEqual({
      obstacles: [],
      warnings: [
        { code: 'PARENT_SNAPSHOTS', message: expect.stringContaining('base.img') },
        { code: 'INTERNAL_SNAPSHOTS', message: expect.stringContaining('s1') },
      ],
    });
  });
});

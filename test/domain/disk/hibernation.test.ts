import { describe, expect, test } from 'vitest';
import type { DiskEvent, FilesystemResult } from '../../../src/domain/disk/events.ts';
import { foundHibernatedGuest } from '../../../src/domain/disk/hibernation.ts';
import { evolveDisk, initialDiskState } from '../../../src/domain/disk/state.ts';
import {
  completed,
  given,
  lockDisk,
  locked,
  observed,
  registered,
  requested,
  requestSparsify,
  result,
  started,
} from './given-when-then.ts';
import { area, contentsWith } from './some-contents.ts';

const ntfs: FilesystemResult = {
  device: '/dev/sda2',
  type: 'ntfs',
  outcome: 'SKIPPED',
  trimmedBytes: null,
  reason: 'Windows is hibernated or was not shut down fully (exit 14)',
};
const run = [requested(), locked(), started()];
const met = (filesystem: FilesystemResult): DiskEvent => ({
  type: 'SparsifyCompleted',
  data: { ...result, filesystems: [filesystem] },
});
const hibernatedAfter = (...events: DiskEvent[]) => {
  const state = [registered, ...events].reduce(evolveDisk, initialDiskState);
  return state.status !== 'UNREGISTERED' && state.hibernated;
};
const found = (...states: ('CLEAN' | 'HIBERNATED' | null)[]): DiskEvent =>
  observed({
    contents: contentsWith({
      imageVersion: states.join(),
      areas: states.map((state) => area({ type: 'ntfs', state })),
    }),
  });

describe('a guest counts as hibernated', () => {
  test('by what a look into the image found, until another finds it shut down', () => {
    expect(hibernatedAfter(found('CLEAN', 'HIBERNATED'))).toBe(true);
    expect(hibernatedAfter(found('HIBERNATED'), observed({ contents: null }))).toBe(true);
    expect(hibernatedAfter(found('HIBERNATED'), found('CLEAN'))).toBe(false);
  });

  test('by what the last run met, skipped or trimmed, until a later look finds it shut down', () => {
    expect(hibernatedAfter(...run, met(ntfs))).toBe(true);
    expect(hibernatedAfter(...run, met({ ...ntfs, outcome: 'TRIMMED_WHILE_HIBERNATED' }))).toBe(true);
    expect(hibernatedAfter(found('CLEAN'), ...run, met(ntfs), found('CLEAN'))).toBe(true);
    expect(hibernatedAfter(...run, met(ntfs), found('CLEAN'))).toBe(false);
  });

  test('still where a later look could not tell', () =>
    expect(hibernatedAfter(...run, met(ntfs), found('CLEAN', null))).toBe(true));

  test('no longer once a run met nothing of it', () =>
    expect(hibernatedAfter(found('HIBERNATED'), ...run, completed)).toBe(false));

  test('not by a filesystem that was skipped for another reason', () =>
    expect(foundHibernatedGuest([{ ...ntfs, reason: 'it could not be mounted' }])).toBe(false));
});

describe('a disk whose guest is hibernated', () => {
  const acknowledged = ['GUEST_HIBERNATED'] as const;

  test('is sparsified only for who named the warning', () => {
    given(registered, found('HIBERNATED'))
      .when(requestSparsify())
      .isRefused({ type: 'WarningsNotAcknowledged', warnings: [{ code: 'GUEST_HIBERNATED' }] as never });
    given(registered, found('HIBERNATED'))
      .when(requestSparsify(undefined, { acknowledgedWarnings: acknowledged }))
      .then(requested(undefined, { acknowledgedWarnings: acknowledged }));
  });

  test('since the request is not locked, but for who named the warning then', () => {
    given(registered, requested(), found('HIBERNATED'))
      .when(lockDisk())
      .isRefused({ type: 'WarningsNotAcknowledged', warnings: [{ code: 'GUEST_HIBERNATED' }] as never });
    given(registered, requested(undefined, { acknowledgedWarnings: acknowledged }), found('HIBERNATED'))
      .when(lockDisk())
      .then(locked());
  });

  test('is one for who named the warning by its former name', () => {
    const former = ['HIBERNATED_GUEST'] as unknown as typeof acknowledged;
    given(registered, requested(undefined, { acknowledgedWarnings: former }), found('HIBERNATED'))
      .when(lockDisk())
      .then(locked());
  });
});

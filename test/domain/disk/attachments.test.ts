import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../../src/domain/disk/attachments.ts';
import { discoveredLabels, mergeAttachments } from '../../../src/domain/disk/attachments.ts';
import { given, observed, registered } from './given-when-then.ts';

const on = (hostId: Attachment['hostId'], vmId = 'vm', state: Attachment['state'] = 'SHUT_OFF') => ({
  vmId,
  vmName: vmId,
  hostId,
  state,
});

describe('merging what hosts tell of the machines that have a disk', () => {
  test('replaces what the same host told before, and keeps what others told', () =>
    expect(
      mergeAttachments([on('host_1'), on('host_2')], {
        hostId: 'host_1',
        found: [on('host_1', 'vm', 'RUNNING')],
      }),
    ).toEqual([on('host_1', 'vm', 'RUNNING'), on('host_2')]));

  test('gives one order whatever the order told', () => {
    const found = [on('host_1', 'b'), on('host_1', 'a')];
    expect(mergeAttachments(null, { hostId: 'host_1', found })).toEqual(found.toReversed());
  });

  test('knows of none once a hypervisor told that there is none', () =>
    expect(mergeAttachments(null, { hostId: 'host_1', found: [] })).toEqual([]));

  test('knows nothing where no host has a hypervisor', () => {
    expect(mergeAttachments(null, { hostId: 'host_1', found: null })).toBeNull();
    expect(mergeAttachments([on('host_1')], { hostId: 'host_1', found: null })).toBeNull();
  });

  test('keeps what other hosts told where this one has no hypervisor', () =>
    expect(mergeAttachments([on('host_2')], { hostId: 'host_1', found: null })).toEqual([on('host_2')]));
});

describe('observing the machines of a disk', () => {
  const observe = (found: Attachment[]) =>
    ({ type: 'ObserveDisk', observed: { attachments: { hostId: 'host_1', found } } }) as const;

  test('leaves what is known of the image as it is', () =>
    given(registered, observed({ encrypted: true }))
      .when(observe([on('host_1')]))
      .then(observed({ encrypted: true, attachments: [on('host_1')] })));

  test('stays quiet when nothing changed', () =>
    given(registered, observed({ attachments: [on('host_1'), on('host_2')] }))
      .when(observe([on('host_1')]))
      .staysQuiet());
});

describe('the labels that were discovered of the machines that have a disk', () => {
  const titled = (vmId: string, title: string): Attachment => ({
    ...on('host_1', vmId),
    labels: { 'libvirt/title': title },
  });
  test('are listed once each, by key and value', () =>
    expect(
      discoveredLabels([titled('a', 'two'), titled('b', 'one'), titled('c', 'two'), on('host_1', 'd')]),
    ).toEqual([
      { key: 'libvirt/title', value: 'one' },
      { key: 'libvirt/title', value: 'two' },
    ]));
  test('are no more than 64, however many machines have the disk', () =>
    expect(
      discoveredLabels(Array.from({ length: 500 }, (_, index) => titled(`vm-${index}`, `t${index}`))),
    ).toHaveLength(64));
  test('are none where nothing is known', () => expect(discoveredLabels(null)).toEqual([]));
});

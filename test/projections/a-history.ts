import type { HostEvent } from '../../src/domain/host/events.ts';
import type { InstallationEvent } from '../../src/domain/installation/events.ts';
import type { OperationEvent } from '../../src/domain/operation/events.ts';
import type { StorageDomainEvent } from '../../src/domain/storage-domain/events.ts';
import { hostId, jobEvents, observed, progress, registered } from './events.ts';

/** An event and the stream that it goes to. */
export interface Step {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
}

const discard = { maxBytes: 1 << 30, granularity: 512, unmap: true, readsZeros: null };
const lack = { what: 'libvirt', remedy: 'Install it.' };
const storage = {
  medium: 'BLOCK' as const,
  source: '/dev/sda1',
  fsType: 'ext4',
  shared: false,
  nfsVersion: null,
  readOnly: false,
  punchesHoles: true,
  discard,
};
const ssh = {
  address: 'root@two',
  hostKey: { type: 'ssh-ed25519', key: 'AAAA' },
  runsDirectory: '/var/lib/winnow/runs',
};
const mounts = [{ hostId, path: '/images', storage }];

const fleet: readonly (readonly [
  string,
  HostEvent | StorageDomainEvent | InstallationEvent | OperationEvent,
])[] = [
  ['host-host_one', { type: 'HostRegistered', data: { name: 'one', transport: 'LOCAL' } }],
  [
    'host-host_one',
    {
      type: 'HostProbed',
      data: {
        virtSparsify: { version: '1.48.2', features: ['in-place'] },
        qemuImg: { version: '7.2' },
        virtDf: true,
        seesEveryProcess: true,
        acceleration: 'KVM',
        cores: 2,
        memoryBytes: 1 << 30,
        lacks: [lack],
        libvirt: { version: '9.0' },
        sg3Utils: null,
        recommends: [lack],
      },
    },
  ],
  [
    'host-host_one',
    {
      type: 'HostObserved',
      data: {
        contact: 'IN_CONTACT',
        machines: 'KNOWN',
        mounts: [
          {
            path: '/images',
            source: '/dev/sda1',
            fsType: 'ext4',
            uuid: 'u',
            nfsVersion: null,
            readOnly: false,
          },
        ],
        blockDevices: [
          { path: '/dev/sda', type: 'disk', bytes: 1 << 30, readOnly: false, volumeGroup: null, discard },
        ],
        problems: [lack],
      },
    },
  ],
  ['host-host_one', { type: 'HostConfirmedDown', data: { reason: 'It burnt.' } }],
  ['host-host_one', { type: 'HostReturned', data: { runsAlive: ['job_1.1'] } }],
  [
    'host-host_two',
    {
      type: 'HostRegistered',
      data: { name: 'two', transport: 'SSH', ssh, maxRuns: 4, labels: { rack: 'b' } },
    },
  ],
  [
    'host-host_two',
    { type: 'HostUpdated', data: { name: 'b', maxRuns: 3, labels: {}, allowEmulation: false } },
  ],
  ['host-host_two', { type: 'HostAccessChanged', data: { ssh } }],
  ['host-host_two', { type: 'HostKeyRefused', data: ssh.hostKey }],
  ['host-host_two', { type: 'HostDrained', data: { reason: 'It is to be mended.' } }],
  ['host-host_two', { type: 'HostActivated', data: { reason: null } }],
  ['host-host_two', { type: 'HostConfirmedDown', data: { reason: 'It burnt.' } }],
  ['host-host_two', { type: 'HostReturned', data: { runsAlive: ['job_1.1'] } }],
  ['host-host_two', { type: 'HostRemoved', data: { reason: null } }],
  ['installation-limits', { type: 'LimitsUpdated', data: { maxRuns: 20 } }],
  [
    'storageDomain-dom_one',
    { type: 'StorageDomainRegistered', data: { name: 'images', kind: 'LOCAL_FILESYSTEM', mounts } },
  ],
  ['storageDomain-dom_one', { type: 'StorageDomainChanged', data: { mounts } }],
  ['storageDomain-dom_one', { type: 'StorageDomainUpdated', data: { maxRuns: 5, labels: { tier: 'gold' } } }],
  ['storageDomain-dom_two', { type: 'StorageDomainRegistered', data: { name: 'two', kind: 'NFS', mounts } }],
  ['storageDomain-dom_two', { type: 'StorageDomainRemoved', data: { reason: 'It is taken down.' } }],
  [
    'operation-op_one',
    { type: 'OperationRequested', data: { kind: 'REFRESH_DISK', hostId, diskId: 'disk_1' } },
  ],
  ['operation-op_one', { type: 'OperationFailed', data: { code: 'DISK_BUSY', message: 'm', remedy: 'r' } }],
];

const attachment = {
  vmId: 'vm-1',
  vmName: 'web',
  hostId,
  state: 'SHUT_OFF' as const,
  labels: { 'libvirt/title': 'Web' },
};
const filesystem = { device: '/dev/sda1', type: 'ext4', outcome: 'TRIMMED' as const };
const [first, second, third] = [jobEvents('job_1'), jobEvents('job_2'), jobEvents('job_3')];
const completed = first.completed(2);

const ofDisk: readonly { readonly type: string; readonly data: object }[] = [
  registered('disk_1', { labels: { team: 'db' } }),
  {
    type: 'DiskUpdated',
    data: {
      name: 'web',
      format: 'QCOW2',
      formatBasis: 'DECLARED',
      allocation: 'THIN',
      wipeAfterDelete: false,
      labels: { team: 'web' },
    },
  },
  observed({
    attachments: [attachment],
    internalSnapshots: ['s'],
    overlays: ['/images/other.qcow2'],
    children: [],
    backing: 'base.qcow2',
    formatName: 'qcow2',
    encrypted: false,
    corrupt: false,
    dirty: false,
    writable: true,
    unreadable: 'no rights',
  }),
  {
    type: 'DiskMeasured',
    data: { filesystems: [{ device: '/dev/sda1', usedBytes: 1000 }], reclaimableBytes: 4000 },
  },
  first.requested,
  first.locked(1),
  first.started(1),
  first.contactLost,
  first.contactRegained,
  first.retryScheduled(1),
  first.locked(2),
  first.started(2),
  {
    type: completed.type,
    data: {
      ...completed.data,
      filesystems: [{ ...filesystem, trimmedBytes: 10, reason: 'none' }],
      warnings: ['w'],
    },
  },
  second.requested,
  second.locked(1),
  second.cancelRequested,
  second.canceled(1),
  third.requested,
  third.failed(1),
  { type: 'DiskRemoved', data: { reason: 'old', withStorageDomain: true } },
];

/** An event of every type that Winnow records in its history, whole and in an order that can have been. */
export const aHistory: readonly Step[] = [
  ...fleet.map(([stream, { type, data }]) => ({ stream, type, data })),
  ...ofDisk.flatMap(({ type, data }): Step[] => {
    const event = { stream: 'disk-disk_1', type, data };
    const progressed = {
      stream: 'sparsifyProgress-job_1',
      type: 'SparsifyProgressed',
      data: progress(1, 100),
    };
    return type === 'SparsifyStarted' ? [event, progressed] : [event];
  }),
];

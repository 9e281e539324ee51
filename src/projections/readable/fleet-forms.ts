import type {
  BlockDevice,
  DiscardLimits,
  HostCapabilities,
  HostEvent,
  HostFinding,
  Mount,
} from '../../domain/host/events.ts';
import type { HostKey, SshAccess } from '../../domain/host/ssh.ts';
import type { InstallationEvent } from '../../domain/installation/events.ts';
import type { OperationEvent } from '../../domain/operation/events.ts';
import type { StorageDomainEvent, StorageFacts, StorageMount } from '../../domain/storage-domain/events.ts';
import type { VolumeGroupFacts } from '../../domain/storage-domain/volume-group.ts';
import { bytes, count, eventForms, flag, form, labels, listOf, text, texts } from './forms.ts';

const lacks = listOf(form<HostFinding>({ what: text, remedy: text }));
const versioned = form<{ version: string }>({ version: text }).nullable();

const discard = form<DiscardLimits>({
  maxBytes: bytes,
  granularity: bytes,
  unmap: flag.nullable(),
  readsZeros: flag.nullable(),
});

const mounted = form<Mount>({
  path: text,
  source: text,
  fsType: text,
  uuid: text.nullable(),
  nfsVersion: text.nullable(),
  readOnly: flag,
  localLocks: text.optional(),
  boundFrom: text.optional(),
});

const blockDevice = form<BlockDevice>({
  path: text,
  kernelPath: text.optional(),
  type: text,
  bytes,
  readOnly: flag,
  volumeGroup: text.nullable(),
  volumeGroupId: text.optional(),
  volumeId: text.optional(),
  active: flag.optional(),
  discard,
});

const volumeGroup = form<VolumeGroupFacts>({
  exported: flag,
  missing: count,
  lockType: text.nullable(),
  foreignSystemId: text.nullable(),
  ovirtDataCenter: text.nullable(),
  ambiguous: flag,
  mayBeShared: flag,
  physicalVolumes: listOf(form<VolumeGroupFacts['physicalVolumes'][number]>({ id: text, discard })),
});

const storage = form<StorageFacts>({
  medium: text,
  source: text.nullable(),
  fsType: text.nullable(),
  shared: flag,
  nfsVersion: text.nullable(),
  readOnly: flag,
  localLocks: text.optional(),
  punchesHoles: flag.nullable(),
  discard: discard.nullable(),
  volumeGroup: volumeGroup.nullish(),
});

const storageMounts = listOf(form<StorageMount>({ hostId: text, path: text, storage: storage.nullable() }));

const hostKey = { type: text, key: text };
const ssh = form<SshAccess>({
  address: text,
  hostKey: form<HostKey>(hostKey).nullable(),
  runsDirectory: text,
});
const because = { reason: text.nullable() };

/** What the views and the API need of the data of each event of a host. */
export const hostForms = eventForms<HostEvent>({
  HostRegistered: {
    name: text,
    transport: text,
    ssh: ssh.nullish(),
    maxRuns: count.nullish(),
    labels: labels.optional(),
  },
  HostUpdated: { name: text, maxRuns: count.nullable(), labels, allowEmulation: flag.optional() },
  HostAccessChanged: { ssh },
  HostKeyRefused: hostKey,
  HostDrained: because,
  HostActivated: because,
  HostRemoved: because,
  HostConfirmedDown: because,
  HostReturned: { runsAlive: texts },
  HostProbed: {
    virtSparsify: form<NonNullable<HostCapabilities['virtSparsify']>>({
      version: text,
      features: texts,
    }).nullable(),
    qemuImg: versioned,
    virtDf: flag,
    seesEveryProcess: flag.nullable(),
    rights: text.optional(),
    user: text.optional(),
    confinement: text.nullish(),
    acceleration: text.nullable(),
    cores: count.nullable(),
    memoryBytes: bytes.nullable(),
    lacks,
    libvirt: versioned,
    sg3Utils: versioned,
    recommends: lacks,
  },
  HostObserved: {
    contact: text,
    machines: text,
    mounts: listOf(mounted),
    blockDevices: listOf(blockDevice),
    problems: lacks,
  },
});

/** The same of each event of a storage domain. */
export const storageDomainForms = eventForms<StorageDomainEvent>({
  StorageDomainRegistered: { name: text, kind: text, mounts: storageMounts },
  StorageDomainChanged: { mounts: storageMounts },
  StorageDomainUpdated: { maxRuns: count.nullable(), labels, allHostsRegistered: flag.optional() },
  StorageDomainRemoved: { reason: text.nullable() },
});

/** The same of each event of the installation as a whole. */
export const installationForms = eventForms<InstallationEvent>({
  LimitsUpdated: { maxRuns: count.nullable() },
});

/** The same of each event of an operation. */
export const operationForms = eventForms<OperationEvent>({
  OperationRequested: { kind: text, hostId: text, diskId: text.nullable() },
  OperationSucceeded: {},
  OperationFailed: { code: text, message: text, remedy: text },
});

import type { DiskEvent } from '../../domain/disk/events.ts';
import type { HostEvent } from '../../domain/host/events.ts';
import type { StorageDomainEvent } from '../../domain/storage-domain/events.ts';
import type { ActivityView } from '../../projections/views.ts';

type DomainEvent = DiskEvent | HostEvent | StorageDomainEvent;

/** The types of events. */
export type EventType = DomainEvent['type'];

/** An event of the history whose type, and so the shape of its data, is known. */
export type ActivityOf<Type extends EventType> = Omit<ActivityView, 'type' | 'data'> &
  Extract<DomainEvent, { type: Type }>;

export type DiskRegisteredActivity = ActivityOf<'DiskRegistered'>;
export type DiskUpdatedActivity = ActivityOf<'DiskUpdated'>;
export type DiskObservedActivity = ActivityOf<'DiskObserved'>;
export type DiskMeasuredActivity = ActivityOf<'DiskMeasured'>;
export type DiskRemovedActivity = ActivityOf<'DiskRemoved'>;
export type SparsifyRequestedActivity = ActivityOf<'SparsifyRequested'>;
export type DiskLockedActivity = ActivityOf<'DiskLocked'>;
export type SparsifyStartedActivity = ActivityOf<'SparsifyStarted'>;
export type SparsifyCompletedActivity = ActivityOf<'SparsifyCompleted'>;
export type SparsifyFailedActivity = ActivityOf<'SparsifyFailed'>;
export type SparsifyRetryScheduledActivity = ActivityOf<'SparsifyRetryScheduled'>;
export type SparsifyCancelRequestedActivity = ActivityOf<'SparsifyCancelRequested'>;
export type SparsifyCanceledActivity = ActivityOf<'SparsifyCanceled'>;
export type SparsifyContactLostActivity = ActivityOf<'SparsifyContactLost'>;
export type SparsifyContactRegainedActivity = ActivityOf<'SparsifyContactRegained'>;
export type HostRegisteredActivity = ActivityOf<'HostRegistered'>;
export type HostProbedActivity = ActivityOf<'HostProbed'>;
export type HostObservedActivity = ActivityOf<'HostObserved'>;
export type StorageDomainRegisteredActivity = ActivityOf<'StorageDomainRegistered'>;
export type StorageDomainChangedActivity = ActivityOf<'StorageDomainChanged'>;
export type StorageDomainRemovedActivity = ActivityOf<'StorageDomainRemoved'>;

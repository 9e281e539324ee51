import type { DiskEvent } from '../../domain/disk/events.ts';
import type { HostEvent } from '../../domain/host/events.ts';
import type { InstallationEvent } from '../../domain/installation/events.ts';
import type { StorageDomainEvent } from '../../domain/storage-domain/events.ts';
import type { ActivityView } from '../../projections/views.ts';

type DomainEvent = DiskEvent | HostEvent | StorageDomainEvent | InstallationEvent;

/** The types of events. */
export type EventType = DomainEvent['type'];

/** An event of the history whose type, and so the shape of its data, is known. */
export type ActivityOf<Type extends EventType> = Omit<ActivityView, 'type' | 'data'> &
  Extract<DomainEvent, { type: Type }>;

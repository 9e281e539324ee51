import { createRecent } from '../../common/recent.ts';
import type { DiskId, JobId } from '../../domain/ids.ts';
import type { EventStore, Position, RecordedEvent } from '../../event-store/event-store.ts';
import {
  isDiskEvent,
  isJobEvent,
  isOperationEvent,
  isProgressEvent,
  operationStream,
  subjectOf,
} from '../../streams/names.ts';
import { nothingChanged, toActivity } from '../fold/activity-view.ts';
import { type DiskMoment, evolveMoment, foldDiskStream, foldHost } from '../fold/fold-stream.ts';
import { evolveProgress } from '../fold/job-view.ts';
import { evolveOperation } from '../fold/operation-view.ts';
import type { Change, OperationView } from '../views.ts';

/** Disks kept folded while a replay goes on; another that is touched is folded from its start again. */
const keptDisks = 256;

/** What a replay reads. */
export interface ReplaySource {
  readonly store: EventStore;
  /** Which disk's stream has a job's events; progress does not say. */
  readonly diskOf: (job: JobId) => DiskId | null;
}

/** The changes after one position up to and with another, each with its objects as they stood at that very event. */
export async function* replay(
  { store, diskOf }: ReplaySource,
  after: Position | null,
  upTo: Position,
): AsyncGenerator<Change> {
  const moments = createRecent<DiskId, DiskMoment>(keptDisks);

  const before = async (id: DiskId, event: RecordedEvent): Promise<DiskMoment> =>
    moments.get(id) ?? foldDiskStream(store, id, ({ position }) => position < event.position);

  async function changeBy(event: RecordedEvent): Promise<Change | null> {
    const { position } = event;
    const subject = subjectOf(event.stream);
    switch (subject.kind) {
      case 'DISK': {
        const moment = evolveMoment(await before(subject.id, event), event);
        moments.set(subject.id, moment);
        const job = isDiskEvent(event) && isJobEvent(event) ? moment.job : null;
        return { ...nothingChanged, position, activity: toActivity(event), disk: moment.disk, job };
      }
      case 'PROGRESS': {
        const diskId = diskOf(subject.id);
        if (diskId === null || !isProgressEvent(event)) return null;
        const moment = await before(diskId, event);
        if (moment.job?.id !== subject.id) return null;
        const job = evolveProgress(moment.job, event.data, event.metadata.occurredAt);
        moments.set(diskId, { ...moment, job });
        return job === moment.job ? null : { ...nothingChanged, position, job };
      }
      case 'OPERATION': {
        let operation: OperationView | null = null;
        // Two events at most: its request and its end.
        for await (const each of store.readStream(operationStream(subject.id))) {
          if (each.position <= position && isOperationEvent(each))
            operation = evolveOperation(operation, each);
        }
        return { ...nothingChanged, position, operation };
      }
      case 'TECHNICAL':
        return null;
      case 'HOST': {
        const host = await foldHost(store, subject.id, ({ position: at }) => at <= position);
        return { ...nothingChanged, position, activity: toActivity(event), host };
      }
      case 'STORAGE_DOMAIN':
      case 'INSTALLATION':
      case 'UNKNOWN':
        return { ...nothingChanged, position, activity: toActivity(event) };
      default:
        return subject satisfies never;
    }
  }

  for await (const event of store.readAll({ after })) {
    if (event.position > upTo) return;
    const change = await changeBy(event);
    if (change !== null) yield change;
  }
}

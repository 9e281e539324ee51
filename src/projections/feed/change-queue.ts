import type { JobId } from '../../domain/ids.ts';
import type { Position } from '../../event-store/event-store.ts';
import type { Change } from '../views.ts';

/** Changes on their way to one subscriber, in order; of a job's progress the newest alone. */
export interface ChangeQueue {
  push(change: Change): void;
  shift(): Change | undefined;
  size(): number;
  clear(): void;
}

export function createChangeQueue(): ChangeQueue {
  // Maps keep the order in which keys came, so a replaced entry is taken out of the middle at no cost.
  const changes = new Map<Position, Change>();
  const progress = new Map<JobId, Position>();

  return {
    push(change) {
      if (change.activity === null && change.job !== null) {
        const { id } = change.job;
        const replaced = progress.get(id);
        if (replaced !== undefined) changes.delete(replaced);
        progress.set(id, change.position);
      }
      changes.set(change.position, change);
    },
    shift() {
      for (const [position, change] of changes) {
        changes.delete(position);
        if (change.job !== null && progress.get(change.job.id) === position) progress.delete(change.job.id);
        return change;
      }
      return undefined;
    },
    size: () => changes.size,
    clear() {
      changes.clear();
      progress.clear();
    },
  };
}

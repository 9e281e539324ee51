import { crashPoint } from '../common/crash-points.ts';
import type { DiskCommand, DiskRejection } from '../domain/disk/commands.ts';
import type { DiskId } from '../domain/ids.ts';
import { type EventOrigin, requestOrigin } from '../streams/envelope.ts';
import { type Handled, handleDiskCommand } from '../streams/handle-command.ts';
import { asNothing, unlessBehind } from '../streams/views-behind.ts';
import type { CatalogueDisk, RequestParts } from './ports.ts';
import { done, type Outcome, type Refusal, refused } from './refusal.ts';
import type { Caller } from './requests.ts';

/** What all requests do alike, on the parts that they stand on. */
export type RequestContext = RequestParts & ReturnType<typeof helpersOf>;

export const createRequestContext = (parts: RequestParts): RequestContext => ({
  ...parts,
  ...helpersOf(parts),
});

function helpersOf({ store, catalogue, waitForViews, now }: RequestParts) {
  /** Waits until the views show what a decision stands on. */
  async function untilShown(handled: Handled<unknown, unknown>): Promise<void> {
    const { position } = handled;
    if (position === null) return;
    // A refusal names what is in the way, which the views had better show; but it stays one where they do not.
    if (handled.outcome === 'REJECTED') await unlessBehind(() => waitForViews(position));
    else await waitForViews(position);
  }

  /** What is not in the views may only not be there yet. */
  async function inViews<View>(view: () => View | null): Promise<View | null> {
    const known = view();
    if (known !== null) return known;
    const head = await store.head();
    if (head !== null) await asNothing(() => waitForViews(head));
    return view();
  }

  return {
    untilShown,
    inViews,
    originOf: (caller: Caller, correlationId?: string): EventOrigin =>
      requestOrigin(caller, now(), correlationId),
    /** Records what follows from a command on a disk; `value` is the answer where it is accepted. */
    async changeDisk<Value>(
      diskId: DiskId,
      command: DiskCommand,
      origin: EventOrigin,
      value: Value,
    ): Promise<Outcome<Value>> {
      const handled = await handleDiskCommand(store, diskId, command, origin);
      if (command.type === 'RequestSparsify') crashPoint('after-request-recorded');
      if (handled === null) return refused({ type: 'Conflict' });
      await untilShown(handled);
      return handled.outcome === 'ACCEPTED' ? done(value) : refused(refusalOf(handled.rejection, diskId));
    },
    /** A disk that is in the catalogue. */
    async registeredDisk(diskId: DiskId): Promise<Outcome<CatalogueDisk>> {
      const disk = await inViews(() => catalogue.disk(diskId));
      if (disk === null || disk.removedAt !== null) return refused({ type: 'DiskNotFound', diskId });
      return done(disk);
    },
  };
}

/** What a disk's rejection of a command is to the client that sent it. */
function refusalOf(rejection: DiskRejection, diskId: DiskId): Refusal {
  switch (rejection.type) {
    case 'DiskNotFound':
    case 'DiskAlreadyRegistered':
      return { type: rejection.type, diskId };
    case 'StaleAttempt':
      return { type: 'Conflict' };
    default:
      return rejection;
  }
}

import type { z } from 'zod';
import type { Actor } from '../../domain/actor.ts';
import type { EventMetadata } from '../../domain/recorded-event.ts';
import type { EventStore, NewEvent } from '../../event-store/event-store.ts';
import { diskForms, keyForms, progressForms } from './disk-forms.ts';
import { hostForms, installationForms, operationForms, storageDomainForms } from './fleet-forms.ts';
import { count, type Forms, finite, flag, form, moment, text } from './forms.ts';

/**
 * A store that takes only events that can be read back: the one through which Winnow records. An import appends to the
 * store itself, as history is moved unchanged.
 */
export const onlyReadable = (store: EventStore): EventStore => ({
  ...store,
  append: async (stream, events, expected) => {
    for (const event of events) assertReadable(stream, event);
    return store.append(stream, events, expected);
  },
});

/** An event that the views or the API could not read back. It was not stored. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
  constructor(stream: string, type: string, fault: string) {
    super(
      `${type} was not recorded in stream ${stream}, as it could not be read back: ${fault}. Nothing was stored. Look at what the value comes from, such as the image or the host; if that is sound, report this as a fault of Winnow.`,
    );
  }
}

const lease = form<{ holder: string }>({ holder: text });
const report = form<{
  id: string;
  name: string;
  startedAt: string;
  reportedAt: string;
  lagSeconds: number;
  coordinates: boolean;
}>({ id: text, name: text, startedAt: moment, reportedAt: moment, lagSeconds: finite, coordinates: flag });

/** Which events there are in the streams of each category, `category-id`, and what is needed of their data. */
const formsOf: Readonly<Record<string, Forms>> = {
  disk: diskForms,
  host: hostForms,
  storageDomain: storageDomainForms,
  installation: installationForms,
  operation: operationForms,
  sparsifyProgress: progressForms,
  idempotencyKey: keyForms,
  lease: { LeaseAcquired: lease, LeaseRenewed: lease, LeaseReleased: lease },
  server: { ServerReported: report, ServerLeft: report },
};

const metadataForm = form<EventMetadata>({
  actor: form<Actor>({ kind: text, id: text }),
  correlationId: text,
  causationId: text,
  occurredAt: moment,
  schemaVersion: count,
});

/**
 * Checks before an append what readers will need: an event is for ever, and one that the views must quarantine, or that the
 * API cannot show, can never be mended.
 * @throws UnreadableEvent that names the field.
 */
export function assertReadable(stream: string, { type, data, metadata }: NewEvent): void {
  const forms = formsOf[stream.slice(0, stream.indexOf('-'))];
  const dataForm = forms !== undefined && Object.hasOwn(forms, type) ? forms[type] : undefined;
  if (dataForm === undefined)
    throw new UnreadableEvent(stream, type, 'no reader of this stream knows its type');
  const fault = faultOf(dataForm, data, '') ?? faultOf(metadataForm, metadata, 'metadata.');
  if (fault !== null) throw new UnreadableEvent(stream, type, fault);
}

function faultOf(dataForm: z.ZodType, value: unknown, within: string): string | null {
  const issue = dataForm.safeParse(value).error?.issues[0];
  return issue === undefined ? null : `${within}${issue.path.join('.') || 'data'} ${issue.message}`;
}

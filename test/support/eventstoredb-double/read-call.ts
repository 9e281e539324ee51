import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Faults } from './faults.ts';
import type { Log, LoggedEvent } from './log.ts';
import { toCaughtUp, toCheckpoint, toConfirmation, toEventMessage, toStreamNotFound } from './messages.ts';
import { unavailable } from './statuses.ts';

type Call = ServerWritableStream<ReadReq, ReadResp>;
type Options = ReadReq.Options;

const { BACKWARDS } = streams.ReadReq.Options.ReadDirection;

/** A subscription that is open, for tests to break. */
export interface OpenSubscription {
  /** Ends it with an error, as when the connection breaks. */
  drop(): void;
  /** Ends it without an error. */
  end(): void;
  /** Sends nothing more, ever, without a word. */
  mute(): void;
}

/** Answers one read or subscription. */
export function serveRead(call: Call, log: Log, faults: Faults, subscriptions: Set<OpenSubscription>): void {
  call.on('error', () => undefined);
  if (faults.hanging) return;
  const options = call.request.getOptions();
  if (options === undefined) throw new Error('a read without options reached the server');
  if (options.hasSubscription()) serveSubscription(call, options, log, faults, subscriptions);
  else serveEvents(call, options, log, faults);
}

function serveEvents(call: Call, options: Options, log: Log, faults: Faults): void {
  const stream = options.getStream();
  if (stream !== undefined) {
    const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
    if (log.eventsOf(name).length === 0) {
      call.write(toStreamNotFound(name));
      call.end();
      return;
    }
  }
  let sent = 0;
  for (const event of selected(options, log).slice(0, Number(options.getCount()))) {
    call.write(toEventMessage(event));
    sent += 1;
    if (faults.readsToBreak > 0 && sent === 1) {
      faults.readsToBreak -= 1;
      call.emit('error', unavailable());
      return;
    }
  }
  call.end();
}

function selected(options: Options, log: Log): readonly LoggedEvent[] {
  const backwards = options.getReadDirection() === BACKWARDS;
  const stream = options.getStream();
  if (stream !== undefined) {
    const name = Buffer.from(stream.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
    const from = stream.hasRevision()
      ? Number(stream.getRevision())
      : backwards
        ? Number.POSITIVE_INFINITY
        : 0;
    const events = log.eventsOf(name);
    return backwards
      ? events.filter(({ revision }) => revision <= from).toReversed()
      : events.filter(({ revision }) => revision >= from);
  }
  const matching = log.events.filter(filterOf(options));
  const place = options.getAll()?.getPosition()?.getCommitPosition();
  // Backwards, a place is exclusive.
  return backwards
    ? matching.filter(({ position }) => place === undefined || position < Number(place)).toReversed()
    : matching.filter(({ position }) => position >= Number(place ?? 0));
}

function filterOf(options: Options): (event: LoggedEvent) => boolean {
  const prefixes = options.getFilter()?.getStreamIdentifier()?.getPrefixList();
  return ({ stream }) => prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix));
}

function serveSubscription(
  call: Call,
  options: Options,
  log: Log,
  faults: Faults,
  subscriptions: Set<OpenSubscription>,
): void {
  const filter = options.getFilter();
  const matches = filterOf(options);
  const interval = (filter?.getMax() ?? 1) * (filter?.getCheckpointintervalmultiplier() ?? 1);
  let after = Number(options.getAll()?.getPosition()?.getCommitPosition() ?? 0);
  let considered = 0;
  let closed = false;

  function send(event: LoggedEvent): void {
    after = event.position;
    considered += 1;
    if (matches(event)) {
      call.write(toEventMessage(event));
      if (faults.deliverTwice) call.write(toEventMessage(event));
      if (faults.readsToBreak > 0) {
        faults.readsToBreak -= 1;
        open.drop();
        return;
      }
    }
    if (considered % interval === 0) call.write(toCheckpoint(event.position));
  }

  function pump(): void {
    for (const event of log.events.filter(({ position }) => position > after)) {
      if (closed || faults.hanging) return;
      send(event);
    }
  }

  const close = (): void => {
    closed = true;
    subscriptions.delete(open);
    unlisten();
  };
  const open: OpenSubscription = {
    drop: () => {
      close();
      call.emit('error', unavailable());
    },
    end: () => {
      close();
      call.end();
    },
    mute: close,
  };
  const unlisten = log.onAppended(pump);
  subscriptions.add(open);
  call.on('cancelled', close);
  call.write(toConfirmation());
  if (faults.caughtUpEarly) call.write(toCaughtUp());
  // In a turn of its own, so that an early caught-up arrives before any event.
  setTimeout(
    () => {
      if (closed) return;
      pump();
      if (!closed && !faults.caughtUpEarly) call.write(toCaughtUp());
    },
    faults.caughtUpEarly ? 50 : 0,
  );
}

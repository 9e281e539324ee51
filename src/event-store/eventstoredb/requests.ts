import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { LogPosition } from './position.ts';

const { Empty, StreamIdentifier } = shared;
const { Options } = streams.ReadReq;

export type Direction = 'FORWARDS' | 'BACKWARDS';

/** How many events of others the server looks through for one page of ours. */
const SEARCH_WINDOW = 1_000;
/** A checkpoint comes after so many windows. */
const WINDOWS_PER_CHECKPOINT = 10;
/** More than any stream holds. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** A read of one stream; `from` is inclusive, and absent for the start or, backwards, the end. */
export function streamRequest(
  stream: string,
  read: { from: number | undefined; direction: Direction; limit: number },
): ReadReq {
  const place = new Options.StreamOptions();
  place.setStreamIdentifier(toIdentifier(stream));
  if (read.from !== undefined) place.setRevision(String(read.from));
  else if (read.direction === 'FORWARDS') place.setStart(new Empty());
  else place.setEnd(new Empty());
  const options = newOptions();
  options.setStream(place);
  options.setNoFilter(new Empty());
  setCount(options, read);
  return toRequest(options);
}

/** A read of all streams whose names begin with the prefix, `null` for all; `from` is inclusive. */
export function allRequest(read: {
  prefix: string | null;
  from: LogPosition | 'START' | 'END';
  direction: Direction;
  limit: number;
}): ReadReq {
  const options = newOptions();
  options.setAll(toAllOptions(read.from));
  setFilter(options, read.prefix);
  setCount(options, read);
  return toRequest(options);
}

/** A subscription to all streams whose names begin with the prefix; `after` is exclusive. */
export function subscriptionRequest(prefix: string, after: LogPosition | 'START'): ReadReq {
  const options = newOptions();
  options.setAll(toAllOptions(after));
  setFilter(options, prefix);
  options.setSubscription(new Options.SubscriptionOptions());
  return toRequest(options);
}

/** The name of a stream, as the protocol has it. */
export function toIdentifier(stream: string): InstanceType<typeof StreamIdentifier> {
  const identifier = new StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8'));
  return identifier;
}

function newOptions(): InstanceType<typeof Options> {
  const uuids = new Options.UUIDOption();
  uuids.setString(new Empty());
  const options = new Options();
  options.setUuidOption(uuids);
  return options;
}

function setCount(
  options: InstanceType<typeof Options>,
  { direction, limit }: { direction: Direction; limit: number },
): void {
  options.setReadDirection(Options.ReadDirection[direction]);
  options.setCount(String(Math.min(limit, NO_LIMIT)));
}

function setFilter(options: InstanceType<typeof Options>, prefix: string | null): void {
  if (prefix === null) {
    options.setNoFilter(new Empty());
    return;
  }
  const names = new Options.FilterOptions.Expression();
  names.setPrefixList([prefix]);
  const filter = new Options.FilterOptions();
  filter.setStreamIdentifier(names);
  filter.setMax(SEARCH_WINDOW);
  filter.setCheckpointintervalmultiplier(WINDOWS_PER_CHECKPOINT);
  options.setFilter(filter);
}

function toAllOptions(from: LogPosition | 'START' | 'END'): InstanceType<typeof Options.AllOptions> {
  const place = new Options.AllOptions();
  if (from === 'START') place.setStart(new Empty());
  else if (from === 'END') place.setEnd(new Empty());
  else {
    const position = new Options.Position();
    position.setCommitPosition(from.commit);
    position.setPreparePosition(from.prepare);
    place.setPosition(position);
  }
  return place;
}

function toRequest(options: InstanceType<typeof Options>): ReadReq {
  const request = new streams.ReadReq();
  request.setOptions(options);
  return request;
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Entry, isEvent, problemOfEntry } from './entry.ts';
import { DamagedExport, ExportVersionUnknown } from './errors.ts';
import { header, type Trailer } from './format.ts';
import { type Line, linesOf } from './lines.ts';
import { Chain } from './seal.ts';

const headerSchema = z.object({ format: z.literal(header.format), version: z.int() });
const trailerSchema = z.strictObject({ events: z.int().min(0), sha256: z.string() });

/** What was read of a stream so far. */
interface StreamNote {
  readonly last: number;
  readonly bounded: boolean;
}

/**
 * The entries of an export, checked line by line; returns the trailer once the whole was found to be what was written.
 * @throws DamagedExport that names the first wrong line, ExportVersionUnknown
 */
export async function* readExport(chunks: AsyncIterable<Buffer>): AsyncGenerator<Entry, Trailer> {
  const chain = new Chain();
  const digest = createHash('sha256');
  const streams = new Map<string, StreamNote>();
  let events = 0;
  let last: { line: number; trailer: Trailer } | null = null;
  let lines = 0;
  for await (const line of linesOf(chunks)) {
    lines = line.number;
    if (last !== null) throw new DamagedExport(line.number, 'stands after the end');
    const value = line.number === 1 ? checkHeader(line, chain) : toObject(line, chain);
    if ('sha256' in value) {
      last = { line: line.number, trailer: toTrailer(line, value) };
      continue;
    }
    digest.update(`${line.text}\n`);
    if (line.number === 1) continue;
    const entry = toEntry(line, value);
    checkRevision(line, entry, streams);
    if (isEvent(entry)) events += 1;
    yield entry;
  }
  if (last === null) {
    throw new DamagedExport(
      lines + 1,
      'is missing: the file ends before the line with the count and the digest',
    );
  }
  const { line, trailer } = last;
  if (trailer.events !== events) {
    throw new DamagedExport(line, `counts ${trailer.events} events, and there are ${events}`);
  }
  if (trailer.sha256 !== digest.digest('hex')) {
    throw new DamagedExport(line, 'has another SHA-256 than the lines before it');
  }
  return trailer;
}

function checkHeader(line: Line, chain: Chain): object {
  const value = toObject(line, chain, 'is not the first line of an export of events, or was altered');
  const parsed = headerSchema.safeParse(value);
  if (!parsed.success) throw new DamagedExport(line.number, 'is not the first line of an export of events');
  if (parsed.data.version !== header.version) throw new ExportVersionUnknown(parsed.data.version);
  return value;
}

function toObject(
  { number, text }: Line,
  chain: Chain,
  problem = 'is not as it was written, or does not stand where it was',
): object {
  const json = chain.open(text);
  if (json === null) throw new DamagedExport(number, problem);
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Reported below.
  }
  throw new DamagedExport(number, 'is not a JSON object');
}

function toTrailer({ number }: Line, value: object): Trailer {
  const parsed = trailerSchema.safeParse(value);
  if (!parsed.success) throw new DamagedExport(number, 'is neither an event nor the end');
  return parsed.data;
}

function toEntry({ number }: Line, value: object): Entry {
  const problem = problemOfEntry(value);
  if (problem !== null) throw new DamagedExport(number, `is not an event (${problem})`);
  return value as Entry;
}

/** A stream goes on by ones from 0; only a bounded one may begin later, and leave revisions out. */
function checkRevision({ number }: Line, entry: Entry, streams: Map<string, StreamNote>): void {
  const { stream } = entry;
  const { last, bounded } = streams.get(stream) ?? { last: -1, bounded: false };
  if (!isEvent(entry)) {
    if (last >= 0 || bounded)
      throw new DamagedExport(number, `bounds the stream ${stream} too late, or twice`);
    streams.set(stream, { last, bounded: true });
    return;
  }
  const { revision } = entry;
  if (bounded ? revision <= last : revision !== last + 1) {
    const before = last === -1 ? 'as its first' : `after revision ${last}`;
    throw new DamagedExport(number, `has revision ${revision} of the stream ${stream} ${before}`);
  }
  streams.set(stream, { last: revision, bounded });
}

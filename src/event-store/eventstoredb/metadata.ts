import { jsonEvent } from '@eventstore/db-client';
import { checkStreamMetadata } from '../append-request.ts';
import { InvalidAppend, WrongExpectedRevision } from '../errors.ts';
import type { EventStore, StreamMetadata } from '../event-store.ts';
import type { ServerAppend } from './append.ts';
import type { Reader } from './reader.ts';
import { persist } from './retry.ts';

const MAX_COUNT = '$maxCount';
/** Tries against others who set metadata of the same stream at the same time. */
const MAX_TRIES = 5;

type Stored = { readonly values: Readonly<Record<string, unknown>>; readonly revision: number | 'NO_STREAM' };

/** A stream's metadata, which the server keeps in a stream of its own. What others set there stays. */
export function createMetadata(
  reader: Reader,
  append: ServerAppend,
  { prefix, store, forMs }: { prefix: string; store: string; forMs: number },
): Pick<EventStore, 'setStreamMetadata' | 'getStreamMetadata'> {
  const serverStreamOf = (stream: string): string => `$$${prefix}${stream}`;

  async function read(stream: string): Promise<Stored> {
    const [newest] = await persist(() => reader.newestOf(serverStreamOf(stream), 1), { forMs, store });
    if (newest === undefined) return { values: {}, revision: 'NO_STREAM' };
    const { data, revision } = newest;
    return { values: typeof data === 'object' ? { ...data } : {}, revision: Number(revision) };
  }

  async function set(stream: string, { maxCount }: StreamMetadata): Promise<void> {
    const { values, revision } = await read(stream);
    const event = jsonEvent({ type: '$metadata', data: { ...values, [MAX_COUNT]: maxCount } });
    await append({ stream, serverStream: serverStreamOf(stream) }, [event], revision);
  }

  return {
    setStreamMetadata: async (stream, metadata) => {
      if (stream === '') throw new InvalidAppend(stream, 'the name of the stream is empty');
      checkStreamMetadata(stream, metadata);
      for (let tries = 1; ; tries += 1) {
        try {
          await set(stream, metadata);
          return;
        } catch (error) {
          if (!(error instanceof WrongExpectedRevision) || tries === MAX_TRIES) throw error;
        }
      }
    },
    getStreamMetadata: async (stream) => {
      const { [MAX_COUNT]: maxCount } = (await read(stream)).values;
      return typeof maxCount === 'number' ? { maxCount } : null;
    },
  };
}

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { DamagedExport, ImportRefused } from '../../../src/event-store/transfer/errors.ts';
import { readExport } from '../../../src/event-store/transfer/read-export.ts';
import { Chain } from '../../../src/event-store/transfer/seal.ts';
import { collect, event } from '../events.ts';
import { temporaryStore } from '../temporary-store.ts';
import { exported, fill, importInto, linesOf, sourceOf } from './exports.ts';

let text: string;
let lines: string[];

beforeAll(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'winnow-damage-'));
  const store = await openSqliteEventStore({ file: join(directory, 'events.db') });
  await fill(store);
  text = await exported(store);
  lines = linesOf(text);
  await store.close();
  await rm(directory, { recursive: true });
});

const joined = (all: readonly string[]): string => `${all.join('\n')}\n`;

/** An export with these contents whose seals and digest are right. */
function sealed(values: readonly object[], trailer: object = {}): string {
  const chain = new Chain();
  const body = joined(values.map((value) => chain.seal(value)));
  const sha256 = createHash('sha256').update(body).digest('hex');
  return `${body}${chain.seal({ events: values.filter((value) => 'id' in value).length, sha256, ...trailer })}\n`;
}

const head = { format: 'winnow-events', version: 1 };
const entry = (changes: object) => ({ stream: 'disk-one', revision: 0, ...event(), ...changes });

describe('an export that is not as it was written', () => {
  it('is found by any byte that was changed, and by the line', async () => {
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ change;
        const line = bytes.subarray(0, at).toString('latin1').split('\n').length;
        const error = await collect(
          readExport(
            (async function* () {
              yield altered;
            })(),
          ),
        ).catch((cause: unknown) => cause);
        expect(error).toBeInstanceOf(DamagedExport);
        expect(error).toMatchObject({ message: expect.stringContaining(`Line ${line} `) });
      }),
      { numRuns: 300 },
    );
  });

  it('is found wherever it was cut off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length - 1), async (length) => {
        const cut = text.slice(0, length);
        const error = await collect(readExport(sourceOf(cut)())).catch((cause: unknown) => cause);
        const message = expect.stringContaining(`Line ${cut.split('\n').length} `);
        expect(error).toMatchObject({ name: 'DamagedExport', message });
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, number, () => string]>([
    ['a line that is gone', 4, () => joined(lines.toSpliced(3, 1))],
    ['a line that is there twice', 5, () => joined(lines.toSpliced(3, 0, lines[3] ?? ''))],
    ['two lines that changed places', 4, () => joined(lines.toSpliced(3, 2, lines[4] ?? '', lines[3] ?? ''))],
    ['lines after the end', 17, () => text + text],
    ['line breaks of another system', 1, () => text.replaceAll('\n', '\r\n')],
    ['another file', 1, () => '{"some": "thing"}\n'],
    ['another format', 1, () => sealed([{ format: 'other-events', version: 1 }])],
    ['nothing at all', 1, () => ''],
    ['an event without a type', 2, () => sealed([head, entry({ type: undefined })])],
    ['an event whose id is none', 2, () => sealed([head, entry({ id: 'one' })])],
    ['a member that nobody knows', 2, () => sealed([head, entry({ position: '1' })])],
    ['a stream that begins in its middle', 2, () => sealed([head, entry({ revision: 3 })])],
    ['a revision that is left out', 3, () => sealed([head, entry({}), entry({ revision: 2 })])],
    ['a bound after the events', 3, () => sealed([head, entry({}), { stream: 'disk-one', maxCount: 3 }])],
    ['another count', 3, () => sealed([head, entry({})], { events: 7 })],
    ['another digest', 3, () => sealed([head, entry({})], { sha256: 'ab'.repeat(32) })],
  ])('by %s is refused with the line, and the store stays empty', async (_, line, damaged) => {
    const { store: to } = await temporaryStore();
    const refused = importInto(to, damaged());
    await expect(refused).rejects.toBeInstanceOf(DamagedExport);
    await expect(refused).rejects.toThrow(`Line ${line} `);
    expect(await to.head()).toBeNull();
  });

  it('that a newer Winnow wrote is refused by its version', async () => {
    const { store: to } = await temporaryStore();
    const refused = importInto(to, sealed([{ ...head, version: 2 }]));
    await expect(refused).rejects.toBeInstanceOf(ImportRefused);
    await expect(refused).rejects.toThrow('format version 2');
  });
});

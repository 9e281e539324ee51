import type { ImageInspection } from '../../host.ts';
import { converse } from '../../transport/converse.ts';
import type { Answer } from '../../transport/run-script.ts';
import { scriptsOf } from '../../transport/scripts-of.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Range } from './range.ts';
import { readOnlyGraph } from './read-only-graph.ts';

/** The bytes of a disk as its guest sees them, of which only what was asked for is read. */
export interface DiskBytes {
  readonly size: number;
  /** Reads what lies inside the disk. */
  read(ranges: readonly Range[]): Promise<void>;
  /** What was read before; null where any of it was not. */
  at(offset: number, length: number): Buffer | null;
}

/** Why a disk's contents cannot be inspected: whatever the reason is, nothing is known about them then. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

// A question asks for at most so much, which becomes five times as much text.
const maxBytesAtOnce = 1024 * 1024;
const maxRangesAtOnce = 200;
// An inspection takes some questions; what leads on and on is no honest disk.
const maxQuestions = 100;
// qemu-io is given 15 s to read, and 20 s to find out whether it may write; a busy host has more to do.
const timeoutMs = 75_000;

const script = scriptsOf(
  import.meta.url,
  '../../volumes/volumes.sh',
  '../use/file-users.sh',
  '../use/image-use.sh',
  'read-bytes.sh',
);

/** An image of a host that is being read: all in one call, which goes on until it is ended. */
export interface OpenImage extends DiskBytes {
  /** The answer to the opening, with who uses the image where that was asked; null where there is none. */
  readonly opened: Promise<Answer | null>;
  /** Changes when the image does. @throws Unreadable */
  version(): Promise<string>;
  end(): void;
}

/**
 * Opens an image through its accepted chain, by qemu's own drivers. `first`: what is read at once, unless the image has the
 * version `knownVersion`. `use`: whether to find out at first who uses it.
 */
export function openImageBytes(
  transport: Transport,
  qemuIo: string,
  { chain, virtualSize: size }: Pick<ImageInspection, 'chain' | 'virtualSize'>,
  { first, knownVersion, use }: OpeningOptions,
): OpenImage {
  const pieces: { readonly offset: number; readonly bytes: Buffer }[] = [];
  let version: string | null = null;
  let questions = 0;

  function take(answer: Answer | null, ranges: readonly Range[]): void {
    const now = answer?.text('version') ?? null;
    if (answer?.exitCode !== 0 || now === null) throw new Unreadable('it cannot be read.');
    if (version !== null && version !== now) throw new Unreadable('it changed meanwhile.');
    version = now;
    if (now === knownVersion) return;
    const read = parseHexDump(answer.text('read') ?? '', ranges);
    if (read === null) throw new Unreadable('qemu-io wrote something else.');
    for (const [index, { offset }] of ranges.entries()) {
      pieces.push({ offset, bytes: read[index] ?? Buffer.alloc(0) });
    }
  }

  const at = (offset: number, length: number): Buffer | null => {
    const piece = pieces.find(
      (each) => each.offset <= offset && offset + length <= each.offset + each.bytes.length,
    );
    return piece?.bytes.subarray(offset - piece.offset, offset - piece.offset + length) ?? null;
  };

  function inside(ranges: readonly Range[]): Range[] {
    return ranges.flatMap(({ offset, length }) => {
      const cut = Math.min(length, size - offset);
      return offset < 0 || cut <= 0 || at(offset, cut) !== null ? [] : [{ offset, length: cut }];
    });
  }

  const beginning = batches(inside(first))[0] ?? [];
  const files = chain.flatMap(({ realPath, device, inode }) => [realPath, device, inode]);
  const conversation = converse(transport, {
    script,
    args: [
      ...[use ? 'use' : '', knownVersion ?? '', qemuIo, readOnlyGraph(chain), String(chain.length)],
      ...files,
      ...wordsOf(beginning),
    ],
    timeoutMs,
  });
  const opened = conversation.answerTo(null);
  const begun = opened.then((answer) => take(answer, beginning));
  begun.catch(() => undefined);

  async function ask(ranges: readonly Range[]): Promise<void> {
    questions += 1;
    if (questions > maxQuestions) throw new Unreadable('it took too many questions.');
    take(await conversation.answerTo(wordsOf(ranges).join(' ')), ranges);
  }

  return {
    size,
    at,
    opened,
    async read(ranges) {
      await begun;
      await Promise.all(batches(inside(ranges)).map(ask));
    },
    async version() {
      await begun;
      return version ?? '';
    },
    end: conversation.end,
  };
}

interface OpeningOptions {
  readonly first: readonly Range[];
  readonly knownVersion: string | null;
  readonly use: boolean;
}

const wordsOf = (ranges: readonly Range[]): string[] =>
  ranges.flatMap(({ offset, length }) => [String(offset), String(length)]);

function batches(ranges: readonly Range[]): Range[][] {
  const made: Range[][] = [];
  let room = 0;
  for (const range of ranges) {
    if (range.length > maxBytesAtOnce) throw new Unreadable('too much of it would have to be read.');
    const last = made.at(-1);
    if (last === undefined || last.length === maxRangesAtOnce || range.length > room) {
      made.push([range]);
      room = maxBytesAtOnce - range.length;
    } else {
      last.push(range);
      room -= range.length;
    }
  }
  return made;
}

const bytesPerLine = 16;

/** Reads what `qemu-io -c 'read -v OFFSET LENGTH' …` wrote, a buffer for each range; null where it is not just that. */
function parseHexDump(text: string, ranges: readonly Range[]): Buffer[] | null {
  const lines = text.split('\n');
  let at = 0;
  const found: Buffer[] = [];
  for (const { offset, length } of ranges) {
    let hex = '';
    for (let done = 0; done < length; done += bytesPerLine) {
      const line = lines[at] ?? '';
      const begin = line.indexOf(':  ') + 3;
      if (Number.parseInt(line, 16) !== offset + done) return null;
      hex += line.slice(begin, begin + 3 * Math.min(bytesPerLine, length - done));
      at += 1;
    }
    if (lines[at] !== `read ${length}/${length} bytes at offset ${offset}`) return null;
    at += 2;
    if (hex.length !== 3 * length) return null;
    // Without the spaces; by strings, that would leave megabytes of garbage.
    const digits = Buffer.from(hex, 'latin1');
    for (let byte = 0; byte < length; byte += 1) {
      digits.writeUInt16LE(digits.readUInt16LE(3 * byte), 2 * byte);
    }
    const bytes = Buffer.from(digits.toString('latin1', 0, 2 * length), 'hex');
    if (bytes.length !== length) return null;
    found.push(bytes);
  }
  return found;
}

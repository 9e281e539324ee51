import { readFileSync } from 'node:fs';
import { runScript } from '../../transport/run-script.ts';
import type { Transport } from '../../transport/transport.ts';
import type { ImageChain } from '../chain/image-chain.ts';
import type { Range } from './range.ts';
import { maxFiles, readOnlyGraph } from './read-only-graph.ts';

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

// A call reads at most so much, which becomes five times as much text.
const maxBytesAtOnce = 1024 * 1024;
const maxRangesAtOnce = 200;
// An inspection takes some calls; what leads on and on is no honest disk.
const maxCalls = 100;
const timeoutMs = 25_000;

const script = readFileSync(new URL('read-bytes.sh', import.meta.url), 'utf8');

/** An image of a host, through its accepted chain, by qemu's own drivers. */
export function createImageBytes(
  transport: Transport,
  qemuIo: string,
  chain: ImageChain,
  size: number,
): DiskBytes & { version(): string } {
  const pieces: { readonly offset: number; readonly bytes: Buffer }[] = [];
  let version: string | null = null;
  let calls = 0;

  async function ask(ranges: readonly Range[]): Promise<void> {
    calls += 1;
    if (calls > maxCalls) throw new Unreadable('it took too many calls.');
    const files = chain.flatMap(({ realPath, device, inode }) => [realPath, device, inode]);
    const answer = await runScript(transport, {
      script,
      args: [
        ...[qemuIo, readOnlyGraph(chain), String(chain.length)],
        ...files,
        ...ranges.map(({ offset, length }) => `${offset} ${length}`),
      ],
      timeoutMs,
    });
    if (!answer.heard) throw new Unreadable(answer.why);
    const now = answer.text('version');
    const dump = answer.text('read');
    if (answer.exitCode !== 0 || now === null || dump === null) throw new Unreadable('it cannot be read.');
    if (version !== null && version !== now) throw new Unreadable('it changed meanwhile.');
    version = now;
    const read = parseHexDump(dump, ranges);
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

  return {
    size,
    at,
    async read(ranges) {
      if (chain.length === 0 || chain.length > maxFiles) throw new Unreadable('its chain cannot be opened.');
      const wanted = ranges.flatMap(({ offset, length }) => {
        const cut = Math.min(length, size - offset);
        return offset < 0 || cut <= 0 || at(offset, cut) !== null ? [] : [{ offset, length: cut }];
      });
      for (const batch of batches(wanted)) await ask(batch);
    },
    version: () => version ?? '',
  };
}

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

import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { type FileHandle, link, open, rm, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PipelineOptions, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Trailer } from './format.ts';
import type { ExportSource } from './import-events.ts';

const READ_BYTES = 256 * 1024;

/** Writes an export to a stream that stays open, at the stream's pace; answers once the stream has taken all of it. */
export async function writeExport(
  lines: AsyncGenerator<string, Trailer>,
  output: Writable,
): Promise<Trailer> {
  const trailer = await pour(lines, output, { end: false });
  await new Promise<void>((resolve, reject) => {
    output.write('', (error) => (error ? reject(error) : resolve()));
  });
  return trailer;
}

/** Writes an export to a file that is not there yet (mode 0600), and that is there only once it is whole and on disk. */
export async function writeExportFile(
  lines: AsyncGenerator<string, Trailer>,
  file: string,
): Promise<Trailer> {
  const draft = `${file}.${randomUUID()}.part`;
  try {
    const trailer = await pour(lines, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
    // Unlike a rename, it takes no other file's place.
    await link(draft, file);
    return trailer;
  } finally {
    await rm(draft, { force: true });
  }
}

async function pour(
  lines: AsyncGenerator<string, Trailer>,
  output: Writable,
  options: PipelineOptions = {},
): Promise<Trailer> {
  const ends: Trailer[] = [];
  async function* noted() {
    ends.push(yield* lines);
  }
  await pipeline(noted, output, options);
  const [trailer] = ends;
  if (trailer === undefined) throw new Error('The export ended before its last line.');
  return trailer;
}

/** An export that was opened for an import. */
export interface OpenedExport {
  readonly source: ExportSource;
  close(): Promise<void>;
}

/** Opens an export. What cannot be read twice, such as a pipe, is kept in a temporary file without a name meanwhile. */
export async function openExport(from: string | Readable): Promise<OpenedExport> {
  if (typeof from !== 'string') return toOpened(await spool(from));
  const handle = await open(from, 'r');
  if ((await handle.stat()).isFile()) return toOpened(handle);
  return toOpened(await spool(handle.createReadStream()));
}

const toOpened = (handle: FileHandle): OpenedExport => ({
  source: () => contentOf(handle),
  close: () => handle.close(),
});

// A read stream would close the file when it is left early.
async function* contentOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function spool(input: Readable): Promise<FileHandle> {
  const file = join(tmpdir(), `winnow-import-${randomUUID()}`);
  const handle = await open(file, 'wx+', 0o600);
  await unlink(file);
  await handle.writeFile(input);
  return handle;
}

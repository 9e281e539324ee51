import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { HostUnreachable } from '../../host.ts';
import type { Transport } from '../../transport/transport.ts';
import { eachOf, inGroups } from '../each-of.ts';
import type { UnresponsiveStorage } from '../files/unresponsive-storage.ts';
import type { Refcounts } from './image-header.ts';
import { type ImageReport, parseImageReports } from './image-report.ts';

export interface ImageToRead {
  readonly realPath: string;
  readonly format: string;
  /** Where its reference counts are, as its header has it; null where they are not to be looked at. */
  readonly refcounts: Refcounts | null;
}

export type ImageReading =
  /** `cut`: its reference counts speak of clusters behind the end of the file. */
  | { readonly ok: true; readonly report: ImageReport; readonly cut: boolean }
  | { readonly ok: false; readonly why: string; readonly noTool: boolean };

export interface ReadingLimits {
  readonly atOnce: number;
  /** How long qemu-img may take for one image. */
  readonly imageMs: number;
}

const script = readFileSync(new URL('read-images.sh', import.meta.url), 'utf8');
const imagesInGroup = 50;
const longestReport = 4 * 1024 * 1024;
// More that hang in one place are no matter of the images.
const hangsOfStorage = 2;

/**
 * Asks qemu-img about images, so many at a time. Each has a time limit of its own: what takes longer is killed, and where
 * that is in vain left behind, and the others go on.
 */
export async function readImages(
  transport: Transport,
  qemuImg: string,
  images: readonly ImageToRead[],
  silence: UnresponsiveStorage,
  { atOnce, imageMs }: ReadingLimits,
): Promise<ReadonlyMap<string, ImageReading>> {
  const readings = new Map<string, ImageReading>();
  const hangs = new Map<string, number>();
  const byStorage = Map.groupBy(images, ({ realPath }) => silence.storageOf(realPath));
  const groups = [...byStorage.values()].flatMap((here) => inGroups(here, imagesInGroup));

  const hung = ({ realPath }: ImageToRead) => {
    silence.tookTooLong(realPath);
    readings.set(realPath, failed(`it could not be read within ${imageMs / 1000} s.`));
    const storage = silence.storageOf(realPath);
    const count = (hangs.get(storage) ?? 0) + 1;
    hangs.set(storage, count);
    if (count >= hangsOfStorage) silence.fellSilent(storage);
  };

  await eachOf(groups, atOnce, async (group) => {
    for (let left = group; left.length > 0; ) {
      if (left.some(({ realPath }) => silence.isSilent(realPath))) return;
      const done = await readGroup(transport, qemuImg, left, imageMs, readings);
      const stuck = left[done];
      if (stuck !== undefined) hung(stuck);
      left = left.slice(done + 1);
    }
  });
  return readings;
}

/** Reads images one after the other until one takes too long; tells how many were read. */
async function readGroup(
  transport: Transport,
  qemuImg: string,
  images: readonly ImageToRead[],
  imageMs: number,
  readings: Map<string, ImageReading>,
): Promise<number> {
  const mark = randomUUID();
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), imageMs);
  let done = 0;
  let lines: string[] = [];
  let length = 0;
  const onLine = (line: string): void => {
    if (!line.startsWith(mark)) {
      length += line.length;
      if (length <= longestReport) lines.push(line);
      return;
    }
    const image = images[done];
    if (image !== undefined) {
      const [status, cut] = line.slice(mark.length + 1).split(' ');
      readings.set(
        image.realPath,
        length > longestReport ? tooMuch : reading(Number(status), lines, cut === 'yes'),
      );
    }
    done += 1;
    lines = [];
    length = 0;
    timer.refresh();
  };
  const args = images.flatMap(({ format, realPath, refcounts }) => [
    format,
    realPath,
    refcounts === null ? '' : `${refcounts.offset} ${refcounts.length} ${refcounts.clusterBits}`,
  ]);
  // Its own limit is for the case that nobody is left to keep that of each image.
  const limit = String(Math.ceil((imageMs * (images.length + 1)) / 1000));
  try {
    await transport.stream(
      {
        program: 'timeout',
        args: ['-k', '5', limit, 'sh', '-c', script, 'winnow', mark, qemuImg, ...args],
        signal: tooLong.signal,
      },
      onLine,
    );
  } finally {
    clearTimeout(timer);
  }
  if (done < images.length && !tooLong.signal.aborted) {
    throw new HostUnreachable('The host stopped telling of its images before the end.');
  }
  return done;
}

function reading(status: number, lines: readonly string[], cut: boolean): ImageReading {
  if (status === 127 || status === 126) {
    return { ok: false, why: 'qemu-img is not on the host, or cannot be executed.', noTool: true };
  }
  const told = lines.join(' ').trim();
  // A warning may stand before.
  if (status === 0) return parsed(told.slice(Math.max(0, told.search(/(?<=^|\s)\{\s+"/))), cut);
  const said = told.replace(/^qemu-img: (Could not open '.*': )?/, '');
  return failed(status > 128 ? `qemu-img was killed (signal ${status - 128}).` : `${said.slice(0, 500)}.`);
}

function parsed(json: string, cut: boolean): ImageReading {
  try {
    const [report] = parseImageReports(json);
    if (report !== undefined) return { ok: true, report, cut };
  } catch {
    // What is no JSON, or of another shape, is told below.
  }
  return failed('what qemu-img tells of it cannot be understood.');
}

const failed = (why: string): ImageReading => ({ ok: false, why, noTool: false });
const tooMuch = failed('qemu-img tells more of it than can be true.');

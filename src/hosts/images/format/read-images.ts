import { readFileSync } from 'node:fs';
import { eachAtOnce, inGroups } from '../../../common/each-at-once.ts';
import { HostUnreachable } from '../../host.ts';
import { type Answer, runScript } from '../../transport/run-script.ts';
import type { Transport } from '../../transport/transport.ts';
import type { UnresponsiveStorage } from '../files/unresponsive-storage.ts';
import { type ImageHeader, parseHeader } from './image-header.ts';
import { type ImageReport, parseImageReport } from './image-report.ts';

export interface ImageToRead {
  readonly realPath: string;
  /** As qemu names it; `none`: only its header is read. */
  readonly format: string;
}

export type ImageReading =
  /** `cut`: its reference counts count clusters behind the end of the file. */
  | { readonly ok: true; readonly header: ImageHeader; readonly report: ImageReport; readonly cut: boolean }
  /** `header` is null where it could not be read. */
  | {
      readonly ok: false;
      readonly header: ImageHeader | null;
      readonly why: string;
      readonly noTool: boolean;
      readonly hung: boolean;
    };

export interface ReadingLimits {
  readonly atOnce: number;
  /** How long qemu-img may take for one image. */
  readonly imageMs: number;
}

const script = readFileSync(new URL('read-images.sh', import.meta.url), 'utf8');
// Each group is a call of the host, which may be far away; a header takes less time than a report.
const headersInGroup = 250;
const reportsInGroup = 100;
// A report has some kilobytes; one with ten thousand snapshots has two megabytes.
const longestAnswer = 8 * 1024 * 1024;
// Where more hang in one place, the images are not the reason.
const hangsOfStorage = 2;

/**
 * Reads the headers of images and asks qemu-img about them, so many groups at a time. Each image has a time limit of its
 * own: what takes longer is killed, and where that is in vain left behind, and the others go on.
 */
export async function readImages(
  transport: Transport,
  qemuImg: string,
  images: readonly ImageToRead[],
  unresponsive: UnresponsiveStorage,
  { atOnce, imageMs }: ReadingLimits,
): Promise<ReadonlyMap<string, ImageReading>> {
  const readings = new Map<string, ImageReading>();
  const hangs = new Map<string, number>();
  const byStorage = Map.groupBy(images, ({ realPath }) => unresponsive.storageOf(realPath));
  const groups = [...byStorage.values()].flatMap((here) => {
    const { headers = [], reports = [] } = Object.groupBy(here, ({ format }) =>
      format === 'none' ? 'headers' : 'reports',
    );
    return [...inGroups(headers, headersInGroup), ...inGroups(reports, reportsInGroup)];
  });

  const noteHang = (realPath: string) => {
    unresponsive.addImage(realPath);
    const storage = unresponsive.storageOf(realPath);
    const count = (hangs.get(storage) ?? 0) + 1;
    hangs.set(storage, count);
    if (count >= hangsOfStorage) unresponsive.add(storage);
  };

  await eachAtOnce(groups, atOnce, async (group) => {
    if (group.some(({ realPath }) => unresponsive.has(realPath))) return;
    for (const [index, reading] of (await readGroup(transport, qemuImg, group, imageMs)).entries()) {
      const realPath = group[index]?.realPath ?? '';
      readings.set(realPath, reading);
      if (!reading.ok && reading.hung) noteHang(realPath);
    }
  });
  return readings;
}

/** Reads images one after the other; fewer than these where two of them hang. */
async function readGroup(
  transport: Transport,
  qemuImg: string,
  images: readonly ImageToRead[],
  imageMs: number,
): Promise<readonly ImageReading[]> {
  const seconds = imageMs / 1000;
  const answer = await runScript(transport, {
    script,
    args: [qemuImg, String(seconds), ...images.flatMap(({ format, realPath }) => [format, realPath])],
    // Its own limit is for the case that nobody is left to keep that of each image.
    timeoutMs: imageMs * (images.length + 1),
    maxOutputBytes: longestAnswer,
  });
  if (answer.heard) return readingsIn(answer, seconds);
  if (answer.timedOut || !answer.killed) {
    throw new HostUnreachable(`The host did not describe its images: ${answer.why}`);
  }
  if (images.length === 1) return [failed(null, 'qemu-img reports more about it than can be true.')];
  const half = Math.ceil(images.length / 2);
  return [
    ...(await readGroup(transport, qemuImg, images.slice(0, half), imageMs)),
    ...(await readGroup(transport, qemuImg, images.slice(half), imageMs)),
  ];
}

function readingsIn(answer: Answer, seconds: number): ImageReading[] {
  const [statuses, reports, cuts] = [answer.all('status'), answer.allShown('report'), answer.all('cut')];
  return answer.all('header').map((hex, index): ImageReading => {
    const header = hex ? parseHeader(hex) : null;
    const status = statuses[index] ?? '';
    if (status === 'hung')
      return { ...failed(header, `it could not be read within ${seconds} s.`), hung: true };
    if (header === null) return failed(null, 'its first bytes could not be read.');
    return reading(header, status, reports[index] ?? '', cuts[index] === 'yes');
  });
}

function reading(header: ImageHeader, status: string, text: string, cut: boolean): ImageReading {
  if (status === '127' || status === '126') {
    return { ...failed(header, 'qemu-img is not on the host, or cannot be executed.'), noTool: true };
  }
  const said = text.replaceAll('\n', ' ').trim();
  // A warning may stand before.
  if (status === '0') return parsed(header, said.slice(Math.max(0, said.search(/(?<=^|\s)\{\s+"/))), cut);
  const complaint = said.replace(/^qemu-img: (Could not open '.*': )?/, '').slice(0, 500);
  return failed(
    header,
    Number(status) > 128 ? `qemu-img was killed (signal ${Number(status) - 128}).` : `${complaint}.`,
  );
}

function parsed(header: ImageHeader, json: string, cut: boolean): ImageReading {
  try {
    return { ok: true, header, report: parseImageReport(json), cut };
  } catch {
    return failed(header, 'what qemu-img reports about it cannot be understood.');
  }
}

const failed = (header: ImageHeader | null, why: string) =>
  ({ ok: false, header, why, noTool: false, hung: false }) as const;

import type { DiskFormat, Failure } from '../domain/disk/events.ts';
import { failure, unanswered } from './failure.ts';
import { type ImageReport, parseImageReports } from './image-report.ts';
import { remedies } from './packages.ts';
import type { CommandResult, Transport } from './transport.ts';

export type ImageInfoResult =
  | { readonly ok: true; readonly report: ImageReport }
  | { readonly ok: false; readonly failure: Failure };

const timeoutMs = 20_000;

/** What qemu-img says of an image and of those it stands on, also while a virtual machine holds it. */
export async function imageInfo(
  transport: Transport,
  qemuImg: string,
  realPath: string,
  format: DiskFormat,
): Promise<ImageInfoResult> {
  const result = await transport.run({
    program: qemuImg,
    args: ['info', '-U', '--backing-chain', '-f', format.toLowerCase(), '--output=json', realPath],
    timeoutMs,
  });
  if (result.exitCode !== 0) return { ok: false, failure: infoFailure(realPath, format, result) };
  const [report] = parseImageReports(result.stdout);
  if (report === undefined) throw new Error(`qemu-img told nothing of ${realPath}.`);
  return { ok: true, report };
}

function infoFailure(
  realPath: string,
  format: DiskFormat,
  { exitCode, stderr, timedOut }: CommandResult,
): Failure {
  const said = stderr.trim().replace(/^qemu-img: /, '');
  if (exitCode === 127) return failure('TOOL_MISSING', 'qemu-img is not on the host.', remedies.qemuImg);
  if (timedOut) {
    return unanswered(
      `${realPath}, or an image that it stands on, could not be read within ${timeoutMs / 1000} s.`,
      'See whether the storage of the image and of its backing files answers.',
    );
  }
  const opened = /Could not open '([^']*)'/.exec(said)?.[1];
  if (opened !== undefined && opened !== realPath) {
    return failure(
      'BACKING_FILE_MISSING',
      `${realPath} stands on ${opened}, which cannot be opened: ${said}`,
      'Bring the backing file back to its place, or correct the image with `qemu-img rebase -u`.',
    );
  }
  if (/not in qcow2 format|Unsupported qcow2 version/.test(said)) {
    return failure(
      'FORMAT_MISMATCH',
      `${realPath} cannot be read as ${format}: ${said}`,
      'Register it with its true format.',
    );
  }
  return failure(
    'DISK_UNREADABLE',
    `qemu-img cannot read ${realPath}: ${said}`,
    'Mend or restore the image.',
  );
}

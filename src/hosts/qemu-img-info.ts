import { z } from 'zod';
import type { DiskFormat, Failure } from '../domain/disk/events.ts';
import { failure } from './failure.ts';
import { remedies } from './packages.ts';
import type { CommandResult, Transport } from './transport.ts';

export interface ImageInfo {
  readonly virtualSize: number;
  /** As the image's header names it. */
  readonly backing: string | null;
  readonly snapshots: readonly string[];
}

export type ImageInfoResult =
  | { readonly ok: true; readonly info: ImageInfo }
  | { readonly ok: false; readonly failure: Failure };

const chainSchema = z
  .array(
    z.object({
      'virtual-size': z.number(),
      'backing-filename': z.string().optional(),
      snapshots: z.array(z.object({ name: z.string(), id: z.string() })).optional(),
      'format-specific': z.object({ data: z.object({ corrupt: z.boolean().optional() }) }).optional(),
    }),
  )
  .min(1);

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
  const [image] = chainSchema.parse(JSON.parse(result.stdout));
  if (image === undefined || image['format-specific']?.data.corrupt) {
    return { ok: false, failure: markedCorrupt(realPath) };
  }
  return {
    ok: true,
    info: {
      virtualSize: image['virtual-size'],
      backing: image['backing-filename'] ?? null,
      snapshots: (image.snapshots ?? []).map(({ name, id }) => name || id),
    },
  };
}

function infoFailure(
  realPath: string,
  format: DiskFormat,
  { exitCode, stderr, timedOut }: CommandResult,
): Failure {
  const said = stderr.trim().replace(/^qemu-img: /, '');
  if (exitCode === 127) return failure('TOOL_MISSING', 'qemu-img is not on the host.', remedies.qemuImg);
  if (timedOut) {
    return failure(
      'DISK_UNREADABLE',
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

function markedCorrupt(realPath: string): Failure {
  return failure(
    'FILESYSTEM_CORRUPT',
    `${realPath} is marked as corrupt: qemu found its qcow2 tables damaged.`,
    `With the virtual machine down and a copy made: qemu-img check -r all ${realPath}.`,
  );
}

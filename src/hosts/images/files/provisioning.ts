import type { DiskAllocation } from '../../../domain/disk/facts.ts';

export type Declared = 'THIN' | 'PREALLOCATED';

/** How a file's space was given to it, by its blocks and by what lies beside it. */
export interface FileProvisioning {
  /** Some of its blocks are taken, and were never written. */
  readonly unwritten: boolean;
  /** By oVirt's metadata of the volume. */
  readonly declared: Declared | null;
  /** By the same, as qemu names it. */
  readonly format: 'raw' | 'qcow2' | null;
}

export interface SizedFile {
  readonly realPath: string;
  readonly size: number;
  readonly allocatedBytes: number;
}

/** What is known where nothing more was asked. */
export const untold: FileProvisioning = { unwritten: false, declared: null, format: null };

/** Reads the line of image-files.sh about a file. */
export function parseProvisioning(line: string): FileProvisioning {
  const words = line.split(' ');
  const format = words.includes('FORMAT=RAW') ? 'raw' : words.includes('FORMAT=COW') ? 'qcow2' : null;
  const thin = words.includes('TYPE=SPARSE') ? 'THIN' : null;
  return {
    unwritten: words.includes('unwritten'),
    declared: words.includes('TYPE=PREALLOCATED') ? 'PREALLOCATED' : thin,
    format,
  };
}

const isFull = ({ size, allocatedBytes }: SizedFile): boolean => size > 0 && allocatedBytes >= size;

/** Whether oVirt would name a volume so. */
export const isVolumeOfOvirt = ({ realPath }: Pick<SizedFile, 'realPath'>): boolean =>
  /\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(realPath);

/** Whether more than its sizes is needed to find out how a file's space was given to it. */
export const needsProvisioning = (file: SizedFile, format: string | null): boolean =>
  isVolumeOfOvirt(file) || (format === 'raw' && isFull(file));

/** How a file seems to have been made, by its blocks; null for what is not raw, since others take space as they grow. */
export function provisionedAs(
  file: SizedFile,
  format: string | null,
  { unwritten }: Pick<FileProvisioning, 'unwritten'> = untold,
): DiskAllocation | null {
  if (format !== 'raw') return null;
  if (!isFull(file)) return 'THIN';
  return unwritten ? 'PREALLOCATED' : 'UNKNOWN';
}

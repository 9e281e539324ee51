const damage = /structure needs cleaning|bad message|can't read superblock|MFTMirr does not match|corrupt/i;

// What mount says of whatever it has no better word for.
const anyCause = /wrong fs type, bad option, bad superblock/i;

// ntfs-3g, which then mounts read-only and ends with 0 all the same.
const unsafeWindows =
  /Windows is hibernated, refused to mount|Hibernated non-system partition|Metadata kept in Windows cache|Falling back to read-only mount because the NTFS/;

const readOnlyTypes: ReadonlySet<string> = new Set([
  'squashfs',
  'iso9660',
  'udf',
  'erofs',
  'cramfs',
  'romfs',
]);

const reasonStarts = {
  damaged: 'it is damaged',
  noFilesystem: 'it holds no filesystem that the appliance knows',
} as const;

/** What the appliance said when it refused a filesystem: mount's words, and the kernel's where it gave a cause. */
export interface Refusal {
  readonly cause: string;
  readonly kernel: string | null;
}

/** Why a filesystem was passed over, in words, from its type and what the appliance said when it refused. */
export function skipReason(type: string, { cause, kernel }: Refusal): string {
  const words = [
    ...(cause === '' ? [] : [cause]),
    ...(kernel === null ? [] : [`the kernel said: ${kernel}`]),
  ];
  const said = words.length === 0 ? '' : ` (${words.join('; ')})`;
  if (type === 'unknown' || type === '') return reasonStarts.noFilesystem;
  if (type === 'crypto_LUKS') return 'it is encrypted (LUKS), and nobody gave its key';
  if (type === 'BitLocker') return 'it is encrypted (BitLocker), and nobody gave its key';
  if (type === 'swsuspend') return 'it holds the memory of a hibernated Linux, so it was left alone';
  if (type === 'swap') return `it was not recognised as Linux swap that can be cleared${said}`;
  if (readOnlyTypes.has(type)) return `${type} is never written, so it has no unused space to give back`;
  if (/hibernated|unsafe state/i.test(cause))
    return `Windows is hibernated or was not shut down fully${said}`;
  if (/not supported|unsupported/i.test(cause)) return `${type} here does not support trimming${said}`;
  if (/unknown filesystem type/i.test(cause)) return `the appliance has no driver for ${type}${said}`;
  if (isDamage(cause) || (kernel !== null && isDamage(kernel))) return `${reasonStarts.damaged}${said}`;
  if (anyCause.test(cause)) {
    return `it could not be mounted: most likely the appliance lacks a driver for ${type} or for a feature of it; else it is one of several devices of a filesystem, is larger than its partition, or its superblock is damaged${said}`;
  }
  return `it could not be mounted${said}`;
}

/** Whether the words of the kernel or of mount mean a damaged filesystem. */
export const isDamage = (words: string): boolean => damage.test(words);

/** Whether it was skipped for damage. */
export const skippedForDamage = (reason: string | null): boolean =>
  reason?.startsWith(reasonStarts.damaged) ?? false;

/** Whether ntfs-3g found a Windows that will go on from what it has in memory. */
export const isUnsafeWindows = (words: string): boolean => unsafeWindows.test(words);

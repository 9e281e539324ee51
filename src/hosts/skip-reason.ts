const damage =
  /structure needs cleaning|bad message|bad superblock|wrong fs type, bad option, bad superblock|can't read superblock|corrupt/i;

const reasonStarts = {
  damaged: 'it is damaged',
  noFilesystem: 'it holds no filesystem that the appliance knows',
} as const;

/** Why a filesystem was passed over, in words, from its type and what the appliance said when it refused. */
export function skipReason(type: string, cause: string): string {
  const said = cause === '' ? '' : ` (${cause})`;
  if (type === 'unknown' || type === '') return reasonStarts.noFilesystem;
  if (type === 'crypto_LUKS') return 'it is encrypted (LUKS), and nobody gave its key';
  if (type === 'BitLocker') return 'it is encrypted (BitLocker), and nobody gave its key';
  if (type === 'swap') return `it was not recognised as Linux swap that can be cleared${said}`;
  if (/hibernated|unsafe state/i.test(cause))
    return `Windows is hibernated or was not shut down fully${said}`;
  if (/not supported|unsupported/i.test(cause)) return `${type} here does not support trimming${said}`;
  if (/unknown filesystem type/i.test(cause)) return `the appliance has no driver for ${type}${said}`;
  if (isDamage(cause)) return `${reasonStarts.damaged}${said}`;
  return `it could not be mounted${said}`;
}

/** Whether the words of the kernel or of mount mean a damaged filesystem. */
export const isDamage = (words: string): boolean => damage.test(words);

/** Whether it was skipped for damage. */
export const skippedForDamage = (reason: string | null): boolean =>
  reason?.startsWith(reasonStarts.damaged) ?? false;

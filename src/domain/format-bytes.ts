const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes for people, in binary units with three significant digits: `301 MiB`, `1.45 GiB`. Unknown is empty. */
export function formatBytes(bytes: number | string | null): string {
  if (bytes === null) return '';
  let value = Number(bytes);
  let unit = 0;
  // 1023.5 would be rounded to 1024, which is the next unit's 1.00.
  while (Math.abs(value) >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : threeDigits(value)} ${units[unit]}`;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  if (size < 9.995) return value.toFixed(2);
  return value.toFixed(size < 99.95 ? 1 : 0);
}

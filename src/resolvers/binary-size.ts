const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A number of bytes for people, in binary units: 1536 → "1.5 KiB". */
export function binarySize(bytes: number): string {
  let size = Math.abs(bytes);
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const text = unit === 0 || size >= 100 ? String(Math.round(size)) : size.toFixed(1).replace(/\.0$/, '');
  return `${bytes < 0 ? '−' : ''}${text} ${units[unit]}`;
}

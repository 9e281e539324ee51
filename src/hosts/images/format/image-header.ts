/** What the first bytes of a file say about it, as an image. */
export interface ImageHeader {
  /** As qemu names it; null where there is no header that is known. */
  readonly format: string | null;
  /** Whether it names a file that holds the data, which qemu would open. */
  readonly elsewhere: boolean;
  /** How many bytes the file has at least, by where the header says that its tables are; 0 where it says nothing. */
  readonly leastSize: number;
  /** A LUKS container, by qemu or by a guest: a raw disk that a guest encrypted begins just so. */
  readonly luks: boolean;
}

const none: ImageHeader = { format: null, elsewhere: false, leastSize: 0, luks: false };

/** Reads a header, in hexadecimal. */
export function parseHeader(hex: string): ImageHeader {
  const starts = (magic: string) => hex.startsWith(magic);
  if (starts('514649fb')) return qcow(hex);
  if (starts('514544')) return { ...none, format: 'qed' };
  // With a capacity of 0 its parts are in other files; a descriptor (`# Disk…`) names nothing but other files.
  if (starts('4b444d56')) return { ...none, format: 'vmdk', elsewhere: /^0{16}/.test(hex.slice(24, 40)) };
  if (starts('434f5744')) return { ...none, format: 'vmdk' };
  if (starts('23204469736b2044')) return { ...none, format: 'vmdk', elsewhere: true };
  if (starts('7668647866696c65')) return { ...none, format: 'vhdx' };
  if (starts('636f6e6563746978')) return { ...none, format: 'vpc' };
  if (hex.slice(128, 136) === '7f10dabe') return { ...none, format: 'vdi' };
  return { ...none, luks: starts('4c554b53babe') };
}

function qcow(hex: string): ImageHeader {
  const version = Number.parseInt(hex.slice(8, 16), 16);
  if (version === 1) return { ...none, format: 'qcow' };
  // Bit 2 of the incompatible features, of which version 2 has none.
  const elsewhere = version > 2 && (Number.parseInt(hex.slice(158, 160), 16) & 4) !== 0;
  const number = (offset: number, bytes: number) =>
    Number.parseInt(hex.slice(offset * 2, (offset + bytes) * 2), 16);
  // Where the tables of clusters, of reference counts and of snapshots are, and how long.
  const leastSize = Math.max(
    version === 2 ? 72 : 104,
    number(40, 8) + number(36, 4) * 8,
    number(48, 8) + number(56, 4) * 2 ** number(20, 4),
    number(60, 4) === 0 ? 0 : number(64, 8) + 1,
  );
  return { ...none, format: 'qcow2', elsewhere, leastSize };
}

/** What a SCSI disk says of giving blocks back; null where it has no such page. */
export interface Provisioning {
  readonly unmap: boolean | null;
  readonly readsZeros: boolean | null;
}

/**
 * Reads the logical block provisioning page (0xb2) of a SCSI disk as SBC-4 has it, and its block limits (0xb0) where
 * they are known, both in hexadecimal. A disk that says it unmaps, but never any block, does not.
 */
export function readProvisioning(
  provisioningPage: string | null,
  limitsPage: string | null = null,
): Provisioning {
  const page = bytesOf(provisioningPage, 0xb2);
  const flags = page?.[5];
  if (flags === undefined) return { unmap: null, readsZeros: null };
  const lbpu = (flags & 0x80) !== 0;
  const writeSame = (flags & 0x60) !== 0;
  return {
    unmap: writeSame || (lbpu && !unmapsNoBlock(bytesOf(limitsPage, 0xb0))),
    // 1 means zeros in bit 2; 2 means another pattern, 0 anything at all.
    readsZeros: (flags & 0x04) !== 0,
  };
}

/** The maximum unmap LBA count is there in pages of SBC-3 on, and 0 where UNMAP is not done. */
const unmapsNoBlock = (limits: readonly number[] | null): boolean =>
  limits !== null && limits.length >= 24 && limits.slice(20, 24).every((byte) => byte === 0);

/** The bytes of a page as `od` writes them; null if it is another page, or none. */
function bytesOf(hex: string | null, code: number): number[] | null {
  const bytes = (hex ?? '').split(/\s+/).flatMap((byte) => (byte === '' ? [] : [Number.parseInt(byte, 16)]));
  const [, found, high = 0, low = 0] = bytes;
  return found === code ? bytes.slice(0, 4 + high * 256 + low) : null;
}

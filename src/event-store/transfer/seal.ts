import { crc32 } from 'node:zlib';

const SEAL = /,"chain":"([0-9a-f]{8})"\}$/;
const SEAL_LENGTH = ',"chain":"00000000"}'.length;

/** Seals lines one after the other: each one's checksum covers those before it, so that the first wrong line can be named. */
export class Chain {
  #sum = 0;

  /** The JSON of an object with members, and the checksum as its last. */
  seal(value: object): string {
    const json = JSON.stringify(value).slice(0, -1);
    this.#sum = crc32(json, this.#sum);
    return `${json},"chain":"${toHex(this.#sum)}"}`;
  }

  /** The JSON that was sealed; `null` when the line, or where it stands, is not as it was written. */
  open(line: string): string | null {
    const written = SEAL.exec(line)?.[1];
    if (written === undefined) return null;
    const json = line.slice(0, -SEAL_LENGTH);
    this.#sum = crc32(json, this.#sum);
    return toHex(this.#sum) === written ? `${json}}` : null;
  }
}

const toHex = (sum: number): string => sum.toString(16).padStart(8, '0');

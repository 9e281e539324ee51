import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../a-host.ts';

/** A stand-in for virt-df that does what these lines of shell say; `$image` is the file that it was given. */
export function fakeVirtDf(lines: string): string {
  const program = join(temporaryDirectory(), 'virt-df');
  writeFileSync(program, `#!/bin/sh\nfor image; do :; done\n${lines}\n`, { mode: 0o755 });
  return program;
}

/** Lines that write a text. */
export const said = (text: string): string => `cat <<'END'\n${text}\nEND`;

/** Lines that tell as many used blocks of 1 KiB as the first byte of the image says. */
export const tellsFirstByte = `used=$(($(od -An -N1 -tu1 "$image")))
printf 'VirtualMachine,Filesystem,1K-blocks,Used,Available,Use%%\\nview,/dev/sda,100,%s,10,1%%\\n' "$used"`;

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a program that takes virt-sparsify's place, and answers with its path. Where `succeed` it gives all of the image
 * back, as a trim does, and says what the real one says; `fail` says an error; `hang` waits to be interrupted.
 */
export async function fakeTool(directory: string, how: 'succeed' | 'fail' | 'hang'): Promise<string> {
  const file = join(directory, `virt-sparsify-${how}`);
  await writeFile(file, `#!/bin/sh\n${answers}\n${inPlace[how]}\n`, { mode: 0o755 });
  return file;
}

/** Version and features, and the empty disk that the probe boots the appliance with. */
const answers = `
case "$*" in
  --version) echo 'virt-sparsify 1.48.2'; exit 0 ;;
  --machine-readable) printf '%s\\n' virt-sparsify in-place; exit 0 ;;
  *winnow-probe*) exit 0 ;;
esac
for image; do :; done
say() { printf '{ "message": "%s", "timestamp": "2026-11-22T07:43:10.251077796+00:00", "type": "%s" }\\n' "$2" "$1"; }
`;

const inPlace = {
  succeed: `
echo 12/12
echo 'libguestfs: trace: list_filesystems = ["/dev/sda", "ext4"]' >&2
say message 'Trimming /dev/sda'
echo 'libguestfs: trace: mount_options "discard" "/dev/sda" "/"' >&2
echo 'libguestfs: trace: mount_options = 0' >&2
echo 'libguestfs: trace: fstrim "/"' >&2
echo '/sysroot/: 1 MiB (1048576 bytes) trimmed' >&2
echo 'libguestfs: trace: fstrim = 0' >&2
fallocate -p -o 0 -l "$(stat -c %s "$image")" "$image"
say message 'Sparsify in-place operation completed with no errors'
`,
  fail: `
say error 'something that no attempt mends'
exit 1
`,
  hang: `
trap "say error 'quit (^C) at user request'; exit 1" INT TERM
while :; do sleep 0.05; done
`,
} as const;

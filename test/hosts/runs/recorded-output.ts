import { readFileSync } from 'node:fs';

/** What a real virt-sparsify 1.48.2 wrote for such a disk; the boot of the appliance is shortened. */
export function recordedOutput(name: string) {
  const linesOf = (file: string) =>
    readFileSync(new URL(`../fixtures/output/${name}/${file}`, import.meta.url), 'utf8').split('\n');
  return {
    stdout: linesOf('stdout.txt'),
    stderr: linesOf('stderr.txt'),
    exitStatus: Number(linesOf('exit.txt')[0]),
  };
}

import { constants } from 'node:os';
import { trimInside, trimInsideEncrypted } from '../../domain/disk/eligibility/trim-inside.ts';
import type { Failure } from '../../domain/disk/events.ts';
import { failure } from '../failure.ts';
import { held } from '../images/use/image-use.ts';
import { remedies } from '../probe/packages.ts';
import { decisiveLine } from './output-tail.ts';
import { isDamage } from './skip-reason.ts';
import type { SparsifyOutput } from './sparsify-output.ts';

/** What qemu writes when somebody else holds an image. */
export const lockLine = /Failed to get (shared )?"[\w ]+" lock|Is another process using the image/;

/** Why virt-sparsify failed, from its exit status (as a shell has it) and what it and its appliance wrote. */
export function toolFailure(
  exitStatus: number,
  { errors, encrypted, incompleteGroups }: SparsifyOutput,
  stderr: readonly string[],
  imagePath: string,
  tail: string | null,
): Failure {
  const of = (code: Failure['code'], message: string, remedy: string) => failure(code, message, remedy, tail);
  const find = (pattern: RegExp) => stderr.find((line) => pattern.test(line));

  if (exitStatus === 127)
    return of('TOOL_MISSING', 'virt-sparsify is not on the host.', remedies.virtSparsify);
  if (exitStatus === 126) {
    return of(
      'TOOL_MISSING',
      'virt-sparsify is on the host, but cannot be executed.',
      'Look at its permissions, and at those of the directories above it.',
    );
  }
  if (exitStatus > 128) {
    return of(
      'TOOL_KILLED',
      `virt-sparsify was killed by ${signalName(exitStatus - 128)}.`,
      exitStatus - 128 === constants.signals.SIGKILL
        ? 'If the host ran out of memory (`dmesg | grep -i oom`), let fewer jobs run at a time; else see who killed it. The image stays whole.'
        : 'See in the log of the host who sent the signal. The image stays whole.',
    );
  }
  if (find(lockLine)) {
    return held(imagePath, tail);
  }
  const noSpace = find(/No space left on device/);
  if (noSpace !== undefined) {
    return of(
      'STORAGE_FULL',
      'A filesystem of the host is full.',
      'Free some space where the image lies, in /var/tmp (the appliance, about 500 MB) and in /tmp.',
    );
  }
  const trimError = errors.find((error) => /fstrim/.test(error));
  if (trimError !== undefined && isDamage(trimError)) {
    return corrupt(`A filesystem of ${imagePath} is damaged: ${trimError}.`, tail);
  }
  if (find(/could not read key from user/)) return of('ENCRYPTED', ...encryptedWords(encrypted, imagePath));
  const [group] = incompleteGroups;
  if (group !== undefined) {
    return of(
      'GUEST_SPANS_DISKS',
      `The volume group ${group} in ${imagePath} also lies on other disks of its virtual machine. virt-sparsify is given this disk alone and fails as a whole, so nothing was given back.`,
      trimInside,
    );
  }
  if (find(/trace: launch = -1|supermin: .*error|guestfs_launch failed/)) {
    return of('APPLIANCE_FAILED', ...launchWords(stderr));
  }
  if (exitStatus === 3) {
    return of(
      'TOOL_TOO_OLD',
      'The appliance of libguestfs cannot trim filesystems (it has no fstrim).',
      'Install a newer libguestfs on the host; probe the host again after that.',
    );
  }
  const why = errors.at(-1) ?? decisiveLine(stderr)?.trim();
  return of(
    'TOOL_FAILED',
    `virt-sparsify ended with status ${exitStatus}${why === undefined ? '' : `: ${why.replace(/\.$/, '')}`}.`,
    'Look at the lines of its output: the first says why it failed, the others what it did until then.',
  );
}

/** The failure of a run that met a damaged filesystem. */
export const corrupt = (what: string, tail: string | null): Failure =>
  failure(
    'FILESYSTEM_CORRUPT',
    what,
    'Check the filesystem from inside the guest (fsck, xfs_repair, chkdsk), shut the guest down, and sparsify again.',
    tail,
  );

/** What is encrypted, and what to do. */
function encryptedWords(
  encrypted: SparsifyOutput['encrypted'],
  imagePath: string,
): [message: string, remedy: string] {
  const named = encrypted.map(({ device, type }) => `${device} (${type.replace('crypto_', '')})`).join(', ');
  const what = named === '' ? `A part of ${imagePath} is encrypted` : `Encrypted in ${imagePath}: ${named}`;
  return [
    `${what}. virt-sparsify asks for the key before it reads anything, and Winnow has none, so nothing was given back, nor from what is not encrypted.`,
    trimInsideEncrypted,
  ];
}

/** Why the appliance did not start, as far as that is known. */
function launchWords(stderr: readonly string[]): [message: string, remedy: string] {
  const said = (pattern: RegExp) => stderr.some((line) => pattern.test(line));
  if (said(/appliance launch timed out/)) {
    return [
      'The appliance of libguestfs did not start in the time that libguestfs allows: the host is very busy.',
      'Nothing is missing on the host. Let fewer jobs run on it at a time (WINNOW_MAX_RUNS_PER_HOST), or sparsify again when it is less busy.',
    ];
  }
  if (said(/[Cc]annot allocate memory|cannot set up guest memory/)) {
    return [
      'The appliance of libguestfs did not start: the host has too little free memory (it takes about 1.3 GB).',
      'Free some memory on the host, or let fewer jobs run on it at a time (WINNOW_MAX_RUNS_PER_HOST).',
    ];
  }
  const why = decisiveLine(stderr);
  return [
    `The appliance of libguestfs did not start${why === null ? '' : `: ${why.trim().replace(/\.$/, '')}`}.`,
    remedies.appliance,
  ];
}

function signalName(number: number): string {
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  return name === undefined ? `signal ${number}` : `signal ${number} (${name})`;
}

import type { Transport } from '../transport/transport.ts';

/**
 * What may wait for storage that is gone, and for no longer than the limit. `mount`: is the mount at the path there?
 * `with` is the process that an earlier call left hanging on it. `uuid`: that of the filesystem on a device, read from the
 * device itself. `page`: that of logical block provisioning of a device, with the program sg_vpd.
 */
export interface Question {
  readonly kind: 'mount' | 'uuid' | 'page';
  readonly target: string;
  readonly with?: string;
}

/** HANGS: it gave no answer within the limit; `process` waits on, and was told to end. */
export type Answer =
  | { readonly outcome: 'ENDED'; readonly status: number; readonly said: string }
  | { readonly outcome: 'HANGS'; readonly process: number };

const stillHangs = 99;

/** Each becomes the program that asks, so that the process that is killed and named is the one that hangs. */
const scripts: Readonly<Record<Question['kind'], string>> = {
  mount: `[ "$(cat "/proc/$2/comm" 2>/dev/null)" != stat ] || exit ${stillHangs}; exec stat -f -c '' -- "$1" 2>&1`,
  uuid: `PATH=$PATH:/usr/sbin:/sbin; exec blkid -p -s UUID -o value -- "$1" 2>&1`,
  page: `page=$("$2" --raw --page=0xb2 "$1" | od -An -tx1 -v -w64 -N64) && [ -n "$page" ] && echo "$page"`,
};

/** Asks all at once; each is given up after the limit. Null where there is no answer at all, as where it could not be asked. */
export const askWithLimit = (
  transport: Transport,
  questions: readonly Question[],
  limitSeconds: number,
): Promise<(Answer | null)[]> =>
  Promise.all(
    questions.map(async (question): Promise<Answer | null> => {
      const { exitCode, stdout, timedOut, process } = await transport.run({
        program: 'sh',
        args: ['-c', scripts[question.kind], 'sh', question.target, question.with ?? 'none'],
        timeoutMs: limitSeconds * 1000,
      });
      if (timedOut && process !== undefined) return { outcome: 'HANGS', process };
      if (exitCode === stillHangs && question.kind === 'mount') {
        return { outcome: 'HANGS', process: Number(question.with) };
      }
      return exitCode === null ? null : { outcome: 'ENDED', status: exitCode, said: stdout.trim() };
    }),
  );

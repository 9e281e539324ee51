import type { Transport } from '../transport/transport.ts';
import { reportedFields } from '../volumes/lvm-report.ts';

/**
 * What may wait for storage that is gone, and for no longer than the limit. `mount`: is the mount at the path there?
 * `uuid`: that of the filesystem on a device, read from the device itself. `page`: that of logical block provisioning of a
 * device, by `program`, which is sg_vpd. `volumes`: what LVM reports, by reading all devices; it takes no lock and changes
 * nothing. `mapped`: the logical volumes that the kernel has, and how they are.
 */
export interface Question {
  readonly kind: 'mount' | 'uuid' | 'page' | 'volumes' | 'mapped';
  readonly target: string;
  readonly program?: string;
}

/** HANGS: it gave no answer within the limit; `process` waits on, and was told to end. */
export type Answer =
  | { readonly outcome: 'ENDED'; readonly status: number; readonly said: string; readonly warned: string }
  | { readonly outcome: 'HANGS'; readonly process: number };

const stillHangs = 99;
// Bytes: LVM writes less than a kilobyte for each volume.
const longestReport = 32 * 1024 * 1024;

const unlessHanging = (program: string) =>
  `[ "$(cat "/proc/$2/comm" 2>/dev/null)" != ${program} ] || exit ${stillHangs}; `;
const withSbin = 'PATH=$PATH:/usr/sbin:/sbin; ';

// What an operator may have set otherwise for reports; which devices LVM looks at is his to say.
const lvmSettings =
  'report { list_item_separator="," binary_values_as_numeric=0 } log { report_command_log=0 }';
const lvmReport = [
  ...['lvm', 'fullreport', '--config', `'${lvmSettings}'`, '--readonly', '--foreign', '--shared', '--all'],
  ...['--reportformat', 'json', '--units', 'b', '--nosuffix', ...reportedFields],
].join(' ');

/** Each becomes the program that asks, so that the process that is killed and named is the one that hangs. */
const scripts: Readonly<Record<Question['kind'], string>> = {
  mount: `${unlessHanging('stat')}exec stat -f -c '' -- "$1" 2>&1`,
  volumes: `${unlessHanging('lvm')}${withSbin}export LC_ALL=C LVM_SUPPRESS_FD_WARNINGS=1; lvm systemid; exec ${lvmReport}`,
  mapped: `${unlessHanging('dmsetup')}${withSbin}export LC_ALL=C
    for device in /sys/block/*/dm; do
      read -r uuid <"$device/uuid" && read -r name <"$device/name" && read -r number <"$device/../dev" || continue
      printf '%s %s %s\\n' "$number" "$uuid" "$name"
    done 2>/dev/null
    echo
    exec dmsetup status --noflush`,
  uuid: `${withSbin}exec blkid -p -s UUID -o value -- "$1" 2>&1`,
  page: `page=$("$2" --raw --page=0xb2 "$1" | od -An -tx1 -v -w64 -N64) && [ -n "$page" ] && echo "$page"`,
};

/** What may hang for long, of which no more than one process is ever to wait. */
const mayHang: ReadonlySet<Question['kind']> = new Set(['mount', 'volumes', 'mapped']);

/** Makes what asks a host, each question given up after the limit. What hangs is not asked again while it does. */
export function createAsker(transport: Transport, limitSeconds: number) {
  /** The processes that wait, since the last questions. */
  let waiting: ReadonlyMap<string, { readonly question: Question; readonly process: number }> = new Map();

  async function askOne(question: Question): Promise<Answer | null> {
    const { kind, target, program } = question;
    const left = waiting.get(keyOf(question))?.process;
    const { exitCode, stdout, stderr, timedOut, process } = await transport.run({
      program: 'sh',
      args: ['-c', scripts[kind], 'sh', target, program ?? `${left ?? 'none'}`],
      timeoutMs: limitSeconds * 1000,
      ...(kind === 'volumes' && { maxOutputBytes: longestReport }),
    });
    if (timedOut && process !== undefined) return { outcome: 'HANGS', process };
    // That of sg_vpd means something else.
    if (exitCode === stillHangs && left !== undefined) return { outcome: 'HANGS', process: left };
    return exitCode === null
      ? null
      : { outcome: 'ENDED', status: exitCode, said: stdout.trim(), warned: stderr.trim() };
  }

  return {
    /** Asks all at once. Null where there is no answer at all, as where it could not be asked. */
    async ask(questions: readonly Question[]): Promise<readonly (Answer | null)[]> {
      const answers = await Promise.all(questions.map(askOne));
      waiting = new Map(
        questions.flatMap((question, index) => {
          const answer = answers[index];
          return answer?.outcome === 'HANGS' && mayHang.has(question.kind)
            ? [[keyOf(question), { question, process: answer.process }]]
            : [];
        }),
      );
      return answers;
    },
    /** The questions that hung when they were last asked. */
    hanging: (): readonly Question[] => [...waiting.values()].map(({ question }) => question),
  };
}

const keyOf = ({ kind, target }: Question): string => `${kind} ${target}`;

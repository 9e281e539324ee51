import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runScript } from '../transport/run-script.ts';
import type { CommandResult, Transport } from '../transport/transport.ts';

export interface LibvirtSettings {
  /** The program. */
  readonly virsh: string;
  /** The connection, as `virsh -c` takes it. */
  readonly uri: string;
  /** How long one call of virsh may take. */
  readonly timeoutMs: number;
}

/** Asks libvirt in one process; gives what each command wrote. @throws VirshFailed */
export type Virsh = (commands: readonly string[]) => Promise<Answers>;

export interface Answers {
  /** In the commands' order; empty where a command failed. */
  readonly texts: readonly string[];
  /** What the commands that failed complained of; empty when none did. */
  readonly said: string;
}

/** virsh did not come through: missing, without libvirt at the other end, hanging, writing more than is taken, or failing. */
export class VirshFailed extends Error {
  override readonly name = 'VirshFailed';
  readonly why: 'MISSING' | 'NOT_CONNECTED' | 'HANGS' | 'TOO_MUCH' | 'FAILED';

  constructor(why: VirshFailed['why'], said: string) {
    super(said);
    this.why = why;
  }
}

/** What is asked first. */
export const overviewCommands = [
  'domstats --raw --state',
  'list --uuid',
  'list --all --uuid --with-managed-save',
  'list --all --uuid',
] as const;

const script = readFileSync(new URL('ask-virsh.sh', import.meta.url), 'utf8');

/**
 * Asks for the overview at once, and in the same call for what mostly follows from it. The last command must succeed, so
 * that what comes before a lost connection is not taken for the whole.
 */
export function createVirsh(transport: Transport, { virsh, uri, timeoutMs }: LibvirtSettings): Virsh {
  // What no virtual machine's name or description can hold.
  const mark = `winnow-${randomUUID()}`;

  async function askFirst(): Promise<ReadonlyMap<string | null, CommandResult>> {
    const args = [virsh, uri, mark, ...overviewCommands];
    const answer = await runScript(transport, { script, args, timeoutMs });
    if (!answer.heard && answer.timedOut) throw hangs(timeoutMs);
    // Where it wrote too much, less is asked at a time.
    if (!answer.heard) return new Map();
    const [statuses, texts, said] = [answer.all('status'), answer.allShown('text'), answer.allShown('said')];
    return new Map(
      answer.all('asked').map((asked, index) => [
        asked,
        {
          ...{ exitCode: Number(statuses[index]), timedOut: false },
          ...{ stdout: texts[index] ?? '', stderr: said[index] ?? '' },
        },
      ]),
    );
  }

  const first = askFirst();
  return async (commands) => {
    const asked = commands.flatMap((command) => [`echo ${mark}`, command]).join('; ');
    // Read-only: this much most users may.
    const args = ['-r', '-c', uri, asked];
    const { exitCode, stdout, stderr, timedOut } =
      (await first).get(asked) ?? (await transport.run({ program: virsh, args, timeoutMs }));
    const said = errorsIn(stderr);
    if (timedOut) throw hangs(timeoutMs);
    if (exitCode === null) throw new VirshFailed('TOO_MUCH', 'virsh was killed, or wrote too much');
    if (exitCode === 127) throw new VirshFailed('MISSING', 'virsh is missing');
    if (exitCode !== 0 && said.startsWith('failed to connect to the hypervisor')) {
      throw new VirshFailed('NOT_CONNECTED', said);
    }
    const [, ...texts] = stdout.split(`${mark}\n`);
    if (exitCode !== 0 || texts.length !== commands.length) {
      throw new VirshFailed('FAILED', said || stderr.trim() || `virsh ended with status ${exitCode}`);
    }
    return { texts, said };
  };
}

const hangs = (timeoutMs: number): VirshFailed =>
  new VirshFailed('HANGS', `virsh took more than ${timeoutMs / 1000} s`);

/** Libvirt's library may warn of this and that besides. */
const errorsIn = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('error: '))
    .map((line) => line.slice('error: '.length))
    .join('; ');

/** A word of a command, as virsh's own parser takes it: any text. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

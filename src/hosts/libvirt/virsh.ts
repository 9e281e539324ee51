import { randomUUID } from 'node:crypto';
import type { Transport } from '../transport/transport.ts';

export interface LibvirtSettings {
  /** The program. */
  readonly virsh: string;
  /** The connection, as `virsh -c` takes it. */
  readonly uri: string;
  /** How long one call of virsh may take. */
  readonly timeoutMs: number;
}

/** The lists of commands of an earlier time. */
export interface VirshMemory {
  lists: readonly (readonly string[])[];
}

/**
 * Asks at once what was asked the last time, since that is mostly what is asked again, step by step: then all of it takes
 * one call of the host.
 */
export function foreseen(virsh: Virsh, memory: VirshMemory): Virsh {
  const early = new Map(memory.lists.map((commands) => [JSON.stringify(commands), virsh(commands)]));
  // One that is not asked for again fails for nobody.
  for (const answers of early.values()) answers.catch(() => undefined);
  memory.lists = [];
  return (commands) => {
    const key = JSON.stringify(commands);
    const answers = early.get(key) ?? virsh(commands);
    early.delete(key);
    memory.lists = [...memory.lists, commands];
    return answers;
  };
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

/** The last command must succeed, so that what comes before a lost connection is not taken for the whole. */
export function createVirsh(transport: Transport, { virsh, uri, timeoutMs }: LibvirtSettings): Virsh {
  return async (commands) => {
    // What no virtual machine's name or description can hold.
    const mark = `winnow-${randomUUID()}`;
    const { exitCode, stdout, stderr, timedOut } = await transport.run({
      program: virsh,
      // Read-only: this much most users may.
      args: ['-r', '-c', uri, commands.flatMap((command) => [`echo ${mark}`, command]).join('; ')],
      timeoutMs,
    });
    const said = errorsIn(stderr);
    if (timedOut) throw new VirshFailed('HANGS', `virsh took more than ${timeoutMs / 1000} s`);
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

/** Libvirt's library may warn of this and that besides. */
const errorsIn = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('error: '))
    .map((line) => line.slice('error: '.length))
    .join('; ');

/** A word of a command, as virsh's own parser takes it: any text. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

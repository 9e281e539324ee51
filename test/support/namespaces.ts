import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Namespaces of Linux that last until `end`, and no longer than this process, however that ends. */
export interface Namespaces {
  /** The first process in them. */
  readonly pid: number;
  /** The words before a command that is to run in them. */
  readonly prefix: readonly [program: string, ...args: string[]];
  /** What to start for a program to run in them. */
  inside(program: string, ...args: readonly string[]): [program: string, args: string[]];
  /** Runs a program in them, and gives what it prints. */
  run(program: string, ...args: readonly string[]): Promise<string>;
  /** Ends the first process, and with a namespace of processes all of them, and waits until they are gone. */
  end(): Promise<void>;
}

/** Namespaces cannot be made here. */
export class NamespacesNeeded extends Error {
  override readonly name = 'NamespacesNeeded';
  constructor(cause: unknown) {
    super(
      `Hosts and partitions are tried with namespaces, which cannot be made here. Run this as root (or with CAP_SYS_ADMIN and CAP_NET_ADMIN), with what scripts/setup installs. What failed: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    );
  }
}

/** What `nsenter` has an option for by the same name; the others of `unshare` say how, not what. */
const kindsToEnter = new Set(['--mount', '--net', '--pid', '--uts']);

/**
 * Makes the namespaces that these options of `unshare` name. Their first process runs a script of the shell, which says
 * a line once all is there, and goes on. @throws NamespacesNeeded
 */
export async function holdNamespaces(
  options: readonly string[],
  script: readonly [text: string, ...args: string[]] = ['echo ready; exec sleep infinity'],
): Promise<Namespaces> {
  const [text, ...args] = script;
  const unshare = ['unshare', ...options, 'sh', '-c', text, 'sh', ...args];
  const holder = spawn('setpriv', ['--pdeathsig', 'KILL', ...unshare], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise<void>((resolve) => {
    holder
      .once('close', () => resolve())
      .once('error', (error) => {
        said = error.message;
        resolve();
      });
  });
  holder.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  const ready = once(holder.stdout, 'data').then(() => true);
  if (!(await Promise.race([ready, ended.then(() => false)]))) throw new NamespacesNeeded(said);

  const pid = options.includes('--fork') ? onlyChild(holder.pid ?? 0) : (holder.pid ?? 0);
  const entered = options.filter((option) => kindsToEnter.has(option));
  const enter = ['-t', String(pid), ...entered, '--'];
  const inside = (program: string, ...words: readonly string[]): [string, string[]] => [
    'nsenter',
    [...enter, program, ...words],
  ];
  return {
    pid,
    prefix: ['nsenter', ...enter],
    inside,
    async run(...command) {
      const { stdout } = await execute(...inside(...command), { cwd: '/', maxBuffer: 64 << 20 });
      return stdout;
    },
    async end() {
      // Not what started it: that waits until the last process of the namespace is gone.
      if (holder.exitCode === null && holder.signalCode === null) process.kill(pid, 'SIGKILL');
      await ended;
    },
  };
}

/** The process that a process has started, where it has started one. */
export const onlyChild = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);

/** Addresses that are used by nothing else on this machine. */
export interface AddressBlock {
  /** How many bits of an address all of them share. */
  readonly prefix: 22;
  /** The address at that place, from 1 to 1022. */
  address(place: number): string;
  /** The device that holds the block as long as it is there, or one more of that block. */
  device(number: number): string;
}

const blocks = 128;

/**
 * Takes a block of addresses by making a pair of devices: one here, and its peer of that name in a namespace, with which
 * both go and the block is free again. @throws NamespacesNeeded
 */
export async function takeAddresses(namespaces: Namespaces, peer: string): Promise<AddressBlock> {
  for (let tried = 0; ; tried += 1) {
    const block = blockOf((process.pid + tried) % blocks);
    try {
      await connect(block.device(0), namespaces, peer);
      return block;
    } catch (error) {
      // Devices have unique names, so that the kernel gives a block to one alone.
      if (!String(error).includes('File exists') || tried === blocks) throw error;
    }
  }
}

/** Makes a device here, with a peer in a namespace. @throws NamespacesNeeded */
export const connect = (device: string, { pid }: Namespaces, peer: string): Promise<void> =>
  ip('link', 'add', device, 'type', 'veth', 'peer', 'name', peer, 'netns', String(pid));

/** Runs `ip` of iproute2. @throws NamespacesNeeded */
export async function ip(...args: string[]): Promise<void> {
  try {
    await execute('ip', args, { env: { ...process.env, LC_ALL: 'C' } });
  } catch (error) {
    throw new NamespacesNeeded(error);
  }
}

// The addresses that are set aside for tests of networks (RFC 2544), so that no real one is hidden.
const blockOf = (number: number): AddressBlock => ({
  prefix: 22,
  address(place) {
    const offset = number * 1024 + place;
    return `198.${18 + (offset >> 16)}.${(offset >> 8) & 255}.${offset & 255}`;
  },
  device: (wire) => `winnow${number}.${wire}`,
});

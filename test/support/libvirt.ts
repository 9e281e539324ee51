import { type ChildProcess, execFile, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { onlyChild } from './namespaces.ts';

/** A real libvirtd of a test's own, beside any other: machines of `type='qemu'` run in it where KVM does not work. */
export interface Libvirt {
  /** For `virsh -c`, and for WINNOW_LIBVIRT_URI. */
  readonly uri: string;
  /** For images and whatever else the test makes; removed by `stop`. */
  readonly directory: string;
  virsh(...args: string[]): Promise<string>;
  /** Defines a machine from its XML, such as `domainXml` writes. */
  define(xml: string): Promise<void>;
  /** Starts a machine; it boots nothing, since its disks are empty. */
  start(name: string): Promise<void>;
  /** The id of libvirtd's own process, to let it hang (SIGSTOP) or crash. */
  daemonPid(): number;
  /** The id of the process that runs a machine, by its UUID. */
  machinePid(uuid: string): number;
  /** Kills the process that runs a machine, and waits until libvirt has noticed. */
  killMachine(machine: { readonly uuid: string; readonly name: string }): Promise<void>;
  /** Kills libvirtd and all its machines; its sockets stay. */
  crash(): Promise<void>;
  /** Kills libvirtd and all its machines, and removes what they left. */
  stop(): Promise<void>;
}

/** libvirtd could not be started here. */
class LibvirtNeeded extends Error {
  override readonly name = 'LibvirtNeeded';
  constructor(why: string) {
    super(
      `libvirtd did not start. It needs the packages that scripts/setup installs, and namespaces, which takes root. It said:\n${why}`,
    );
  }
}

const script = fileURLToPath(new URL('run-libvirtd.sh', import.meta.url));
const run = promisify(execFile);

/** Starts libvirtd in namespaces of its own, so that it shares neither state nor processes with another. */
export async function startLibvirt(): Promise<Libvirt> {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-libvirt-'));
  const sockets = join(directory, 'sockets');
  mkdirSync(sockets);
  const child = spawn(
    'setpriv',
    [
      // It goes when the test goes, however that ends, and takes its machines with it.
      ...['--pdeathsig', 'KILL', 'unshare', '--mount', '--propagation', 'slave', '--net'],
      ...['--pid', '--fork', '--kill-child', '--mount-proc', 'sh', script, directory],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => resolve()).once('error', () => resolve()),
  );
  const crash = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const stop = async () => {
    await crash();
    rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    // The last of its sockets: the others listen by then.
    await appears(sockets, 'libvirt-admin-sock', child);
  } catch (error) {
    await stop();
    throw error;
  }
  const uri = `qemu:///system?socket=${join(sockets, 'libvirt-sock')}`;
  const virsh = async (...args: string[]) => {
    const { stdout } = await run('virsh', ['-q', '-c', uri, ...args], {
      env: { ...process.env, LC_ALL: 'C' },
      maxBuffer: 64 << 20,
    });
    return stdout;
  };
  return {
    uri,
    directory,
    virsh,
    async define(xml) {
      const file = join(mkdtempSync(join(directory, 'define-')), 'domain.xml');
      writeFileSync(file, xml);
      await virsh('define', file);
    },
    start: async (name) => void (await virsh('start', name)),
    daemonPid: () => onlyChild(onlyChild(child.pid ?? 0)),
    machinePid,
    async killMachine({ uuid, name }) {
      process.kill(machinePid(uuid), 'SIGKILL');
      const status = join(directory, 'run', 'libvirt', 'qemu', `${name}.xml`);
      await until(dirname(status), () => !existsSync(status));
    },
    crash,
    stop,
  };
}

function appears(directory: string, name: string, child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new LibvirtNeeded(error.message)));
    child.once('close', () => reject(new LibvirtNeeded(said)));
    void until(directory, () => existsSync(join(directory, name))).then(resolve, reject);
  });
}

/** Waits until something holds that changes with what is in a directory. */
function until(directory: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(directory, look);
    look();
  });
}

function machinePid(uuid: string): number {
  for (const pid of readdirSync('/proc')) {
    if (/^\d+$/.test(pid) && commandLine(pid).includes(`\0-uuid\0${uuid}\0`)) return Number(pid);
  }
  throw new Error(`No process runs machine ${uuid}.`);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // It has just ended.
    return '';
  }
}

// Without ACPI no disk is plugged into a PC that runs.
const features = process.arch === 'x64' ? '<features><acpi/></features>' : '';

/** The XML of a small machine. `disks` is XML, too. */
export function domainXml({
  name,
  uuid,
  disks = '',
}: {
  name: string;
  uuid?: string;
  disks?: string;
}): string {
  return `<domain type='qemu'>
  <name>${escapeXml(name)}</name>${uuid === undefined ? '' : `<uuid>${uuid}</uuid>`}
  <memory unit='MiB'>16</memory>
  <os><type>hvm</type></os>${features}
  <devices>${disks}</devices>
</domain>`;
}

/** The XML of a disk that is a file. */
export function fileDiskXml(path: string, { format = 'qcow2', target = 'vda' } = {}): string {
  return `<disk type='file'><driver name='qemu' type='${format}'/><source file='${escapeXml(path)}'/><target dev='${target}'/></disk>`;
}

/** Text as it stands in XML, also inside attributes. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>'"\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);

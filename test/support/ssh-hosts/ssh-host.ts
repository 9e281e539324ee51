import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { holdNamespaces, type Namespaces } from '../namespaces.ts';
import { type Login, type LoginShell, writeAccounts } from './accounts.ts';
import { certify, hostKeyTypes, makeKey, publicKey } from './keys.ts';
import type { Link } from './link.ts';

/** What a host is that a test does not want as it usually is. */
export interface SshHostOptions {
  /** Whom the configuration of ssh names; root where nothing is said. */
  readonly login?: Login;
  /** `sh` where nothing is said. */
  readonly shell?: LoginShell;
  /** What the shells of all users read at every command, except `sh`. */
  readonly profile?: string;
  /** What sshd says before it lets anybody in. */
  readonly banner?: string;
  /** Settings of sshd_config. */
  readonly settings?: Readonly<Record<string, string | number>>;
  /** Directories of the machine that the host has as `/srv/NAME`, by that name. */
  readonly shared?: Readonly<Record<string, string>>;
  /** Whether the file of known hosts has its keys; true where nothing is said. */
  readonly known?: boolean;
  /** Whether the authority has certified its keys. */
  readonly certified?: boolean;
  /** The way on which the host is reached. */
  readonly link?: Link;
  /** What the shell of root does each time that the host boots, before its sshd is there. */
  readonly boot?: string;
  /** More settings of ssh for the host, such as `ProxyJump other`. */
  readonly client?: readonly string[];
}

/** A host of a test's own: it has its own network, processes, disk, memory, users and sshd, and the machine's programs. */
export interface SshHost {
  readonly name: string;
  readonly address: string;
  readonly machineId: string;
  /** Of the boot that it is in, or was in last. */
  bootId(): string;
  /** The types and keys of its sshd. */
  keys(): readonly string[];
  /** What sshd has told; each login is a line with `Accepted`. */
  log(): readonly string[];

  /** What to start for a program to run on the host as root, without ssh. */
  inside: Namespaces['inside'];
  /** Runs a program on the host as root, without ssh, and gives what it prints. */
  run: Namespaces['run'];

  /** Parts the host from the network: what is sent vanishes, and no end notices. */
  cut(): Promise<void>;
  mend(): Promise<void>;

  /** Kills the processes of a program, by its name. */
  kill(program: string): Promise<void>;
  /** Kills every process, while the kernel goes on: it refuses connections. */
  killAll(): Promise<void>;
  /** Pulls the plug: no process is left, nobody is told, and what was in `/run` is lost. */
  powerOff(): Promise<void>;
  /** Starts the host and its sshd, with a new boot id. */
  powerOn(): Promise<void>;
  /** `powerOff` and `powerOn`. */
  reboot(): Promise<void>;

  /** Ends the sshd that listens; its sessions go on. */
  stopSshd(): Promise<void>;
  startSshd(): Promise<void>;
  /** Ends the sshd that listens and starts one with these settings besides those that it had. */
  restartSshd(settings?: Readonly<Record<string, string | number>>): Promise<void>;
  /** Gives sshd new keys, which nobody knows, and restarts it. */
  changeKeys(): Promise<void>;
}

/** Where a host stands. */
export interface Place {
  /** Of the host's own. */
  readonly directory: string;
  readonly address: string;
  /** Connects a host that starts to the network. */
  plug(host: Namespaces): Promise<void>;
  unplug(): Promise<void>;
  setReachable(reachable: boolean): Promise<void>;
  /** The file with the key that certifies hosts and users. */
  readonly authority: string;
  /** The public key that may log in. */
  readonly authorizedKey: string;
}

const script = readFileSync(new URL('host.sh', import.meta.url), 'utf8');

// Without PAM, which keeps records of logins that hosts do not have.
const usualSettings = [
  ...['UsePAM no', 'PasswordAuthentication no', 'UseDNS no', 'LogLevel VERBOSE', 'PidFile /run/sshd.pid'],
  ...['AuthorizedKeysFile /etc/ssh/authorized_keys', 'TrustedUserCAKeys /etc/ssh/authority.pub'],
  'Subsystem sftp internal-sftp',
];

/** Makes a host, which is off. */
export async function createSshHost(name: string, options: SshHostOptions, place: Place): Promise<SshHost> {
  const { directory, address } = place;
  const ssh = join(directory, 'ssh');
  const disk = join(directory, 'disk');
  const machineId = randomBytes(16).toString('hex');
  const log: string[] = [];
  let bootId = '';
  let keys: readonly string[] = [];
  let settings = options.settings ?? {};
  let reachable = true;
  let plugged = false;
  let cable = Promise.resolve<void>(undefined);
  let on: Namespaces | null = null;
  let sshd: ChildProcess | null = null;

  for (const part of ['ssh', 'tmp', 'shared', 'disk/etc']) {
    await mkdir(join(directory, part), { recursive: true });
  }
  await chmod(join(directory, 'tmp'), 0o1777);
  await writeFile(join(directory, 'name'), name);
  await writeFile(join(disk, 'etc/machine-id'), `${machineId}\n`);
  await writeFile(join(disk, 'etc/hostname'), `${name}\n`);
  await writeFile(join(disk, 'etc/hosts'), `127.0.0.1 localhost\n127.0.1.1 ${name}\n`);
  await writeFile(join(ssh, 'authorized_keys'), `${place.authorizedKey}\n`);
  await writeFile(join(ssh, 'authority.pub'), `${await publicKey(place.authority)}\n`);
  await writeFile(join(ssh, 'banner'), options.banner ?? '');
  if (options.boot !== undefined) await writeFile(join(directory, 'boot'), options.boot);
  for (const [shared, path] of Object.entries(options.shared ?? {})) {
    await symlink(path, join(directory, 'shared', shared));
  }
  await writeAccounts(disk, options.shell ?? 'sh', options.profile ?? '');
  await makeKeys();

  const running = (): Namespaces => {
    if (on === null) throw new Error(`The host ${name} is off.`);
    return on;
  };

  async function makeKeys(): Promise<void> {
    const made = hostKeyTypes.map(async (type) => {
      const file = join(ssh, `ssh_host_${type}_key`);
      for (const end of ['', '.pub', '-cert.pub']) await rm(`${file}${end}`, { force: true });
      const key = await makeKey(file, type);
      const principals = [name, address];
      if (options.certified)
        await certify(place.authority, file, { of: 'HOST', principals, validity: 'always:forever' });
      return key;
    });
    keys = await Promise.all(made);
  }

  async function startSshd(): Promise<void> {
    const files = hostKeyTypes.flatMap((type) => [
      `HostKey /etc/ssh/ssh_host_${type}_key`,
      ...(options.certified ? [`HostCertificate /etc/ssh/ssh_host_${type}_key-cert.pub`] : []),
    ]);
    // The first of two settings of a name holds.
    const lines = [
      ...Object.entries(settings).map(([setting, value]) => `${setting} ${value}`),
      ...(options.banner === undefined ? [] : ['Banner /etc/ssh/banner']),
      ...files,
      ...usualSettings,
    ];
    await writeFile(join(ssh, 'sshd_config'), `${lines.join('\n')}\n`);
    const before = log.length;
    const child = spawn(...running().inside('/usr/sbin/sshd', '-D', '-e', '-f', '/etc/ssh/sshd_config'), {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    sshd = child;
    const listens = new Promise<boolean>((resolve) => {
      createInterface({ input: child.stderr }).on('line', (line) => {
        log.push(line);
        if (line.startsWith('Server listening')) resolve(true);
      });
      child.once('close', () => resolve(false));
    });
    if (!(await listens)) throw new Error(`The sshd of ${name} ended: ${log.slice(before).join('\n')}`);
  }

  async function sshdEnded(): Promise<void> {
    if (sshd !== null && sshd.exitCode === null && sshd.signalCode === null) await once(sshd, 'exit');
    sshd = null;
  }

  async function stopSshd(): Promise<void> {
    if (sshd === null) return;
    await running().run('sh', '-c', 'kill "$(cat /run/sshd.pid)"');
    await sshdEnded();
  }

  async function powerOn(): Promise<void> {
    if (on !== null) return;
    bootId = randomUUID();
    await writeFile(join(directory, 'boot-id'), `${bootId}\n`);
    const kinds = ['--mount', '--propagation', 'slave', '--pid', '--fork', '--kill-child', '--mount-proc'];
    on = await holdNamespaces([...kinds, '--net', '--uts'], [script, directory]);
    const host = on;
    await atCable(async () => {
      await place.plug(host);
      plugged = true;
      if (!reachable) await place.setReachable(false);
    });
    await startSshd();
  }

  async function powerOff(): Promise<void> {
    if (on === null) return;
    // First, since the kernel says of every process that is killed that its connections have ended.
    await atCable(async () => {
      plugged = false;
      await place.unplug();
    });
    await on.end();
    await sshdEnded();
    on = null;
  }

  /** One after the other: a host may be switched on and off while its cable is pulled and put in. */
  function atCable(work: () => Promise<void>): Promise<void> {
    const done = cable.then(work);
    cable = done.catch(() => undefined);
    return done;
  }

  async function setReachable(now: boolean): Promise<void> {
    reachable = now;
    await atCable(async () => {
      if (plugged) await place.setReachable(reachable);
    });
  }

  return {
    name,
    address,
    machineId,
    bootId: () => bootId,
    keys: () => keys,
    log: () => log,
    inside: (...command) => running().inside(...command),
    run: (...command) => running().run(...command),
    cut: () => setReachable(false),
    mend: () => setReachable(true),
    kill: async (program) => void (await running().run('sh', '-c', killByName, 'sh', program.slice(0, 15))),
    async killAll() {
      await running().run('sh', '-c', 'kill -KILL -1');
      await sshdEnded();
    },
    powerOff,
    powerOn,
    async reboot() {
      await powerOff();
      await powerOn();
    },
    stopSshd,
    startSshd,
    async restartSshd(changes = {}) {
      settings = { ...settings, ...changes };
      await stopSshd();
      await startSshd();
    },
    async changeKeys() {
      await stopSshd();
      await makeKeys();
      await startSshd();
    },
  };
}

// The kernel keeps 15 bytes of a name.
const killByName = `
  for process in /proc/[0-9]*; do
    { read -r name <"$process/comm" && [ "$name" = "$1" ] && kill -KILL "\${process#/proc/}"; } 2>/dev/null
  done
  true`;

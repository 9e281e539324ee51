import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeVirtSparsify, makeFakeImage, startsIn } from '../../fake-virt-sparsify.ts';
import { ownedDirectory } from '../../owned-directory.ts';
import { type SshHost, type SshHosts, startSshHosts } from '../../ssh-hosts.ts';
import { processesOn, type ToolStart, toolStartsIn } from '../checks.ts';

/** Hosts that have a directory in common, and each one of its own. */
export interface FleetHosts {
  readonly hosts: readonly SshHost[];
  /** What servers need to know of them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The directories with images, as each host has them. */
  readonly directories: readonly string[];
  image(on: 'SHARED' | number, name: string): void;
  /** What the tool itself tells of its starts, and which of its runs came to their end. */
  starts(): ToolStart[];
  ends(): readonly string[];
  /** Processes of ssh that servers have started, on this machine. */
  sshProcesses(which: 'MASTERS' | 'ALL'): number[];
  /** The disk that the first host keeps its runs on is full. */
  fill(): Promise<void>;
  empty(): Promise<void>;
  /** Puts the clock of a host, or of the servers, forward or back; the servers notice it at their next SIGUSR2. */
  setClock(host: SshHost, seconds: number): void;
  setServerClock(seconds: number): void;
  /** What is left of runs on the hosts: processes and records. */
  leftovers(): Promise<string[]>;
  /** Lets the hosts know nothing of what they did; where it is not sure what became of them they are booted, too. */
  forget(boot: boolean): Promise<void>;
  stop(): Promise<void>;
}

const runs = '/var/lib/winnow/runs';
const programs = '/usr/local/bin';

// The directory that the hosts have in common looks as if it came from a server.
const findmnt = `#!/bin/sh
/usr/bin/findmnt "$@" | perl -0pe 's{("target": "/srv/images",\\s*"source": )"[^"]*"(,\\s*"fstype": )"[^"]*"(,\\s*"fsroot": )"[^"]*"(,\\s*"maj:min": )"[^"]*"(,\\s*"vfs-options": "[^"]*",\\s*"fs-options": )"[^"]*"}{$1"nas:/images"$2"nfs4"$3"/"$4"0:99"$5"rw,vers=4.2"}'
`;
const date = `#!/bin/sh
exec /usr/bin/date -d "$(cat /srv/records/clock-$(uname -n) 2>/dev/null || echo 0) seconds" "$@"
`;
// One that notices sooner that a host is gone.
const ssh = `#!/bin/bash
words=("\${@/#ServerAliveInterval=5/ServerAliveInterval=2}")
exec ssh "\${words[@]/#ConnectTimeout=10/ConnectTimeout=4}"
`;

/** Starts so many hosts. The first keeps its runs on a small disk that is empty after each boot. Takes root. */
export async function startFleetHosts(count: number): Promise<FleetHosts> {
  const directory = await ownedDirectory('winnow-chaos-fleet');
  const inDirectory = (name: string) => join(directory, name);
  const [shared, records] = [inDirectory('images'), inDirectory('records')];
  const ownOf = (host: number) => inDirectory(`own${host}`);
  mkdirSync(shared);
  mkdirSync(records);
  const program = (name: string, text: string) => writeFileSync(inDirectory(name), text, { mode: 0o755 });
  program('ssh', ssh);
  program(
    'records/virt-sparsify',
    `#!/bin/sh
export FAKE_RUNS=/srv/records/runs FAKE_ENDS=/srv/records/ends FAKE_FILESYSTEMS=2 FAKE_SECONDS=1.5
exec ${fakeVirtSparsify} "$@"
`,
  );
  program('records/findmnt', findmnt);
  program('records/date', date);
  const all: SshHosts = await startSshHosts();
  const hosts: SshHost[] = [];
  for (let index = 0; index < count; index += 1) {
    mkdirSync(ownOf(index));
    hosts.push(
      await all.add(`fleet${index}`, {
        login: index === 1 ? 'sudoer' : 'root',
        shared: { images: shared, own: ownOf(index), records },
        boot: `
          for program in findmnt date; do cp /srv/records/$program ${programs}; done
          mkdir -p ${runs}
          ${index === 0 ? `mount -t tmpfs -o size=2m,mode=0700 tmpfs ${runs}` : ''}
        `,
      }),
    );
  }
  const [first] = hosts;
  if (first === undefined) throw new Error('A fleet needs a host.');

  const clear = (path: string) => {
    for (const name of readdirSync(path)) rmSync(join(path, name), { recursive: true });
  };
  return {
    hosts,
    environment: {
      CHAOS_CLOCK: inDirectory('records/clock'),
      NODE_OPTIONS: `--import=${fileURLToPath(new URL('shifted-clock.ts', import.meta.url))}`,
      WINNOW_SSH: inDirectory('ssh'),
      WINNOW_SSH_CONFIG: all.configFile,
      WINNOW_VIRT_SPARSIFY: '/srv/records/virt-sparsify',
    },
    directories: ['/srv/images', '/srv/own'],
    image: (on, name) => void makeFakeImage(on === 'SHARED' ? shared : ownOf(on), name),
    starts: () => toolStartsIn(join(records, 'runs')),
    ends: () => startsIn(join(records, 'ends')),
    sshProcesses: (which) => processesOn(which === 'ALL' ? all.configFile : `-N\0-F\0${all.configFile}`),
    fill: async () => void (await first.run('sh', '-c', `cat /dev/zero >${runs}/.fill 2>/dev/null || true`)),
    empty: async () => void (await first.run('rm', '-f', `${runs}/.fill`)),
    setClock({ name }, seconds) {
      writeFileSync(join(records, `clock-${name}`), String(seconds));
    },
    setServerClock: (seconds) => writeFileSync(inDirectory('records/clock'), String(seconds)),
    async leftovers() {
      const script = `cd ${runs} && ls -d job_* 2>/dev/null; grep -alszF WINNOW_RUN /proc/[0-9]*/environ; true`;
      const left = await Promise.all(
        hosts.map(async (host) =>
          (await host.run('sh', '-c', script))
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => `${host.name} still has ${line}`),
        ),
      );
      return left.flat();
    },
    async forget(boot) {
      for (const host of hosts) {
        if (boot) {
          await host.mend();
          await host.reboot();
        }
        await host.run('sh', '-c', `rm -rf ${runs}/* ${runs}/.fill`);
      }
      for (const name of ['runs', 'ends', 'clock', ...hosts.map((host) => `clock-${host.name}`)])
        rmSync(join(records, name), { force: true });
      for (const path of [shared, ...hosts.map((_, index) => ownOf(index))]) clear(path);
    },
    async stop() {
      await all.stop();
      rmSync(directory, { recursive: true });
    },
  };
}

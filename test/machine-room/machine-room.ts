import { execFile } from 'node:child_process';
import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ownedDirectory } from '../support/owned-directory.ts';
import { makeKey } from '../support/ssh-hosts/keys.ts';
import { builtImage } from './images.ts';
import { createMachine, type Machine, type MachineOptions } from './machine.ts';

const execute = promisify(execFile);

/** Virtual machines with a network among them: a storage machine, and hypervisors that have its storage. */
export interface MachineRoom {
  readonly storage: Machine;
  readonly hypervisors: readonly Machine[];
  /** For `ssh -F`: every machine by its name, with a key that root accepts, and the machines' keys. */
  readonly configFile: string;
  readonly knownHostsFile: string;
  /** Runs a script of the shell on a machine as root, and gives what it prints. */
  run(machine: Machine, script: string): Promise<string>;
  /** Switches all off, and removes what they had. */
  close(): Promise<void>;
}

/** Where a hypervisor has the storage of the room. */
export const storagePaths = {
  /** NFS 4.2. */
  newNfs: '/images/new',
  /** NFS 4.1. */
  oldNfs: '/images/old',
  local: '/images/local',
  /** A disk of 4 GiB over iSCSI, that gives back what is unmapped. */
  iscsi: '/dev/disk/by-path/ip-10.77.0.1:3260-iscsi-iqn.2026-01.example.machine-room:thin-lun-0',
  /** One of 1 GiB that does not. */
  plainIscsi: '/dev/disk/by-path/ip-10.77.0.1:3260-iscsi-iqn.2026-01.example.machine-room:thin-lun-1',
  /** One of 256 MiB that gives back, to be encrypted. */
  lockedIscsi: '/dev/disk/by-path/ip-10.77.0.1:3260-iscsi-iqn.2026-01.example.machine-room:thin-lun-2',
  /** One of 512 MiB that gives back, for a group that lvmlockd guards. */
  guardedIscsi: '/dev/disk/by-path/ip-10.77.0.1:3260-iscsi-iqn.2026-01.example.machine-room:thin-lun-3',
} as const;

/** Opens a room with so many hypervisors, and waits until all machines are ready. Builds their image when it must. */
export async function openMachineRoom(hypervisors: number): Promise<MachineRoom> {
  const image = await builtImage();
  const directory = await ownedDirectory('winnow-machine-room');
  const file = (name: string): string => join(directory, name);
  const [configFile, knownHostsFile, identityFile] = [file('config'), file('known_hosts'), file('identity')];
  await makeKey(identityFile);
  // Two rooms at once have different cables.
  const cable = `230.77.${(process.pid >> 8) & 255}.${process.pid & 255}:${20_000 + (process.pid % 20_000)}`;

  /** The connection to what it was before is of no use any more. */
  const resetOf = async (machine: Machine): Promise<void> => {
    await machine.reset();
    await execute('ssh', ['-F', configFile, '-O', 'exit', machine.name]).catch(() => {});
  };
  const create = async (
    name: string,
    place: number,
    size: Pick<MachineOptions, 'role' | 'memoryMiB' | 'processors'>,
  ) => {
    const hostKey = file(`${name}.key`);
    const publicHostKey = await makeKey(hostKey);
    const machine = await createMachine({
      ...{ name, place, ...size, image, cable, hostKey },
      directory: file(name),
      authorizedKey: `${identityFile}.pub`,
    });
    return { machine: { ...machine, reset: () => resetOf(machine) }, publicHostKey };
  };
  const storage = await create('storage', 1, { role: 'storage', memoryMiB: 768, processors: 1 });
  const others = await Promise.all(
    Array.from({ length: hypervisors }, (_, index) =>
      // Two appliances of libguestfs, of up to 1280 MiB each.
      create(`hypervisor-${index + 1}`, index + 2, { role: 'hypervisor', memoryMiB: 3072, processors: 2 }),
    ),
  );
  const all = [storage, ...others];
  const close = async (): Promise<void> => {
    await Promise.all(all.map(({ machine }) => machine.powerOff()));
    await rm(directory, { recursive: true });
  };

  try {
    await Promise.all(all.map(({ machine }) => machine.powerOn()));
  } catch (error) {
    await close();
    throw error;
  }
  await writeFile(
    configFile,
    `Host *
  User root
  IdentityFile ${identityFile}
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile ${knownHostsFile}
  GlobalKnownHostsFile none
  StrictHostKeyChecking yes
  ControlMaster auto
  ControlPath ${file('%n.ssh')}
  ControlPersist yes
`,
  );
  for (const { machine, publicHostKey } of all) {
    const port = machine.port();
    await appendFile(knownHostsFile, `[127.0.0.1]:${port} ${publicHostKey}\n`);
    await appendFile(configFile, `Host ${machine.name}\n  HostName 127.0.0.1\n  Port ${port}\n`);
  }

  return {
    storage: storage.machine,
    hypervisors: others.map(({ machine }) => machine),
    configFile,
    knownHostsFile,
    async run(machine, script) {
      const asked = execute('ssh', ['-T', '-F', configFile, machine.name, 'sh -eus'], {
        maxBuffer: 64 << 20,
      });
      asked.child.stdin?.end(script);
      return (await asked).stdout;
    },
    close,
  };
}

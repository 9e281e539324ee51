import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Image } from './images.ts';
import { listenForMonitor, type Monitor } from './monitor.ts';

const execute = promisify(execFile);

/** A virtual machine under software emulation. */
export interface Machine {
  readonly name: string;
  /** Where its sshd is reached, on 127.0.0.1. */
  port(): number;
  /** What it writes to its console, from all its starts. */
  readonly consoleFile: string;
  /** Switches it on, and waits until it is ready. */
  powerOn(): Promise<void>;
  /** Pulls the plug. */
  powerOff(): Promise<void>;
  /** Presses the button for a reset, and waits until it is ready again. */
  reset(): Promise<void>;
  /** Stops its processors and devices, as a machine that hangs; its connections stay. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Pulls the cable to the other machines of the room, or plugs it in; it stays reachable from outside. */
  setConnected(connected: boolean): Promise<void>;
}

/** What a machine is. */
export interface MachineOptions {
  readonly name: string;
  readonly role: 'storage' | 'hypervisor';
  /** Its place in the network of the room, from 1 on; the storage machine is 1. */
  readonly place: number;
  readonly memoryMiB: number;
  readonly processors: number;
  /** Of its own. */
  readonly directory: string;
  readonly image: Image;
  /** A group of multicast and its port, which is the cable between the machines. */
  readonly cable: string;
  /** Files with the public key that may log in as root, and with the machine's own key. */
  readonly authorizedKey: string;
  readonly hostKey: string;
}

const script = fileURLToPath(new URL('machine.sh', import.meta.url));

/** Makes a machine, which is off, with an empty layer on the image as its disk. */
export async function createMachine(options: MachineOptions): Promise<Machine> {
  const { name, directory, image } = options;
  const disk = join(directory, 'disk.qcow2');
  const consoleFile = join(directory, 'console.log');
  await mkdir(directory);
  await execute('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', image.disk, '-F', 'raw', disk]);
  let port = 0;
  let on: {
    readonly monitor: Monitor;
    readonly nextReady: () => Promise<void>;
    readonly ended: Promise<unknown>;
  } | null = null;

  const running = () => {
    if (on === null) throw new Error(`The machine ${name} is off.`);
    return on;
  };
  const ask = async (command: string, args?: Readonly<Record<string, unknown>>): Promise<void> =>
    void (await running().monitor.execute(command, args));

  return {
    name,
    consoleFile,
    port: () => port,
    async powerOn() {
      const socket = join(directory, 'monitor');
      const connected = await listenForMonitor(socket);
      const args = [...machineArguments(options, disk, port), ...monitorArguments(socket)];
      // It goes when the test goes, however that ends.
      const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'qemu-system-x86_64', ...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        // In a session of its own, since Linux divides its processors between sessions.
        detached: true,
      });
      const ended = once(child, 'close');
      child.stdout.pipe(createWriteStream(consoleFile, { flags: 'a' }));
      let said = '';
      child.stderr.on('data', (data: Buffer) => {
        said += data.toString();
      });
      const failed = ended.then(() => {
        throw new Error(
          `The machine ${name} has ended; its console is in ${consoleFile}. qemu said: ${said}`,
        );
      });
      failed.catch(() => {});
      const lines = createInterface({ input: child.stdout });
      const nextReady = () =>
        Promise.race([
          failed,
          new Promise<void>((resolve) => {
            lines.on('line', (line) => {
              if (line.includes('machine-room: ready')) resolve();
            });
          }),
        ]);
      const ready = nextReady();
      const monitor = await Promise.race([connected(), failed]);
      on = { monitor, nextReady, ended };
      port = forwardedPort(
        await monitor.execute('human-monitor-command', { 'command-line': 'info usernet' }),
      );
      await ready;
    },
    async powerOff() {
      if (on === null) return;
      const { monitor, ended } = on;
      on = null;
      // Qemu itself ends well, since it keeps parts of the disk in its memory.
      await monitor.execute('quit').catch(() => {});
      await ended;
      monitor.close();
    },
    async reset() {
      const ready = running().nextReady();
      await ask('system_reset');
      await ready;
    },
    pause: () => ask('stop'),
    resume: () => ask('cont'),
    setConnected: (up) => ask('set_link', { name: 'room-card', up }),
  };
}

function machineArguments(options: MachineOptions, disk: string, port: number): string[] {
  const { name, role, place, image, cable } = options;
  const told = (what: string, value: string) => ['-fw_cfg', `name=opt/machine-room/${what},${value}`];
  const card = (id: string, kind: number) =>
    `virtio-net-pci,netdev=${id},id=${id}-card,mac=52:54:00:00:0${kind}:${place.toString(16).padStart(2, '0')}`;
  return [
    ...['-name', name, '-nodefaults', '-display', 'none', '-serial', 'stdio'],
    // Its processors have SVM, so that it has a /dev/kvm, whose guests are emulated by the same qemu.
    ...[
      '-accel',
      'tcg,thread=multi',
      '-cpu',
      'max',
      '-m',
      `${options.memoryMiB}`,
      '-smp',
      `${options.processors}`,
    ],
    ...['-kernel', image.kernel, '-initrd', image.initrd],
    ...['-append', 'root=/dev/vda rw console=ttyS0 quiet systemd.show_status=no net.ifnames=0 panic=-1'],
    ...['-drive', `file=${disk},format=qcow2,if=virtio,discard=unmap,cache=unsafe`],
    ...['-device', 'virtio-rng-pci'],
    // eth0 and eth1.
    ...['-netdev', `user,id=outside,hostfwd=tcp:127.0.0.1:${port}-:22`, '-device', card('outside', 0)],
    ...['-netdev', `socket,id=room,mcast=${cable},localaddr=127.0.0.1`, '-device', card('room', 1)],
    ...told('script', `file=${script}`),
    ...told('authorized-key', `file=${options.authorizedKey}`),
    ...told('host-key', `file=${options.hostKey}`),
    ...told('name', `string=${name}`),
    ...told('role', `string=${role}`),
    ...told('place', `string=${place}`),
  ];
}

const monitorArguments = (socket: string): string[] => [
  ...['-chardev', `socket,id=monitor,path=${socket}`],
  ...['-mon', 'chardev=monitor,mode=control'],
];

/** The port of this machine that leads to a machine's sshd, which qemu has chosen if it was told 0. */
function forwardedPort(told: unknown): number {
  const port = /TCP\[HOST_FORWARD\]\s+\d+\s+127\.0\.0\.1\s+(\d+)/.exec(String(told))?.[1];
  if (port === undefined) throw new Error(`qemu forwards no port: ${told}`);
  return Number(port);
}

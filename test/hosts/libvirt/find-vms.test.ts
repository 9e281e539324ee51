import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findVms } from '../../../src/hosts/libvirt/find-vms.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import { createPatience } from '../../../src/hosts/transport/patience.ts';
import type { CommandResult, Transport } from '../../../src/hosts/transport/transport.ts';
import { patience } from '../../support/patience.ts';
import { temporaryDirectory } from '../a-host.ts';

const uuidOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
const xmlOf = (name: string, disks = '') =>
  `<domain><name>${name}</name><devices>${disks}</devices></domain>`;
const stateOf = (name: string, state: number) =>
  `Domain: '${name}'\n  state.state=${state}\n  state.reason=1\n\n`;

interface Fake {
  /** What each command of virsh writes; others fail. */
  readonly answers?: Readonly<Record<string, string>>;
  /** What comes of virsh in place of that. */
  readonly virsh?: Partial<CommandResult>;
  readonly traces?: boolean;
  /** A call that answers more commands than this writes too much. */
  readonly most?: number;
}

/** A host on which virsh answers as told. */
function aTransport({ answers = {}, virsh, traces = false, most = 1000 }: Fake) {
  const calls: string[] = [];
  const result = (given: Partial<CommandResult>): CommandResult => ({
    exitCode: 0,
    stdout: '',
    stderr: '',
    timedOut: false,
    ...given,
  });
  const transport: Transport = {
    stream: () => Promise.reject(new Error('Nothing is followed.')),
    async run({ program, args }) {
      if (program === 'sh') return result({ stdout: traces ? 'traces\n' : '' });
      calls.push(args.at(-1) ?? '');
      if (virsh) return result(virsh);
      const commands = args.at(-1)?.split('; ') ?? [];
      if (commands.length > 2 * most) return result({ exitCode: null });
      const written = commands.map((command) =>
        command.startsWith('echo ') ? `${command.slice(5)}\n` : answers[command],
      );
      const failed = commands.filter((_, index) => written[index] === undefined);
      return result({
        exitCode: written.at(-1) === undefined ? 1 : 0,
        stdout: written.join(''),
        stderr: failed.map((command) => `error: failed: ${command}\n`).join(''),
      });
    },
  };
  const find = (uri = 'qemu:///system') =>
    findVms(transport, { virsh: 'virsh', uri, timeoutMs: patience(20_000) });
  return { calls, find };
}

/** What virsh answers on a host with these machines. */
function answersFor(
  machines: readonly {
    readonly uuid: string;
    readonly name: string;
    readonly xml: string;
    readonly state?: number;
  }[],
  {
    active = [],
    saved = [],
  }: { readonly active?: readonly string[]; readonly saved?: readonly string[] } = {},
): Record<string, string> {
  const list = (uuids: readonly string[]) => `${uuids.join('\n')}\n\n`;
  return {
    'domstats --raw --state': machines.map(({ name, state = 5 }) => stateOf(name, state)).join(''),
    'list --uuid': list(active),
    'list --all --uuid --with-managed-save': list(saved),
    'list --all --uuid': list(machines.map(({ uuid }) => uuid)),
    uri: 'qemu:///system\n\n',
    ...Object.fromEntries(machines.map(({ uuid, xml }) => [`dumpxml ${uuid}`, `${xml}\n\n`])),
  };
}

const machinesNamed = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    uuid: uuidOf(index),
    name: `vm ${index}`,
    xml: xmlOf(`vm ${index}`, `<disk><source file='/${index}'/><target dev='vda'/></disk>`),
  }));

const volumeDisk = `<disk type='volume'><driver type='raw'/><source pool='p&apos;1' volume='v; echo "x"'/><target dev='vda'/></disk>`;
const volumeQuestion = `vol-dumpxml --pool 'p'\\''1' --vol 'v`;

describe('finding machines', () => {
  test('takes two calls of virsh, and one more for every hundred machines, where there are no storage pools', async () => {
    const { calls, find } = aTransport({ answers: answersFor(machinesNamed(250)) });
    const found = await find();
    expect(found).toMatchObject({ known: 'KNOWN' });
    expect(found.known === 'KNOWN' && found.vms.map(({ id }) => id)).toEqual(
      machinesNamed(250).map(({ uuid }) => uuid),
    );
    expect(calls).toHaveLength(5);
  });

  test('asks for fewer at once where their descriptions are too long together', async () => {
    const { find } = aTransport({ answers: answersFor(machinesNamed(40)), most: 12 });
    const found = await find();
    expect(found.known === 'KNOWN' && found.vms.map(({ name }) => name)).toEqual(
      machinesNamed(40).map(({ name }) => name),
    );
  });

  test('names the machine whose description alone is too long', async () => {
    const { find } = aTransport({ answers: answersFor(machinesNamed(1)), most: 1 });
    expect(await find()).toMatchObject({ known: 'UNKNOWN' });
  });

  test('passes over a machine that vanished in between', async () => {
    const [first, second] = machinesNamed(2);
    if (!first || !second) throw new Error('Two machines are wanted.');
    const answers = answersFor([first, second]);
    delete answers[`dumpxml ${first.uuid}`];
    let lists = 0;
    Object.defineProperty(answers, 'list --all --uuid', {
      get: () => (lists++ === 0 ? `${first.uuid}\n${second.uuid}\n` : `${second.uuid}\n`),
    });
    const found = await aTransport({ answers }).find();
    expect(found).toMatchObject({ known: 'KNOWN', vms: [{ id: second.uuid }] });
  });

  test('names a machine that is there and is not described', async () => {
    const answers = answersFor(machinesNamed(2));
    delete answers[`dumpxml ${uuidOf(1)}`];
    expect(await aTransport({ answers }).find()).toEqual({
      known: 'UNKNOWN',
      problem: {
        what: `libvirt does not describe virtual machine ${uuidOf(1)}: failed: dumpxml ${uuidOf(1)}`,
        remedy: expect.stringContaining(`virsh dumpxml ${uuidOf(1)}`),
      },
    });
  });

  test('does not lose a machine whose XML is broken: it names it, and nothing counts as known', async () => {
    const [first, second] = machinesNamed(2);
    if (!first || !second) throw new Error('Two machines are wanted.');
    const broken = { ...second, xml: second.xml.replace('</disk>', '') };
    expect(await aTransport({ answers: answersFor([first, broken]) }).find()).toEqual({
      known: 'UNKNOWN',
      problem: {
        what: expect.stringMatching(
          new RegExp(`description of virtual machine "vm 1", ${uuidOf(1)} cannot be read: line \\d+: `),
        ),
        remedy: expect.stringContaining(`virsh edit ${uuidOf(1)}`),
      },
    });
  });

  test('counts a disk once that is in several descriptions, and one that is in any', async () => {
    const disk = (path: string, target: string) =>
      `<disk><source file='${path}'/><target dev='${target}'/></disk>`;
    const uuid = uuidOf(1);
    const answers = {
      ...answersFor(
        [{ uuid, name: 'vm', xml: xmlOf('vm', disk('/both', 'vda') + disk('/live', 'vdb')), state: 1 }],
        {
          active: [uuid],
          saved: [uuid],
        },
      ),
      [`dumpxml --inactive ${uuid}`]: xmlOf('vm', disk('/both', 'vdc') + disk('/next', 'vdb')),
      [`managedsave-dumpxml ${uuid}`]: xmlOf('vm', disk('/saved', 'vda')),
    };
    const found = await aTransport({ answers }).find();
    expect(found.known === 'KNOWN' && found.vms[0]?.disks.map(({ path }) => path)).toEqual([
      '/both',
      '/live',
      '/next',
      '/saved',
    ]);
  });

  test.each([
    [
      "<volume type='file'><target><path>/p/v</path></target></volume>",
      'dir',
      { type: 'FILE', path: '/p/v', network: null },
    ],
    [
      "<volume type='block'><target><path>/dev/vg/v</path></target></volume>",
      'logical',
      { type: 'BLOCK', path: '/dev/vg/v', network: null },
    ],
    [
      "<volume type='network'><target><path>pool/v</path></target></volume>",
      'rbd',
      { type: 'NETWORK', path: null, network: { protocol: 'rbd', name: 'pool/v' } },
    ],
  ])('finds where volumes lie: %s', async (volume, pool, place) => {
    // The fake splits at semicolons as virsh would not: the name is in quotes.
    const disk = volumeDisk.replace('; echo "x"', '');
    const machine = { uuid: uuidOf(1), name: 'vm', xml: xmlOf('vm', disk) };
    const answers = {
      ...answersFor([machine]),
      [`${volumeQuestion}'`]: volume,
      "pool-dumpxml --pool 'p'\\''1'": `<pool type='${pool}'/>`,
    };
    const found = await aTransport({ answers }).find();
    expect(found).toMatchObject({ known: 'KNOWN', vms: [{ disks: [{ format: 'raw', ...place }] }] });
    expect(found.known === 'KNOWN' && found.vms[0]?.disks[0]).not.toHaveProperty('volume');
  });

  test('leaves a volume that is not found open where the machine is down, and calls nothing known where it is not', async () => {
    const disk = volumeDisk.replace('; echo "x"', '');
    const machine = { uuid: uuidOf(1), name: 'vm', xml: xmlOf('vm', disk) };
    expect(await aTransport({ answers: answersFor([machine]) }).find()).toMatchObject({
      known: 'KNOWN',
      vms: [{ disks: [{ type: 'OTHER', path: null }] }],
    });
    expect(await aTransport({ answers: answersFor([{ ...machine, state: 1 }]) }).find()).toEqual({
      known: 'UNKNOWN',
      problem: {
        what: `Virtual machine "vm" has the volume "v" of the storage pool "p'1", which libvirt does not find`,
        remedy: expect.stringContaining('pool-start'),
      },
    });
  });

  test('trusts no list of a connection that was lost meanwhile', async () => {
    const answers = answersFor(machinesNamed(2));
    delete answers['list --uuid'];
    expect(await aTransport({ answers }).find()).toMatchObject({ known: 'UNKNOWN' });
  });
});

describe('where libvirt does not answer', () => {
  const missing = { exitCode: 127 };
  const socket =
    "error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock-ro': No such file or directory\n";
  const none = { known: 'NO_HYPERVISOR' };

  test('the host is no hypervisor if libvirt left no traces', async () => {
    expect(await aTransport({ virsh: missing }).find()).toEqual(none);
    expect(await aTransport({ virsh: { exitCode: 1, stderr: socket } }).find()).toEqual(none);
  });

  test('a host that is said to be none is not asked', async () => {
    const { calls, find } = aTransport({ traces: true });
    expect(await find('none')).toEqual(none);
    expect(calls).toEqual([]);
  });

  test.each([
    [
      'virsh is missing',
      missing,
      /^virsh is missing, so the virtual machines .* are not known$/,
      /libvirt-clients/,
    ],
    [
      'it is not running',
      { exitCode: 1, stderr: socket },
      /is not running: .*libvirt-sock-ro/,
      /systemctl start libvirtd.*WINNOW_LIBVIRT_URI=none/,
    ],
    [
      'a stale socket was left',
      { exitCode: 1, stderr: socket.replace('No such file or directory', 'Connection refused') },
      /is not running/,
      /systemctl start/,
    ],
    [
      'the socket may not be opened',
      { exitCode: 1, stderr: socket.replace('No such file or directory', 'Permission denied') },
      /does not let the user that Winnow works as in/,
      /usermod -a -G libvirt/,
    ],
    [
      'polkit says no',
      { exitCode: 1, stderr: 'error: authentication unavailable: no polkit agent available\n' },
      /does not let the user/,
      /group libvirt/,
    ],
    [
      'its driver is not there',
      { exitCode: 1, stderr: 'error: no connection driver available for qemu:///system\n' },
      /could not be asked: no connection driver/,
      /virsh -c qemu:\/\/\/system list --all/,
    ],
    ['virsh is killed', { exitCode: null }, /could not be asked: virsh was killed/, /list --all/],
  ])('and %s, the problem and its remedy are told', async (_, virsh, what, remedy) => {
    const problem = { what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) };
    expect(await aTransport({ virsh, traces: true }).find()).toEqual({ known: 'UNKNOWN', problem });
  });

  test('a connection that was set is expected to answer, traces or not', async () => {
    for (const virsh of [missing, { exitCode: 1, stderr: socket }])
      expect(await aTransport({ virsh }).find('qemu+ssh://a/system')).toMatchObject({ known: 'UNKNOWN' });
  });

  test('virsh that hangs is killed in time, with what it started', async () => {
    const directory = temporaryDirectory();
    const virsh = join(directory, 'virsh');
    writeFileSync(virsh, '#!/bin/sh\nsleep 1000\n');
    chmodSync(virsh, 0o755);
    const settings = { virsh, uri: 'qemu:///system', timeoutMs: 200 };
    expect(await findVms(createLocalTransport(), settings)).toEqual({
      known: 'UNKNOWN',
      problem: {
        what: 'libvirt (qemu:///system) did not answer within 0.2 s',
        remedy: expect.stringContaining('restart libvirtd'),
      },
    });
  });

  test('libvirt that was too slow is given more time at the next', async () => {
    const patience = createPatience({ leastMs: 1_000, mostMs: 4_000 });
    const slow = { exitCode: null, stdout: '', stderr: '', timedOut: true };
    const transport: Transport = { ...createLocalTransport(), run: async () => slow };
    const settings = { virsh: 'virsh', uri: 'qemu:///system', timeoutMs: patience.ms() };
    await findVms(transport, settings, patience);
    expect(patience.ms()).toBe(2_000);
  });
});

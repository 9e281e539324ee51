import type { HostCapabilities } from '../../domain/host/events.ts';
import { shown } from '../../domain/plain-name.ts';
import { HostBusy } from '../host.ts';
import { createHostPatience, type HostPatience } from '../transport/patience.ts';
import type { CommandResult, Transport } from '../transport/transport.ts';
import { type ApplianceBoot, bootAppliance } from './boot-appliance.ts';
import { findHostFacts, type HostFacts } from './host-facts.ts';
import { remedies } from './packages.ts';
import { findRights, type Login, noLogin, seesTooLittle } from './rights.ts';
import { defaultTools, type HostTools } from './tools.ts';

/** Characters of a version, which is kept in the history: what the tool says may be anything. */
const longestVersion = 100;

type Lack = HostCapabilities['lacks'][number];

const applianceDoesNotStart = 'the appliance of libguestfs does not start';

/** Whether everything is there and the appliance will not start all the same: that may pass. */
export const isApplianceFinding = ({ what }: Lack): boolean => what.startsWith(applianceDoesNotStart);

/**
 * Finds out what a host can do, by doing it: tools are asked for their version, the appliance is booted.
 * @throws HostBusy when one that is needed did not come to an end in the time that the host was given.
 */
export async function probeHost(
  transport: Transport,
  tools: HostTools,
  patience: HostPatience = createHostPatience(),
  { login = () => noLogin, directories = [] }: { login?: () => Login; directories?: readonly string[] } = {},
): Promise<HostCapabilities> {
  const timeoutMs = patience.answer.ms();
  const versionOf = (program: string) =>
    transport.run({ program, args: ['--version'], environment: { LC_ALL: 'C' }, timeoutMs });
  const began = performance.now();
  const [facts, virtSparsify, qemuImg, qemuIo, virtDf, virsh, sgVpd] = await Promise.all([
    findHostFacts(transport, timeoutMs),
    versionOf(tools.virtSparsify),
    versionOf(tools.qemuImg),
    versionOf(tools.qemuIo),
    versionOf(tools.virtDf),
    versionOf(tools.virsh),
    versionOf(tools.sgVpd),
  ]).catch((error: unknown) => {
    if (error instanceof HostBusy) patience.answer.ranOut();
    throw error;
  });
  for (const [tool, { exitCode }] of [
    ['virt-sparsify', virtSparsify],
    ['qemu-img', qemuImg],
    ['qemu-io', qemuIo],
  ] as const) {
    if (exitCode !== null) continue;
    patience.answer.ranOut();
    throw new HostBusy(`${tool} --version gave no answer within ${timeoutMs / 1000} s.`);
  }
  patience.answer.took(performance.now() - began);
  // Afterwards, since it is a login that says how the user came to its rights.
  const rights = await findRights(transport, login(), tools, directories, timeoutMs);
  const boot =
    virtSparsify.exitCode === 0
      ? await bootAppliance(transport, tools.virtSparsify, facts.kvm, patience.boot)
      : null;
  const lacks = [
    ...toolLacks(
      'virt-sparsify',
      virtSparsify,
      whereSet('WINNOW_VIRT_SPARSIFY', tools.virtSparsify, defaultTools.virtSparsify) + remedies.virtSparsify,
    ),
    ...toolLacks(
      'qemu-img',
      qemuImg,
      whereSet('WINNOW_QEMU_IMG', tools.qemuImg, defaultTools.qemuImg) + remedies.qemuImg,
    ),
    ...toolLacks('qemu-io', qemuIo, remedies.qemuImg),
    ...facts.programs,
    ...(boot ? bootLacks(facts, boot) : []),
  ];
  return {
    virtSparsify: boot && { version: versionIn(virtSparsify), features: boot.features },
    qemuImg: qemuImg.exitCode === 0 ? { version: versionIn(qemuImg) } : null,
    virtDf: virtDf.exitCode === 0,
    acceleration: boot?.acceleration ?? null,
    cores: facts.cores,
    memoryBytes: facts.memoryBytes,
    lacks,
    libvirt: virsh.exitCode === 0 ? { version: versionIn(virsh) } : null,
    sg3Utils: sgVpd.exitCode === 0 ? { version: versionIn(sgVpd) } : null,
    seesEveryProcess: facts.seesEveryProcess,
    rights: rights.rights,
    user: rights.user,
    confinement: rights.confinement,
    recommends: [
      ...rights.findings,
      ...(rights.rights === 'USER' && !facts.seesEveryProcess ? [seesTooLittle(rights.user, login())] : []),
      ...toolLacks(
        'virsh',
        virsh,
        `It shows which virtual machines use a disk. ${whereSet('WINNOW_VIRSH', tools.virsh, defaultTools.virsh)}${remedies.virsh}`,
      ),
      ...toolLacks(
        'sg_vpd',
        sgVpd,
        `It shows whether SCSI disks take discards, where the kernel does not. ${remedies.sg3Utils}`,
      ),
    ],
  };
}

function bootLacks({ kernel, qemu }: HostFacts, { acceleration, features, said }: ApplianceBoot): Lack[] {
  if (acceleration !== null && features.includes('in-place')) return [];
  if (acceleration !== null) {
    return [
      {
        what: 'virt-sparsify is too old: it has no --in-place',
        remedy: `Get a newer one. ${remedies.virtSparsify}`,
      },
    ];
  }
  const lacks: Lack[] = [];
  if (kernel === 'MISSING') {
    lacks.push({ what: 'no kernel in /boot for the appliance to boot', remedy: remedies.kernel });
  }
  if (kernel === 'UNREADABLE') {
    lacks.push({ what: 'the kernel in /boot may not be read', remedy: remedies.readableKernel });
  }
  if (!qemu) lacks.push({ what: 'qemu is missing', remedy: remedies.qemuSystem });
  return lacks.length > 0
    ? lacks
    : [{ what: `${applianceDoesNotStart}: ${said}`, remedy: remedies.appliance }];
}

/** Where a setting names the program: what is to be done first, as the package that brings it may be there. */
function whereSet(variable: string, program: string, usual: string): string {
  if (program === usual) return '';
  return `${variable} names ${shown(program)}: correct it, or unset it where ${usual} is on the PATH. `;
}

function toolLacks(tool: string, { exitCode, stderr }: CommandResult, remedy: string): Lack[] {
  if (exitCode === 0) return [];
  if (exitCode === 127) return [{ what: `${tool} is missing`, remedy }];
  if (exitCode === null) {
    return [{ what: `${tool} gave no answer in time`, remedy: 'Probe the host again when it is less busy.' }];
  }
  return [{ what: `${tool} does not work: ${stderr.trim() || `it ends with status ${exitCode}`}`, remedy }];
}

/** Some write it to standard error, as sg_vpd does. */
function versionIn({ stdout, stderr }: CommandResult): string {
  const said = stdout.trim() || stderr.trim();
  return (/\d+(\.\d+)+/.exec(said)?.[0] ?? said.split('\n', 1)[0] ?? '').slice(0, longestVersion);
}

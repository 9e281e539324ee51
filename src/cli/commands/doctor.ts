import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { makeDirectory } from '../../common/make-directory.ts';
import { loadSettings, type Settings } from '../../config.ts';
import type { HostCapabilities } from '../../domain/host/events.ts';
import { probeHost } from '../../hosts/probe/probe-host.ts';
import { defaultTools } from '../../hosts/probe/tools.ts';
import { tryHolePunching } from '../../hosts/storage/hole-punching.ts';
import { createLocalTransport } from '../../hosts/transport/local-transport.ts';
import { type CommandContext, withJson } from '../actions/command-context.ts';
import { stateDirectoryOf } from '../actions/embedded.ts';
import { exitCodes } from '../errors.ts';
import { notice, printJson } from '../output/messages.ts';
import { printable } from '../output/printable.ts';
import type { Colors } from '../output/terminal.ts';

interface DoctorOptions {
  readonly stateDir?: string;
  readonly json?: boolean;
}

/** What was looked at: OK, a NOTE that Winnow works in spite of, or a LACK that it cannot work with. */
export interface DoctorFinding {
  readonly status: 'OK' | 'NOTE' | 'LACK';
  readonly what: string;
  readonly remedy: string | null;
}

/** `winnow doctor`: what this machine can do, found out by doing it, and the remedy for each lack. */
export function doctorCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('doctor')
    .description('find out what this machine can do, and what it lacks')
    .argument('[directory]', 'where the disk images are: tries whether space can be given back there')
    .option('--state-dir <directory>', 'the state directory to try (also WINNOW_STATE_DIR)')
    .addHelpText(
      'after',
      '\nBoots the appliance of libguestfs, which takes up to half a minute without KVM.\nExits with 0 when sparsify can run here, else with 1.\n\nExample:\n  $ winnow doctor /var/lib/libvirt/images\n',
    );
  return withJson(command).action(async (directory: string | undefined, options: DoctorOptions) => {
    const settings = loadSettings({
      ...terminal.env,
      WINNOW_STATE_DIR: stateDirectoryOf(options, terminal),
    });
    if (!options.json) notice(terminal.stderr, 'Trying what this machine can do …');
    const findings = await examine(settings, directory);
    const able = findings.every(({ status }) => status !== 'LACK');

    if (options.json) printJson(terminal.stdout, { ok: able, findings });
    else for (const finding of findings) terminal.stdout.write(describe(finding, terminal.stdout.colors));
    end(able ? exitCodes.DONE : exitCodes.FAILED);
  });
}

async function examine(settings: Settings, directory: string | undefined): Promise<DoctorFinding[]> {
  const transport = createLocalTransport();
  const capabilities = await probeHost(transport, { ...defaultTools, ...settings.tools }, {});
  return [
    ok(`Node ${process.versions.node}`),
    ...findingsOf(capabilities),
    await stateDirectoryFinding(settings.stateDirectory),
    ...(directory === undefined ? [] : [await holePunchingFinding(directory)]),
  ];
}

/** What a probe of the host says, as findings. */
export function findingsOf(capabilities: HostCapabilities): DoctorFinding[] {
  const { virtSparsify, qemuImg, virtDf, acceleration, libvirt, sg3Utils, lacks, recommends } = capabilities;
  return [
    ...(virtSparsify ? [ok(`virt-sparsify ${virtSparsify.version}`)] : []),
    ...(qemuImg ? [ok(`qemu-img ${qemuImg.version}`)] : []),
    virtDf
      ? ok('virt-df')
      : note('virt-df is missing: what can be given back is not measured', 'It comes with guestfs-tools.'),
    ...(acceleration === 'KVM' ? [ok('the appliance starts, with KVM')] : []),
    ...(acceleration === 'EMULATION'
      ? [
          note(
            'the appliance starts, with software emulation: each run takes 10 to 20 seconds longer than with KVM',
            'Turn virtualization on in the firmware (or nested, in a VM), and let this user read and write /dev/kvm (group kvm).',
          ),
        ]
      : []),
    ...(libvirt ? [ok(`libvirt ${libvirt.version}`)] : []),
    ...(sg3Utils ? [ok(`sg3-utils ${sg3Utils.version}`)] : []),
    ...recommends.map(({ what, remedy }) => note(what, remedy)),
    ...lacks.map(({ what, remedy }) => lack(what, remedy)),
  ];
}

async function stateDirectoryFinding(directory: string): Promise<DoctorFinding> {
  const problem = await tryWriting(directory);
  if (problem === null) return ok(`the state directory ${directory} can be written`);
  return lack(
    `the state directory ${directory} cannot be written: ${problem}`,
    'Make it writable for this user, or name another with --state-dir or WINNOW_STATE_DIR.',
  );
}

async function holePunchingFinding(directory: string): Promise<DoctorFinding> {
  const result = await tryHolePunching(createLocalTransport(), directory);
  return result.works ? ok(`space can be given back in ${directory}`) : lack(result.why, result.remedy);
}

const ok = (what: string): DoctorFinding => ({ status: 'OK', what, remedy: null });
const note = (what: string, remedy: string): DoctorFinding => ({ status: 'NOTE', what, remedy });
const lack = (what: string, remedy: string): DoctorFinding => ({ status: 'LACK', what, remedy });

function describe({ status, what, remedy }: DoctorFinding, colors: Colors): string {
  const color = { OK: colors.green, NOTE: colors.yellow, LACK: colors.red }[status];
  const line = `${color(status.toLowerCase().padEnd(4))}  ${printable(what)}\n`;
  return remedy === null ? line : `${line}      ${printable(remedy)}\n`;
}

/** Tries to write in a directory, made where it is missing; answers with the problem, null when there is none. */
export async function tryWriting(directory: string): Promise<string | null> {
  const file = join(directory, `.winnow-${process.pid}`);
  try {
    makeDirectory(directory);
    await writeFile(file, 'x', { flag: 'wx' });
    await rm(file);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { makeDirectory } from '../../common/make-directory.ts';
import { messageOf } from '../../common/message-of.ts';
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

/** The result of a check: OK, a NOTE on what would be better, or a PROBLEM that keeps Winnow from working. */
export interface DoctorFinding {
  readonly status: 'OK' | 'NOTE' | 'PROBLEM';
  readonly what: string;
  readonly remedy: string | null;
}

/** `winnow doctor`: checks what this host can do by doing it, with the remedy for each problem. */
export function doctorCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('doctor')
    .description('check what this host can do, and what is missing')
    .argument('[directory]', 'a directory with disk images: checks whether space can be given back there')
    .option('--state-dir <directory>', 'the state directory to check (also WINNOW_STATE_DIR)')
    .addHelpText(
      'after',
      '\nBoots the appliance of libguestfs, which takes up to half a minute without KVM.\nExits with 0 when virt-sparsify can run here, else with 1.\n\nExample:\n  $ winnow doctor /var/lib/libvirt/images\n',
    );
  return withJson(command).action(async (directory: string | undefined, options: DoctorOptions) => {
    const settings = loadSettings({
      ...terminal.env,
      WINNOW_STATE_DIR: stateDirectoryOf(options, terminal),
    });
    if (!options.json) notice(terminal.stderr, 'Checking what this host can do …');
    const findings = await examine(settings, directory);
    const able = findings.every(({ status }) => status !== 'PROBLEM');

    if (options.json) printJson(terminal.stdout, { ok: able, findings });
    else for (const finding of findings) terminal.stdout.write(describe(finding, terminal.stdout.colors));
    end(able ? exitCodes.DONE : exitCodes.FAILED);
  });
}

async function examine(settings: Settings, directory: string | undefined): Promise<DoctorFinding[]> {
  const transport = createLocalTransport();
  const capabilities = await probeHost(transport, { ...defaultTools, ...settings.tools });
  return [
    ok(`Node ${process.versions.node}`),
    ...findingsOf(capabilities),
    await stateDirectoryFinding(settings.stateDirectory),
    ...(directory === undefined ? [] : [await holePunchingFinding(directory)]),
  ];
}

/** The findings of a probe of the host. */
export function findingsOf(capabilities: HostCapabilities): DoctorFinding[] {
  const { virtSparsify, qemuImg, virtDf, acceleration, libvirt, sg3Utils, lacks, recommends } = capabilities;
  return [
    ...(virtSparsify ? [ok(`virt-sparsify ${virtSparsify.version}`)] : []),
    ...(qemuImg ? [ok(`qemu-img ${qemuImg.version}`)] : []),
    virtDf
      ? ok('virt-df')
      : note('virt-df is missing: reclaimable space is not measured', 'It comes with guestfs-tools.'),
    ...(acceleration === 'KVM' ? [ok('the appliance starts, with KVM')] : []),
    ...(acceleration === 'EMULATION'
      ? [
          note(
            'the appliance starts, with software emulation: each run takes 10 to 20 seconds longer than with KVM',
            'Turn virtualization on in the firmware (or nested, in a VM), and give this user access to /dev/kvm (group kvm).',
          ),
        ]
      : []),
    ...(libvirt ? [ok(`libvirt ${libvirt.version}`)] : []),
    ...(sg3Utils ? [ok(`sg3-utils ${sg3Utils.version}`)] : []),
    ...recommends.map(({ what, remedy }) => note(what, remedy)),
    ...lacks.map(({ what, remedy }) => problem(what, remedy)),
  ];
}

async function stateDirectoryFinding(directory: string): Promise<DoctorFinding> {
  const failure = await tryWriting(directory);
  if (failure === null) return ok(`the state directory ${directory} can be written`);
  return problem(
    `the state directory ${directory} cannot be written: ${failure}`,
    'Make it writable for this user, or name another with --state-dir or WINNOW_STATE_DIR.',
  );
}

async function holePunchingFinding(directory: string): Promise<DoctorFinding> {
  const result = await tryHolePunching(createLocalTransport(), directory);
  return result.works ? ok(`space can be given back in ${directory}`) : problem(result.why, result.remedy);
}

const ok = (what: string): DoctorFinding => ({ status: 'OK', what, remedy: null });
const note = (what: string, remedy: string): DoctorFinding => ({ status: 'NOTE', what, remedy });
const problem = (what: string, remedy: string): DoctorFinding => ({ status: 'PROBLEM', what, remedy });

function describe({ status, what, remedy }: DoctorFinding, colors: Colors): string {
  const color = { OK: colors.green, NOTE: colors.yellow, PROBLEM: colors.red }[status];
  const line = `${color(status.toLowerCase().padEnd(7))}  ${printable(what)}\n`;
  return remedy === null ? line : `${line}         ${printable(remedy)}\n`;
}

/** Writes a file in a directory, which is made when missing; answers with the error's message, null without one. */
export async function tryWriting(directory: string): Promise<string | null> {
  const file = join(directory, `.winnow-${process.pid}`);
  try {
    makeDirectory(directory);
    await writeFile(file, 'x', { flag: 'wx' });
    await rm(file);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}

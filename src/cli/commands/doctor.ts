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
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect } from '../actions/connect.ts';
import { stateDirectoryOf } from '../actions/embedded.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { followOperation } from '../actions/follow-operation.ts';
import { refusalOf } from '../actions/refusal.ts';
import { probeHost as askForProbe, getHost, type HostNode } from '../client/documents.ts';
import { exitCodes, UsageError } from '../errors.ts';
import { refusedKeyFinding } from '../output/describe-host.ts';
import { notice, printJson } from '../output/messages.ts';
import { printable, printableLine } from '../output/printable.ts';
import type { Colors, Terminal } from '../output/terminal.ts';
import { typeable } from '../output/typeable.ts';

interface DoctorOptions extends ConnectionOptions {
  readonly host?: string;
  readonly json?: boolean;
}

/** The result of a check: OK, a NOTE on what would be better, or a PROBLEM that keeps Winnow from working. */
export interface DoctorFinding {
  readonly status: 'OK' | 'NOTE' | 'PROBLEM';
  readonly what: string;
  readonly remedy: string | null;
}

/** `winnow doctor`: checks what this host, or another one through the server, can do by doing it, with the remedy for each problem. */
export function doctorCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('doctor')
    .description('check what this host, or one that the server reaches, can do, and what is missing')
    .argument('[directory]', 'a directory with disk images: checks whether space can be given back there')
    .option('--host <host>', 'check a registered host through the server: its id or name')
    .addHelpText(
      'after',
      '\nBoots the appliance of libguestfs, which takes up to half a minute without KVM.\nExits with 0 when virt-sparsify can run there, else with 1.\n\nExamples:\n  $ winnow doctor /var/lib/libvirt/images\n  $ winnow doctor --host kvm1\n',
    );
  return withJson(withConnection(command)).action(
    async (directory: string | undefined, options: DoctorOptions) => {
      const { host } = options;
      if (host !== undefined && directory !== undefined) {
        throw new UsageError(
          'A directory is checked on this host alone.',
          'Leave it out; `winnow hosts` shows what scans found of the storage of others.',
        );
      }
      if (!options.json) {
        notice(
          terminal.stderr,
          `Checking what ${host === undefined ? 'this host' : printableLine(host)} can do …`,
        );
      }
      const findings =
        host === undefined
          ? await examine(
              loadSettings({ ...terminal.env, WINNOW_STATE_DIR: stateDirectoryOf(options, terminal) }),
              directory,
            )
          : await examineThere(host, options, terminal);
      const able = findings.every(({ status }) => status !== 'PROBLEM');

      if (options.json) printJson(terminal.stdout, { ok: able, findings });
      else for (const finding of findings) terminal.stdout.write(describe(finding, terminal.stdout.colors));
      end(able ? exitCodes.DONE : exitCodes.FAILED);
    },
  );
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

/** What the server finds out of a host by a probe. @throws CommandFailure when it could not be probed */
async function examineThere(
  named: string,
  options: ConnectionOptions,
  terminal: Terminal,
): Promise<DoctorFinding[]> {
  await using connection = await connect(options, terminal, { reading: true });
  const { client } = connection;
  const id = await hostIdOf(named, client);
  const { probeHost: payload } = await client.request(askForProbe, { input: { id } });
  if (payload.operation === null)
    throw refusalOf(payload.userErrors, 'The host was not probed.', { host: id });
  await followOperation(client, payload.operation.id);
  const { host } = await client.request(getHost, { id });
  return host === null ? [problem('the host is not registered', 'Register it.')] : findingsThere(host);
}

/** The findings of the last probe and scan of a host. */
export function findingsThere(host: HostNode): DoctorFinding[] {
  const { id, address, state, inventory, capabilities } = host;
  const answers = inventory?.contact === 'IN_CONTACT';
  const key = refusedKeyFinding(host);
  return [
    ...(answers ? [ok(`it answers${address === null ? '' : ` at ${address}`}`)] : []),
    ...(key === null ? [] : [problem(key.what, key.remedy)]),
    ...(inventory?.problems ?? []).map(({ what, remedy }) =>
      (answers ? note : problem)(what, typeable(remedy, null, id)),
    ),
    ...(capabilities === null || !answers
      ? []
      : findingsOf({
          virtSparsify: capabilities.virtSparsifyVersion && { version: capabilities.virtSparsifyVersion },
          qemuImg: capabilities.qemuImgVersion && { version: capabilities.qemuImgVersion },
          virtDf: capabilities.canMeasure,
          acceleration: capabilities.acceleration,
          libvirt: capabilities.libvirtVersion && { version: capabilities.libvirtVersion },
          sg3Utils: capabilities.sg3UtilsVersion && { version: capabilities.sg3UtilsVersion },
          lacks: capabilities.findings,
          recommends: capabilities.recommendations,
        })),
    ...(capabilities === null && answers
      ? [problem('what it can do is not known', `Probe it again: \`winnow doctor --host ${id}\`.`)]
      : []),
    ...(state === 'DRAINED'
      ? [note('it is drained: no run is started on it', `Activate it: \`winnow host activate ${id}\`.`)]
      : []),
  ];
}

type Tool = { readonly version: string } | '' | null;

/** The findings of a probe of a host. */
export function findingsOf(
  capabilities: Pick<HostCapabilities, 'virtDf' | 'acceleration' | 'lacks' | 'recommends'> &
    Readonly<Record<'virtSparsify' | 'qemuImg' | 'libvirt' | 'sg3Utils', Tool>>,
): DoctorFinding[] {
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

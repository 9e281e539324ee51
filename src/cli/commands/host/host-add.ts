import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command } from 'commander';
import { messageOf } from '../../../common/message-of.ts';
import { counted } from '../../../domain/counted.ts';
import { type CommandContext, positiveNumber } from '../../actions/command-context.ts';
import { assertContinues, followOperation, withNoWait } from '../../actions/follow-operation.ts';
import { type HostEntry, readHostLines } from '../../actions/host-lines.ts';
import { labelsAfter } from '../../actions/label-options.ts';
import {
  acceptsKeys,
  followLines,
  type LineResult,
  registerLines,
  registerOne,
} from '../../actions/register-hosts.ts';
import { connected, type Session } from '../../actions/session.ts';
import { getHost } from '../../client/documents.ts';
import { exitCodes, UsageError } from '../../errors.ts';
import { describeHost } from '../../output/describe-host.ts';
import { notice } from '../../output/messages.ts';
import { printableLine } from '../../output/printable.ts';
import type { Terminal } from '../../output/terminal.ts';
import { allowEmulationOption } from './host-change.ts';

interface AddOptions {
  readonly file?: string;
  readonly name?: string;
  readonly directory?: readonly string[];
  readonly label?: readonly string[];
  readonly maxRuns?: number;
  readonly allowEmulation?: 'yes' | 'no';
  readonly fingerprint?: string;
  readonly acceptNewKey?: boolean;
  readonly wait: boolean;
}

/** `winnow host add`: registers a host that is reached over SSH, or many from a file. */
export function hostAddCommand(context: CommandContext): Command {
  const command = new Command('add')
    .description('register a host that is reached over SSH, or all of a file; nothing is installed there')
    .argument('[address]', '[user@]name[:port]; the name may be one of the ssh configuration of the server')
    .option('--file <file>', 'register the hosts of a file, or of standard input (-)')
    .option('--name <name>', 'its name; default: its own host name')
    .option('--directory <directory...>', 'directories on it to search for images')
    .option('--label <key=value...>', 'labels')
    .option('--max-runs <number>', 'how many runs it may have at once', positiveNumber)
    .addOption(allowEmulationOption())
    .option('--fingerprint <fingerprint>', 'accept the host key with this fingerprint (SHA256:…)')
    .option('--accept-new-key', 'accept a host key that is not known yet, unseen')
    .addHelpText(
      'after',
      `
A host whose key ssh on the server does not trust is refused with the fingerprint
of its key; on a terminal you are asked whether to accept it. After that the host
is reached only as long as it shows that key.

A file has an address on each line, or is CSV whose first line names its columns:
address, name, directories, labels, max_runs, allow_emulation, fingerprint (several
directories and labels are separated by ";"). Each line that is refused is reported with its number
and the reason; the others are registered. Sent again, what is registered stays.

Examples:
  $ winnow host add root@kvm1 --directory /var/lib/libvirt/images --label site=berlin
  $ winnow host add kvm2.example.net:2222 --fingerprint SHA256:…
  $ winnow host add --file hosts.csv --accept-new-key --json | jq '.hosts[] | select(.error)'`,
    );
  return connected<AddOptions, [address: string | undefined]>(
    withNoWait(command),
    context,
    async (session, address) => {
      assertContinues(session.connection, session.options);
      if (address !== undefined) await addOne(session, address);
      else await addAll(session);
    },
    ({ file, name, fingerprint }, address) => {
      if ((address === undefined) === (file === undefined)) {
        throw new UsageError(
          address === undefined ? 'No host is named.' : 'A host is named, and a file of hosts.',
          'Give an address, or --file.',
        );
      }
      if (file !== undefined && (name !== undefined || fingerprint !== undefined)) {
        throw new UsageError(
          '--name and --fingerprint are those of one host.',
          'Give them in the columns name and fingerprint of the file.',
        );
      }
      return { reading: true };
    },
  );
}

async function addOne(session: Session<AddOptions>, address: string): Promise<void> {
  const { client, options, terminal, print } = session;
  const entry: HostEntry = {
    ...{ address, name: options.name, fingerprint: options.fingerprint },
    ...commonOf(options),
  };
  const { host, operation } = await registerOne(entry, acceptsKeys(options, terminal), client);
  const name = printableLine(`${host.name}  ${host.id}`);
  if (!options.wait) return print({ host, operation }, `${name}  registered, probed by ${operation.id}\n`);
  if (!options.json) notice(terminal.stderr, `${name}  registered; finding out what it can do …`);
  await followOperation(client, operation.id);
  const { host: found } = await client.request(getHost, { id: host.id });
  if (found !== null) print({ host: found }, describeHost(found, terminal.stdout.colors));
}

async function addAll({ client, options, terminal, print, end }: Session<AddOptions>): Promise<void> {
  const { json = false } = options;
  const lines = readHostLines(await contentOf(options.file ?? '-', terminal), commonOf(options));
  // Thousands of keys are not compared one by one.
  const accept = acceptsKeys({ ...options, json: true }, terminal);
  const report = (result: LineResult): void => {
    if (!json && result.failure !== null) reportLine(result, terminal);
  };
  const registered = await registerLines(lines, { accept, client, onEnd: report });
  const results = options.wait ? await followLines(registered, client, report) : registered;
  const refused = results.filter(({ failure }) => failure !== null);
  const summary = `${counted(results.length - refused.length, 'host')} registered, ${refused.length} refused.\n`;
  const hosts = results.map(({ given, failure, ...result }) => ({
    address: given,
    ...result,
    error: failure,
  }));
  print({ ok: refused.length === 0, hosts }, summary);
  end(
    refused.find(({ failure }) => failure?.exitCode !== exitCodes.REFUSED)?.failure?.exitCode ??
      (refused.length === 0 ? exitCodes.DONE : exitCodes.REFUSED),
  );
}

function reportLine({ line, given, failure }: LineResult, { stderr }: Terminal): void {
  const text = failure?.remedy ? `${failure.message} ${failure.remedy}` : failure?.message;
  stderr.write(`${stderr.colors.red('winnow:')} line ${line}: ${printableLine(`${given}: ${text}`)}\n`);
}

/** What is said of every host. @throws UsageError */
const commonOf = ({ directory = [], label = [], maxRuns, allowEmulation }: AddOptions) => ({
  ...{ directories: directory, labels: labelsAfter([], { label }), maxRuns },
  ...(allowEmulation && { allowEmulation: allowEmulation === 'yes' }),
});

async function contentOf(file: string, terminal: Terminal): Promise<string> {
  try {
    return file === '-' ? await text(terminal.data.input) : await readFile(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`, 'Check the path.');
  }
}

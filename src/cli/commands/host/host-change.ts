import { Command, Option } from 'commander';
import { type CommandContext, limitOrDefault } from '../../actions/command-context.ts';
import { hostIdOf } from '../../actions/find-host.ts';
import { assertContinues, followOperation, withNoWait } from '../../actions/follow-operation.ts';
import {
  changesLabels,
  type LabelOptions,
  labelsAfter,
  withLabelOptions,
} from '../../actions/label-options.ts';
import { confirmed, keyRefusal } from '../../actions/register-hosts.ts';
import { connected, type Session } from '../../actions/session.ts';
import {
  acceptHostKey,
  getHost,
  type HostNode,
  type OperationNode,
  updateHost,
} from '../../client/documents.ts';
import { Refused, UsageError } from '../../errors.ts';
import { describeHost } from '../../output/describe-host.ts';
import { printableLine } from '../../output/printable.ts';

interface UpdateOptions extends LabelOptions {
  readonly name?: string;
  readonly address?: string;
  readonly fingerprint?: string;
  readonly maxRuns?: number;
  readonly allowEmulation?: 'yes' | 'no';
  readonly wait: boolean;
}

/** `winnow host update`: changes what an operator says of a host, or where it is reached. */
export function updateCommand(context: CommandContext): Command {
  const command = new Command('update')
    .description('change the name, address, labels or limits of a host')
    .argument('<host>', 'the host: its id or name')
    .option('--name <name>', 'a new name')
    .option(
      '--address <address>',
      'where it is reached from now on, [user@]name[:port]; the same host must answer there',
    )
    .option('--fingerprint <fingerprint>', 'accept the host key with this fingerprint there (SHA256:…)')
    .option('--max-runs <number>', 'how many runs it may have at once, or "default"', limitOrDefault)
    .addOption(allowEmulationOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ winnow host update kvm1 --label rack=7 --max-runs 4\n  $ winnow host update kvm1 --allow-emulation no\n  $ winnow host update kvm1 --address root@10.0.0.7',
    );
  return connected<UpdateOptions, [host: string]>(
    withNoWait(withLabelOptions(command)),
    context,
    async (session, given) => {
      const { client, options } = session;
      const { name, address, fingerprint, maxRuns, allowEmulation } = options;
      const id = await hostIdOf(given, client);
      const input = {
        id,
        name,
        address,
        maxRuns,
        hostKeyFingerprint: fingerprint,
        ...(allowEmulation && { allowEmulation: allowEmulation === 'yes' }),
        ...(changesLabels(options) && { labels: await newLabels(session, id) }),
      };
      const { updateHost: payload } = await client.request(updateHost, { input });
      if (payload.host === null) throw keyRefusal(payload.userErrors, `${given} was not changed.`, id);
      await show(session, payload.host, payload.operation);
    },
    ({ name, address, maxRuns, allowEmulation, ...options }) => {
      const given = [name, address, maxRuns, allowEmulation].some((option) => option !== undefined);
      if (!changesLabels(options) && !given) {
        throw new UsageError(
          'Nothing is to be changed.',
          'Give --name, --address, --max-runs, --allow-emulation, --label or --remove-label.',
        );
      }
      return { reading: true };
    },
  );
}

/** Whether runs may go to a host that has only software emulation. */
export const allowEmulationOption = (): Option =>
  new Option(
    '--allow-emulation <yes|no>',
    'whether runs may go there without KVM, which takes many times as long',
  ).choices(['yes', 'no']);

/** All labels of a host once some are set and some taken away. */
async function newLabels({ client, options }: Session<UpdateOptions>, id: string) {
  const { host } = await client.request(getHost, { id });
  return labelsAfter(host?.labels ?? [], options);
}

interface AcceptOptions {
  readonly fingerprint?: string;
  readonly acceptNewKey?: boolean;
  readonly wait: boolean;
}

/** `winnow host accept-key`: accepts another key of a host, once somebody has compared it. */
export function acceptKeyCommand(context: CommandContext): Command {
  const command = new Command('accept-key')
    .description('accept the key that a host shows now in place of the one that was accepted')
    .argument('<host>', 'the host: its id or name')
    .option('--fingerprint <fingerprint>', 'the fingerprint of the key that the host itself shows (SHA256:…)')
    .option('--accept-new-key', 'accept the key that the host showed last, unseen')
    .addHelpText(
      'after',
      `
A host that shows another key than was accepted is not spoken to: somebody may be
between, or it was installed anew. \`winnow hosts\` shows the key. On a terminal you
are asked whether it is the one that the host itself shows.

Examples:
  $ winnow host accept-key kvm1
  $ winnow host accept-key kvm1 --fingerprint SHA256:…`,
    );
  return connected<AcceptOptions, [host: string]>(withNoWait(command), context, async (session, given) => {
    const { client } = session;
    const id = await hostIdOf(given, client);
    const fingerprint = session.options.fingerprint ?? (await refusedFingerprint(session, id, given));
    const { acceptHostKey: payload } = await client.request(acceptHostKey, { input: { id, fingerprint } });
    if (payload.host === null) throw keyRefusal(payload.userErrors, 'The key was not accepted.', id);
    await show(session, payload.host, payload.operation);
  });
}

/** The fingerprint of the key that a host showed last, where it is accepted. @throws Refused */
async function refusedFingerprint(
  { client, options, terminal }: Session<AcceptOptions>,
  id: string,
  given: string,
): Promise<string> {
  const { host } = await client.request(getHost, { id });
  const key = host?.refusedHostKey;
  if (!key) {
    throw new Refused(
      'NOT_FOUND',
      `Host ${JSON.stringify(given)} has shown no other key than the accepted one.`,
      `Contact it again with \`winnow scan --host ${id}\`, or give --fingerprint.`,
    );
  }
  if (options.acceptNewKey) return key.fingerprint;
  const shown = printableLine(`${key.type} ${key.fingerprint}`);
  const before = host.hostKey === null ? '' : `; accepted was ${printableLine(host.hostKey.fingerprint)}`;
  if (!options.json && terminal.attended) {
    terminal.stderr.write(`Host ${printableLine(host.name)} shows another key: ${shown}${before}.\n`);
    if (await confirmed('Does the host itself show the same, and do you accept it? (yes/no) ', terminal)) {
      return key.fingerprint;
    }
  }
  throw new Refused(
    'HOST_KEY_MISMATCH',
    `Host ${JSON.stringify(given)} shows another key: ${shown}${before}.`,
    `When the host itself shows the same (\`ssh-keygen -lf\` of the files in /etc/ssh that end with _key.pub), add --fingerprint ${key.fingerprint}.`,
  );
}

/** Shows a host that was changed, once what was started there has ended. */
async function show(
  { client, connection, options, terminal, print }: Session<{ readonly wait: boolean }>,
  host: HostNode,
  operation: OperationNode | null,
): Promise<void> {
  const { colors } = terminal.stdout;
  if (operation === null) return print({ host }, describeHost(host, colors));
  assertContinues(connection, options);
  if (!options.wait) return print({ host, operation }, `${operation.id}  ${printableLine(host.name)}\n`);
  await followOperation(client, operation.id);
  const { host: found } = await client.request(getHost, { id: host.id });
  print({ host: found }, describeHost(found ?? host, colors));
}

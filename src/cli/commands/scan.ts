import { isAbsolute, resolve } from 'node:path';
import { Command } from 'commander';
import type { CommandContext, ConnectionOptions } from '../actions/command-context.ts';
import { isRemote } from '../actions/connect.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { assertContinues, followOperation, withNoWait } from '../actions/follow-operation.ts';
import { refusalOf } from '../actions/refusal.ts';
import { connected } from '../actions/session.ts';
import {
  getHost,
  type HostNode,
  listDisks,
  listHosts,
  type OperationNode,
  probeHost,
  registerHost,
  scanHost,
} from '../client/documents.ts';
import type { GraphqlClient, UserError } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { type Refused, UsageError } from '../errors.ts';
import { describeScan } from '../output/describe-scan.ts';
import { notice } from '../output/messages.ts';
import { printableLine } from '../output/printable.ts';
import { summarize } from '../output/scan-summary.ts';
import type { Terminal } from '../output/terminal.ts';

interface ScanOptions extends ConnectionOptions {
  readonly host?: string;
  readonly probe?: boolean;
  readonly wait: boolean;
}

/** `winnow scan [DIRECTORY…]`: finds the storage, virtual machines and disks of a host, and what can be sparsified. */
export function scanCommand(context: CommandContext): Command {
  const command = new Command('scan')
    .description('find all storage, virtual machines and disks of a host, and which disks can be sparsified')
    .argument(
      '[directory...]',
      'directories to search for images; they are registered, so later scans search them too',
    )
    .option(
      '--host <host>',
      'the host to scan, by its id or name; default: each host that the server can scan',
    )
    .option('--probe', 'also check what the host can do, by starting an appliance')
    .addHelpText(
      'after',
      `
Works without a server: it scans this host, and keeps what it finds in the store
on this host. No image is changed.

Examples:
  $ winnow scan /var/lib/libvirt/images
  $ winnow scan --json | jq '.hosts[].obstacles'
  $ winnow scan --host kvm1 --no-wait
  $ winnow disks --why               lists the obstacles of each disk`,
    );
  return connected<ScanOptions, [directories: readonly string[]]>(
    withNoWait(command),
    context,
    async ({ client, connection, options, terminal, print }, directories) => {
      const { stdout, stderr } = terminal;
      assertContinues(connection, options);
      if (!options.json && stderr.interactive) notice(stderr, 'Scanning …');
      const paths = directories.map((directory) => resolve(directory));
      const ids = paths.length > 0 ? [] : await chosenHosts(options, client);
      const operations =
        ids.length === 0 ? [await register(paths, client)] : await startScans(ids, options, client);
      if (!options.wait) {
        const lines = operations.map(({ id, host }) => `${printableLine(`${id}  ${host?.name}`)}\n`);
        print({ operations }, lines.join(''));
        return;
      }
      const hosts = await scanned(operations, client);
      const found = await Promise.all(hosts.map((host) => resultOf(host, client)));
      const results = found.map(({ host, summary }) => ({
        ...host,
        storageDomains: host.storageDomains.totalCount,
        ...summary,
      }));
      const texts = found.map(({ host, summary }) => describeScan(host, summary, stdout.colors));
      print({ hosts: results }, texts.join(''));
      if (!options.json && found.some(({ summary }) => summary.refused > 0)) {
        stderr.write('`winnow disks --why` lists the obstacles of each disk, and what to do.\n');
      }
    },
    (options, directories) => {
      assertPlaces(directories, options, context.terminal);
      return { reading: true };
    },
  );
}

/** @throws UsageError when the directories are not on the host that is scanned. */
function assertPlaces(directories: readonly string[], options: ScanOptions, { env }: Terminal): void {
  if (directories.length > 0 && options.host !== undefined) {
    throw new UsageError(
      'Directories are registered on the host of the server; --host cannot be combined with them.',
      'Leave out --host, or the directories.',
    );
  }
  const relative = directories.find((directory) => !isAbsolute(directory));
  if (relative !== undefined && isRemote(options, env)) {
    throw new UsageError(
      `${relative} is relative, and the server is on another host.`,
      'Give the absolute path of the directory on the server.',
    );
  }
}

const refused = (errors: readonly UserError[]): Refused => refusalOf(errors, 'The host was not scanned.');

async function register(directories: readonly string[], client: GraphqlClient): Promise<OperationNode> {
  const { registerHost: payload } = await client.request(registerHost, { input: { directories } });
  if (payload.operation === null) throw refused(payload.userErrors);
  return payload.operation;
}

/** The named host, or all; none where the server has not registered its own yet. */
async function chosenHosts({ host: named }: ScanOptions, client: GraphqlClient): Promise<string[]> {
  if (named !== undefined) return [await hostIdOf(named, client)];
  return Array.fromAsync(eachOf(client, listHosts, {}), ({ id }) => id);
}

/** Starts a scan of each host that the server can scan. @throws Refused when it can scan none of them. */
async function startScans(
  ids: readonly string[],
  { probe }: ScanOptions,
  client: GraphqlClient,
): Promise<OperationNode[]> {
  const started: OperationNode[] = [];
  const elsewhere: UserError[] = [];
  for (const id of ids) {
    const { operation, userErrors } = probe
      ? (await client.request(probeHost, { input: { id } })).probeHost
      : (await client.request(scanHost, { input: { id } })).scanHost;
    if (operation !== null) started.push(operation);
    else if (userErrors[0]?.code === 'HOST_ELSEWHERE') elsewhere.push(...userErrors);
    else throw refused(userErrors);
  }
  if (elsewhere.length > 0 && started.length === 0) throw refused(elsewhere);
  return started;
}

/** The hosts of operations, once these have ended. */
async function scanned(operations: readonly OperationNode[], client: GraphqlClient): Promise<HostNode[]> {
  const hosts: HostNode[] = [];
  for (const { id } of operations) {
    const ended = await followOperation(client, id);
    const { host } = await client.request(getHost, { id: ended.host?.id ?? '' });
    if (host !== null) hosts.push(host);
  }
  return hosts;
}

async function resultOf(host: HostNode, client: GraphqlClient) {
  const summary = await summarize(eachOf(client, listDisks, { filter: { hostId: host.id } }));
  return { host, summary };
}

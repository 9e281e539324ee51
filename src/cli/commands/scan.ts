import { isAbsolute, resolve } from 'node:path';
import { Command } from 'commander';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect, isRemote } from '../actions/connect.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { refusalOf } from '../actions/refusal.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import type { HostNode } from '../client/host.ts';
import {
  listDisks,
  listHosts,
  probeHost,
  registerHost,
  scanHost,
  type UserError,
} from '../client/operations.ts';
import { eachOf } from '../client/pages.ts';
import { type Refused, UsageError } from '../errors.ts';
import { describeScan } from '../output/describe-scan.ts';
import { notice, printJson } from '../output/messages.ts';
import { summarize } from '../output/scan-summary.ts';
import type { Terminal } from '../output/terminal.ts';

interface ScanOptions extends ConnectionOptions {
  readonly host?: string;
  readonly probe?: boolean;
  readonly json?: boolean;
}

/** A mount that does not respond is skipped, but a scan of a thousand images takes minutes. */
const scanTimeoutMs = 30 * 60_000;

/** `winnow scan [DIRECTORY…]`: finds the storage, virtual machines and disks of a host, and what can be sparsified. */
export function scanCommand({ terminal }: CommandContext): Command {
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
  $ winnow disks --why               lists the obstacles of each disk`,
    );
  return withJson(withConnection(command)).action(
    async (directories: readonly string[], options: ScanOptions) => {
      if (directories.length > 0 && options.host !== undefined) {
        throw new UsageError(
          'Directories are registered on the host of the server; --host cannot be combined with them.',
          'Leave out --host, or the directories.',
        );
      }
      const paths = pathsOf(directories, options, terminal);
      const settings = { reading: true, requestTimeout: scanTimeoutMs };
      await using connection = await connect(options, terminal, settings);
      const { client } = connection;
      if (!options.json && terminal.stderr.interactive) notice(terminal.stderr, 'Scanning …');
      const hosts = paths.length > 0 ? [await register(paths, client)] : await scanAll(options, client);
      const found = await Promise.all(hosts.map((host) => resultOf(host, client)));
      if (options.json) {
        printJson(terminal.stdout, {
          ok: true,
          hosts: found.map(({ host, summary }) => ({
            ...host,
            storageDomains: host.storageDomains.totalCount,
            ...summary,
          })),
        });
        return;
      }
      const { stdout, stderr } = terminal;
      for (const { host, summary } of found) {
        stdout.write(describeScan(host, summary, stdout.colors));
      }
      if (found.some(({ summary }) => summary.refused > 0)) {
        stderr.write('`winnow disks --why` lists the obstacles of each disk, and what to do.\n');
      }
    },
  );
}

function pathsOf(directories: readonly string[], options: ScanOptions, { env }: Terminal): string[] {
  const relative = directories.find((directory) => !isAbsolute(directory));
  if (relative !== undefined && isRemote(options, env)) {
    throw new UsageError(
      `${relative} is relative, and the server is on another host.`,
      'Give the absolute path of the directory on the server.',
    );
  }
  return directories.map((directory) => resolve(directory));
}

const refused = (errors: readonly UserError[]): Refused => refusalOf(errors, 'The host was not scanned.');

async function register(directories: readonly string[], client: GraphqlClient): Promise<HostNode> {
  const { registerHost: payload } = await client.request(registerHost, { input: { directories } });
  if (payload.host === null) throw refused(payload.userErrors);
  return payload.host;
}

/** Scans the named host, or each host that the server can scan; registers the server's own host when there is none. */
async function scanAll({ host: named, probe }: ScanOptions, client: GraphqlClient): Promise<HostNode[]> {
  const ids: string[] = [];
  if (named !== undefined) ids.push(await hostIdOf(named, client));
  else for await (const { id } of eachOf(client, listHosts, {})) ids.push(id);
  if (ids.length === 0) return [await register([], client)];

  const scanned: HostNode[] = [];
  const refusals: UserError[] = [];
  for (const id of ids) {
    const payload = probe
      ? (await client.request(probeHost, { input: { id } })).probeHost
      : (await client.request(scanHost, { input: { id } })).scanHost;
    if (payload.host !== null) scanned.push(payload.host);
    else if (payload.userErrors[0]?.code === 'HOST_ELSEWHERE') refusals.push(...payload.userErrors);
    else throw refused(payload.userErrors);
  }
  if (scanned.length === 0) throw refused(refusals);
  return scanned;
}

async function resultOf(host: HostNode, client: GraphqlClient) {
  const summary = await summarize(eachOf(client, listDisks, { filter: { hostId: host.id } }));
  return { host, summary };
}

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
import type { GraphqlClient } from '../client/graphql-client.ts';
import type { HostNode } from '../client/host.ts';
import {
  listDisks,
  listHosts,
  listStorageDomains,
  probeHost,
  registerHost,
  scanHost,
  type UserError,
} from '../client/operations.ts';
import { eachOf } from '../client/pages.ts';
import { Refused, UsageError } from '../errors.ts';
import { describeScan } from '../output/describe-scan.ts';
import { notice, printJson } from '../output/messages.ts';
import { summarize } from '../output/scan-summary.ts';
import type { Terminal } from '../output/terminal.ts';

interface ScanOptions extends ConnectionOptions {
  readonly host?: string;
  readonly probe?: boolean;
  readonly json?: boolean;
}

/** A mount that hangs is given up, but a thousand images take their time. */
const scanTimeoutMs = 30 * 60_000;

/** `winnow scan [DIRECTORY…]`: finds the storage, machines and disks of a host, and what can be sparsified. */
export function scanCommand({ terminal }: CommandContext): Command {
  const command = new Command('scan')
    .description('find all storage, virtual machines and disks of a host, and tell which can be sparsified')
    .argument('[directory...]', 'directories to look for images in; they are remembered')
    .option('--host <host>', 'the host to scan, by its id or name; else each that the server can ask')
    .option('--probe', 'find out anew what the host can do, too, by starting an appliance')
    .addHelpText(
      'after',
      `
Works without a server: it scans this machine, and keeps what it finds in the
store on it. Nothing is changed on any image.

Examples:
  $ winnow scan /var/lib/libvirt/images
  $ winnow scan --json | jq '.hosts[].obstacles'
  $ winnow disks --why               what stands in the way of each disk`,
    );
  return withJson(withConnection(command)).action(
    async (directories: readonly string[], options: ScanOptions) => {
      if (directories.length > 0 && options.host !== undefined) {
        throw new UsageError(
          'Directories are taken in by the server on their own host, whichever that is.',
          'Leave out --host, or the directories.',
        );
      }
      const paths = pathsOf(directories, options, terminal);
      const settings = { reading: true, requestTimeout: scanTimeoutMs };
      await using connection = await connect(options, terminal, settings);
      const { client } = connection;
      if (!options.json && terminal.stderr.interactive) notice(terminal.stderr, 'Scanning …');
      const hosts = paths.length > 0 ? [await register(paths, client)] : await scanAll(options, client);
      const found = await Promise.all(hosts.map((host) => tell(host, client)));
      if (options.json) {
        printJson(terminal.stdout, {
          ok: true,
          hosts: found.map(({ host, storageDomains, summary }) => ({ ...host, storageDomains, ...summary })),
        });
        return;
      }
      const { stdout, stderr } = terminal;
      for (const { host, storageDomains, summary } of found) {
        stdout.write(describeScan(host, storageDomains, summary, stdout.colors));
      }
      if (found.some(({ summary }) => summary.refused > 0)) {
        stderr.write('`winnow disks --why` tells of each disk what stands in its way, and what to do.\n');
      }
    },
  );
}

function pathsOf(directories: readonly string[], options: ScanOptions, { env }: Terminal): string[] {
  const relative = directories.find((directory) => !isAbsolute(directory));
  if (relative !== undefined && isRemote(options, env)) {
    throw new UsageError(
      `${relative} is relative, and the server is another machine.`,
      'Give the absolute path of the directory on the server.',
    );
  }
  return directories.map((directory) => resolve(directory));
}

const refused = ([refusal]: readonly UserError[]): Refused =>
  new Refused(refusal?.code ?? 'REFUSED', refusal?.message ?? 'The host was not scanned.');

async function register(directories: readonly string[], client: GraphqlClient): Promise<HostNode> {
  const { registerHost: payload } = await client.request(registerHost, { input: { directories } });
  if (payload.host === null) throw refused(payload.userErrors);
  return payload.host;
}

/** Scans the host named, or each that the server can ask; the server's own where it has none yet. */
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

async function tell(host: HostNode, client: GraphqlClient) {
  let storageDomains = 0;
  for await (const { mounts } of eachOf(client, listStorageDomains, {})) {
    if (mounts.some((mount) => mount.host?.id === host.id)) storageDomains += 1;
  }
  const summary = await summarize(eachOf(client, listDisks, { filter: { hostId: host.id } }));
  return { host, storageDomains, summary };
}

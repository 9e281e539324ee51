import { randomUUID } from 'node:crypto';
import { type Endpoint, parseEndpoint } from '../client/endpoint.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { inProcessClient } from '../client/in-process-client.ts';
import { networkClient } from '../client/network-client.ts';
import { notice } from '../output/messages.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ConnectionOptions } from './command-context.ts';
import { currentUser, type EmbeddedOptions, startEmbedded } from './embedded.ts';

/** A connection to a server or to Winnow in this process; closed at the end of the command. */
export interface Connection extends AsyncDisposable {
  readonly client: GraphqlClient;
  /** Whether Winnow runs in this process, and ends with the command. */
  readonly inProcess: boolean;
}

/**
 * Connects to the server that the user named, else to the server that owns the store on this host, else starts Winnow
 * in this process on that store.
 */
export async function connect(
  options: ConnectionOptions,
  terminal: Terminal,
  embedded: EmbeddedOptions = {},
): Promise<Connection> {
  const address = serverAddress(options, terminal.env);
  if (address !== null) return overNetwork(address, terminal);

  const how = await startEmbedded(options, terminal, embedded);
  if (how.kind === 'SERVED') return overNetwork(parseEndpoint(how.url), terminal);
  const { winnow } = how;
  const actor = { kind: 'USER', id: currentUser().name } as const;
  return {
    inProcess: true,
    client: inProcessClient(winnow.schema, () => ({
      ...winnow.services,
      actor,
      requestId: randomUUID(),
      refusals: [],
    })),
    [Symbol.asyncDispose]: () => winnow.close(),
  };
}

function overNetwork(endpoint: Endpoint, { stderr }: Terminal): Connection {
  const client = networkClient(endpoint, {
    onCut: () => notice(stderr, 'The connection was cut; trying again.'),
  });
  return { inProcess: false, client, [Symbol.asyncDispose]: () => client.close() };
}

/** The server that the user named by option or environment; null without one. @throws UsageError */
export function serverAddress({ url }: ConnectionOptions, env: Terminal['env']): Endpoint | null {
  const address = url ?? env.WINNOW_URL ?? '';
  return address === '' ? null : parseEndpoint(address);
}

/** Whether the server runs on another host, where paths of this host mean nothing. */
export const isRemote = (options: ConnectionOptions, env: Terminal['env']): boolean =>
  serverAddress(options, env)?.local === false;

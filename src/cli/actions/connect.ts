import { randomUUID } from 'node:crypto';
import { type Endpoint, parseEndpoint } from '../client/endpoint.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { inProcessClient } from '../client/in-process-client.ts';
import { networkClient } from '../client/network-client.ts';
import { notice } from '../output/messages.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ConnectionOptions } from './command-context.ts';
import { currentUser, type EmbeddedOptions, startEmbedded } from './embedded.ts';

/** Winnow, reached one way or the other; ends with the command. */
export interface Connection extends AsyncDisposable {
  readonly client: GraphqlClient;
}

export interface ConnectOptions extends EmbeddedOptions {
  /** How long one request to a server may take, in milliseconds. */
  readonly requestTimeout?: number;
}

/**
 * Reaches Winnow: the server that the user named, else the one that owns the store on this machine, else Winnow itself,
 * in this process, on that store.
 */
export async function connect(
  options: ConnectionOptions,
  terminal: Terminal,
  { requestTimeout, ...embedded }: ConnectOptions = {},
): Promise<Connection> {
  const address = serverAddress(options, terminal.env);
  if (address !== null) return overNetwork(address, terminal, requestTimeout);

  const how = await startEmbedded(options, terminal, embedded);
  if (how.kind === 'SERVED') return overNetwork(parseEndpoint(how.url), terminal, requestTimeout);
  const { winnow } = how;
  const actor = { kind: 'USER', id: currentUser().name } as const;
  return {
    client: inProcessClient(winnow.schema, () => ({
      ...winnow.services,
      actor,
      requestId: randomUUID(),
      refusals: [],
    })),
    [Symbol.asyncDispose]: () => winnow.close(),
  };
}

function overNetwork(endpoint: Endpoint, { stderr }: Terminal, requestTimeout?: number): Connection {
  const client = networkClient(endpoint, {
    ...(requestTimeout !== undefined && { requestTimeout }),
    onCut: () => notice(stderr, 'The connection was cut; trying again.'),
  });
  return { client, [Symbol.asyncDispose]: () => client.close() };
}

/** The server that the user named, by option or environment; null when none. @throws UsageError */
export function serverAddress({ url }: ConnectionOptions, env: Terminal['env']): Endpoint | null {
  const address = url ?? env.WINNOW_URL ?? '';
  return address === '' ? null : parseEndpoint(address);
}

/** Whether the server is on another machine, with paths of its own. */
export const isRemote = (options: ConnectionOptions, env: Terminal['env']): boolean =>
  serverAddress(options, env)?.local === false;

import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { CommandFailure, ServerUnreachable } from '../errors.ts';
import type { Endpoint } from './endpoint.ts';
import { dataOf, faultOf, isExecutionResult } from './execution-result.ts';
import type { GraphqlClient, TypedDocument, Update, Variables } from './graphql-client.ts';

export interface NetworkClientOptions {
  /** How long one request may take, in milliseconds. */
  readonly requestTimeout?: number;
  /** How long a subscription tries to reconnect before it gives up, in milliseconds. */
  readonly reconnectFor?: number;
  /** The longest pause between two tries, in milliseconds. */
  readonly longestPause?: number;
  /** Called when a subscription lost its connection, before it reconnects. */
  readonly onCut?: () => void;
}

/** A client over HTTP, and over WebSocket for subscriptions. */
export function networkClient(endpoint: Endpoint, options: NetworkClientOptions = {}): GraphqlClient {
  const { requestTimeout = 60_000, reconnectFor = 60_000, longestPause = 5_000, onCut = () => {} } = options;
  const socket = createClient({
    url: endpoint.webSocket,
    webSocketImpl: WebSocket,
    lazy: true,
    // graphql-ws would repeat the first request, without the current cursor.
    retryAttempts: 0,
    keepAlive: 10_000,
    connectionAckWaitTimeout: 10_000,
  });

  return {
    request: ({ document }, variables) => post(endpoint, document, variables, requestTimeout),
    async *subscribe<Data extends Update, V extends Variables>(
      { document }: TypedDocument<Data, V>,
      variables: V,
    ) {
      let after: string | undefined;
      let giveUpAt: number | null = null;
      for (let failures = 0; ; failures++) {
        try {
          const resumed = { ...variables, ...(after && { after }) };
          for await (const result of socket.iterate({ query: document, variables: resumed })) {
            const data = dataOf<Data>(result);
            after = cursorOf(data) ?? after;
            failures = 0;
            giveUpAt = null;
            yield data;
          }
          return;
        } catch (error) {
          const failure = failureOf(error, endpoint);
          if (!(failure instanceof ServerUnreachable)) throw failure;
          giveUpAt ??= Date.now() + reconnectFor;
          if (Date.now() >= giveUpAt) throw failure;
          if (failures === 0) onCut();
          await delay(Math.min(longestPause, 100 * 2 ** failures));
        }
      }
    },
    close: async () => socket.dispose(),
  };
}

const cursorOf = (data: Update): string | undefined => Object.values(data)[0]?.cursor;

async function post<Data>(
  endpoint: Endpoint,
  document: string,
  variables: Variables,
  timeout: number,
): Promise<Data> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(endpoint.http, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
      },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(timeout),
    });
    answer = await response.json().catch((error: unknown) => {
      if (!(error instanceof SyntaxError)) throw error;
    });
  } catch (cause) {
    throw noAnswer(endpoint, cause);
  }
  if (!isExecutionResult(answer)) {
    throw new ServerUnreachable(
      `${endpoint.http} answered with HTTP status ${response.status} and not with GraphQL.`,
      'Check that the address is that of a Winnow server.',
    );
  }
  return dataOf<Data>(answer);
}

/** graphql-ws rejects with a list of GraphQL errors, a close event, or an error of the connection. */
function failureOf(error: unknown, endpoint: Endpoint): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (Array.isArray(error)) return faultOf(error);
  const code = closeCodeOf(error);
  // 44xx and 4500 mean that the request or the client is refused; a retry would not help.
  if (code !== null && code >= 4400 && code <= 4500) {
    return faultOf([
      { message: `the subscription was refused with code ${code}. ${reasonOf(error)}`.trim() },
    ]);
  }
  return noAnswer(endpoint, error);
}

const closeCodeOf = (error: unknown): number | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number'
    ? error.code
    : null;

const reasonOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'reason' in error ? String(error.reason) : '';

function noAnswer(endpoint: Endpoint, cause: unknown): ServerUnreachable {
  return new ServerUnreachable(
    `The server at ${endpoint.http} does not answer.`,
    'Start it with `winnow serve`, or give another address with --url or WINNOW_URL.',
    cause,
  );
}

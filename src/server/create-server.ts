import type { Logger } from 'pino';
import type { Services } from '../resolvers/context.ts';
import { schema } from '../resolvers/schema.ts';
import { callerCheck } from './caller-check.ts';
import { addHealth } from './health.ts';
import { startApollo } from './http/apollo.ts';
import { httpServer } from './http/http.ts';
import { listen, type ReservedPort } from './listen.ts';
import { assertLoopback } from './listen-address.ts';
import { createOperations } from './operations.ts';
import { serverContext } from './server-context.ts';
import type { ServerSettings } from './settings.ts';
import { eventStreams } from './sse/event-streams.ts';
import { attachWebSocket } from './websocket/websocket.ts';

export interface RunningServer {
  /** Where GraphQL is, by HTTP; the WebSocket is at the same address with `ws:`. */
  readonly url: string;
  /** Accepts no more requests, finishes those in flight, ends event streams, closes WebSockets with 1012; within 3 s by default. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts the server.
 * @throws UnsafeListenAddress for an address that others can reach, CannotListen when the port is not free.
 */
export async function createServer(options: {
  readonly services: Services;
  readonly settings: ServerSettings;
  readonly logger: Logger;
  /** The reservation of the settings' port. */
  readonly reserved?: ReservedPort | null;
}): Promise<RunningServer> {
  const { services, settings, logger, reserved = null } = options;
  assertLoopback(settings.host);
  const contextOf = serverContext(services);
  const check = callerCheck(settings);
  const operations = createOperations(schema, settings.limits, logger);
  const apollo = await startApollo(schema, operations, logger);
  const streams = eventStreams(settings.eventStreams);
  const parts = { operations, settings, logger, check, contextOf };
  const http = httpServer({ ...parts, apollo, streams });
  let closed: Promise<void> | null = null;
  addHealth(http, services, settings, () => closed !== null);
  const webSocket = attachWebSocket(http.server, parts);

  const close = async (): Promise<void> => {
    const cut = setTimeout(() => http.server.closeAllConnections(), settings.closeTimeoutMs);
    // A connection whose request ends only now would be kept alive for the next one.
    const sweep = setInterval(() => http.server.closeIdleConnections(), 20);
    streams.close();
    await Promise.all([webSocket.close(), http.close()]);
    await apollo.stop();
    clearTimeout(cut);
    clearInterval(sweep);
  };
  const url = await listen(http, settings, reserved).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    url,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

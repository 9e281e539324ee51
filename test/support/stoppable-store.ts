import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { startEventStoreDbDouble } from './eventstoredb-double/double.ts';
import { freePort } from './free-port.ts';

/** An EventStoreDB that a test can take away and bring back, with what is stored in it. */
export interface StoppableStore {
  readonly connectionString: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The host and port of a server without TLS and discovery: its connections can be led through a relay unnoticed. */
export function plainServer(
  connectionString: string,
): { readonly host: string; readonly port: number } | null {
  const [, host, port = '2113'] =
    /^esdb:\/\/([^:/?@,]+)(?::(\d+))?\/?\?(?:.*&)?tls=false/.exec(connectionString) ?? [];
  return host === undefined ? null : { host, port: Number(port) };
}

/** The server that WINNOW_TEST_EVENTSTOREDB names, behind a relay, where that can be; the double otherwise. */
export async function startStoppableStore(): Promise<StoppableStore> {
  const server = plainServer(process.env.WINNOW_TEST_EVENTSTOREDB ?? '');
  return server === null ? startEventStoreDbDouble() : startRelay(server);
}

async function startRelay(to: { readonly host: string; readonly port: number }): Promise<StoppableStore> {
  const open = new Set<Socket>();
  const relay = createServer((near) => {
    const far = connect(to.port, to.host);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy() && open.delete(one));
      one.pipe(other);
    }
  });
  const port = await freePort();
  relay.listen(port, '127.0.0.1');
  await once(relay, 'listening');
  return {
    connectionString: `esdb://127.0.0.1:${port}?tls=false`,
    async start() {
      relay.listen(port, '127.0.0.1');
      await once(relay, 'listening');
    },
    async stop() {
      if (!relay.listening) return;
      const closed = once(relay, 'close');
      relay.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

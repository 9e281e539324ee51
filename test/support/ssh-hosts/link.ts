import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { LinkState } from './relay.ts';

/** A slow and frail way to hosts, for connections of ssh made through it. */
export interface Link {
  /** The ProxyCommand of ssh that goes this way. */
  readonly proxyCommand: string;
  /** How many connections go this way now. */
  connections(): number;
  /** Changes what the link does to the connections of now and later. */
  change(state: Partial<LinkState>): void;
  /** Ends all connections at once, as a firewall that restarts. */
  cut(): void;
  close(): void;
}

const relay = fileURLToPath(new URL('relay.ts', import.meta.url));

/** Opens a link, which the processes of `ssh` find by its socket. */
export async function openLink(socket: string, initial: LinkState): Promise<Link> {
  let state = initial;
  const connections = new Set<Socket>();
  const tell = (connection: Socket) => connection.write(`${JSON.stringify(state)}\n`);
  const server = createServer((connection) => {
    connections.add(connection);
    connection.on('error', () => {}).on('close', () => connections.delete(connection));
    connection.resume();
    tell(connection);
  });
  server.listen(socket);
  await once(server, 'listening');
  const cut = () => {
    for (const connection of connections) connection.destroy();
  };
  return {
    proxyCommand: [process.execPath, relay, socket]
      .map((word) => `"${word}"`)
      .join(' ')
      .concat(' %h %p'),
    connections: () => connections.size,
    change(changes) {
      state = { ...state, ...changes };
      for (const connection of connections) tell(connection);
    },
    cut,
    close() {
      cut();
      server.close();
    },
  };
}

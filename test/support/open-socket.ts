import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

export interface TestSocket {
  readonly socket: WebSocket;
  send(message: Message): void;
  /** The next message, waited for. */
  next(): Promise<Message>;
  /** The close's code and reason, waited for. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  subscribe(query: string, variables?: Record<string, unknown>, id?: string): void;
}

/** A WebSocket to the server that speaks the protocol by hand; `init: false` leaves it uninitialised. */
export async function openSocket(
  server: { readonly port: number },
  { init = true, ...options }: WebSocket.ClientOptions & { readonly init?: boolean } = {},
): Promise<TestSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws', options);
  onTestFinished(() => socket.terminate());
  const received: Message[] = [];
  let arrived: (() => void) | null = null;
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    arrived?.();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }));
  });
  await once(socket, 'open');

  const send = (message: Message): void => socket.send(JSON.stringify(message));
  const next = async (): Promise<Message> => {
    while (received.length === 0) {
      await new Promise<void>((resolve) => {
        arrived = resolve;
      });
    }
    return received.shift() ?? { type: 'none' };
  };
  if (init) {
    send({ type: 'connection_init' });
    await next();
  }
  return {
    socket,
    send,
    next,
    closed,
    subscribe: (query, variables = {}, id = '1') =>
      send({ type: 'subscribe', id, payload: { query, variables } }),
  };
}

import { eventsOf } from './event-stream.ts';
import { openSocket } from './open-socket.ts';
import { errorsOf, post } from './start-server.ts';

export interface ToldError {
  readonly message: string;
  readonly extensions: Record<string, unknown>;
}

/** Sends an operation that is to fail, and gives its errors: the same test then holds on every transport. */
export type FailOn = (
  server: { readonly port: number },
  query: string,
  variables?: Record<string, unknown>,
) => Promise<readonly ToldError[]>;

const overHttp: FailOn = async (server, query, variables) => errorsOf(await post(server, query, variables));

const overWebSocket: FailOn = async (server, query, variables) => {
  const { subscribe, next, socket } = await openSocket(server);
  subscribe(query, variables);
  const { type, payload } = await next();
  socket.close();
  return type === 'error' ? (payload as ToldError[]) : (payload as { errors: ToldError[] }).errors;
};

const overEventStream: FailOn = async (server, query, variables) => {
  const { text } = await post(server, query, variables, { accept: 'text/event-stream' });
  return eventsOf(text)[0]?.data?.errors as readonly ToldError[];
};

export const transports: readonly [name: string, fail: FailOn][] = [
  ['HTTP', overHttp],
  ['WebSocket', overWebSocket],
  ['server-sent events', overEventStream],
];

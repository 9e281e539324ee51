import { createServer } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { messageOf } from '../common/message-of.ts';
import type { ServerSettings } from './settings.ts';

/** The server cannot listen on the address. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** A port that is held for a server that is still to start. */
export interface ReservedPort {
  readonly port: number;
  /** Idempotent. */
  release(): Promise<void>;
}

/** Reserves the port before the work of a start that a used port would waste; connections are refused meanwhile. @throws CannotListen */
export async function reservePort({
  host,
  port,
}: Pick<ServerSettings, 'host' | 'port'>): Promise<ReservedPort> {
  const holder = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    holder.once('error', (cause) => reject(cannotListen(host, port, cause)));
    holder.listen({ host, port }, resolve);
  });
  const address = holder.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    release: () => new Promise((resolve) => holder.close(() => resolve())),
  };
}

/** Listens, in place of the reservation if there is one, and returns the URL of GraphQL there. @throws CannotListen */
export async function listen(
  http: FastifyInstance,
  { host, port }: ServerSettings,
  reserved: ReservedPort | null = null,
): Promise<string> {
  await reserved?.release();
  try {
    const address = await http.listen({ host, port: reserved?.port ?? port });
    return `${address}/graphql`;
  } catch (cause) {
    throw cannotListen(host, port, cause);
  }
}

const cannotListen = (host: string, port: number, cause: unknown): CannotListen =>
  new CannotListen(`Cannot listen on ${host}, port ${port}: ${why(cause)}`, { cause });

function why(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EADDRINUSE') return 'another program does already. Stop it, or choose another port.';
  if (code === 'EACCES') return 'ports below 1024 are for root. Choose another port.';
  return `${messageOf(cause)}.`;
}

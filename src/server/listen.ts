import type { FastifyInstance } from 'fastify';
import type { ServerSettings } from './settings.ts';

/** The address could not be had. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

/** Listens, and answers the URL of GraphQL there. @throws CannotListen */
export async function listen(http: FastifyInstance, { host, port }: ServerSettings): Promise<string> {
  try {
    const address = await http.listen({ host, port });
    return `${address}/graphql`;
  } catch (cause) {
    throw new CannotListen(`Cannot listen on ${host}, port ${port}: ${why(cause)}`, { cause });
  }
}

function why(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'EADDRINUSE') return 'another program does already. Stop it, or choose another port.';
  if (code === 'EACCES') return 'ports below 1024 are for root. Choose another port.';
  return `${cause instanceof Error ? cause.message : String(cause)}.`;
}

import type { ConnectionOptions } from '../command-context.ts';
import type { Terminal } from '../output/terminal.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';

/** The server that the user named, by option or environment; null when none. @throws UsageError */
export function serverAddress({ url }: ConnectionOptions, env: Terminal['env']): Endpoint | null {
  const address = url ?? env.WINNOW_URL ?? '';
  return address === '' ? null : parseEndpoint(address);
}

/** Whether the server is on another machine, with paths of its own. */
export const isRemote = (options: ConnectionOptions, env: Terminal['env']): boolean =>
  serverAddress(options, env)?.local === false;

import type { Transport } from '../transport/transport.ts';

/** As many as fit into one call, with names of any length. */
const atOnce = 500;
const timeoutMs = 20_000;

/** Where paths lead: absolute, links resolved as far as they exist. One that cannot be found out is left out. */
export async function realPaths(
  transport: Transport,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const usable = [...new Set(paths)].filter((path) => path.startsWith('/') && !path.includes('\0'));
  const found = new Map<string, string>();
  for (let start = 0; start < usable.length; start += atOnce) {
    for (const [path, real] of await resolve(transport, usable.slice(start, start + atOnce))) {
      found.set(path, real);
    }
  }
  return found;
}

async function resolve(transport: Transport, paths: readonly string[]): Promise<[string, string][]> {
  const { stdout, timedOut } = await transport.run({
    program: 'xargs',
    // Names are data, whatever they look like.
    args: ['-0', 'realpath', '-z', '-m', '--'],
    stdin: paths.map((path) => `${path}\0`).join(''),
    timeoutMs,
  });
  const real = stdout.split('\0').slice(0, -1);
  if (real.length === paths.length) return paths.map((path, index) => [path, real[index] ?? path]);
  if (timedOut || paths.length === 1) return [];
  // Links that lead in a circle are left out of the answer, which does not say which path it was.
  const half = Math.ceil(paths.length / 2);
  return [
    ...(await resolve(transport, paths.slice(0, half))),
    ...(await resolve(transport, paths.slice(half))),
  ];
}

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A network namespace for the store, with a wire of its own to each server, that can be cut and mended. */
export interface Network {
  readonly namespace: string;
  /** The store's address at the end of each server's wire. */
  readonly addresses: readonly string[];
  cut(wire: number): void;
  mend(wire: number): void;
  /** A command line that runs in the namespace. */
  inside(command: readonly string[]): string[];
  remove(): void;
}

/** Network namespaces cannot be made here. */
class NamespacesNeeded extends Error {
  override readonly name = 'NamespacesNeeded';
  constructor(cause: unknown) {
    super(
      'Partitions are tried with network namespaces, which cannot be made here. Run this as root (or with CAP_SYS_ADMIN and CAP_NET_ADMIN), with `ip` of iproute2, which scripts/setup installs.',
      { cause },
    );
  }
}

const ip = (...args: string[]): string =>
  execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Names carry the process's id, so that two of these at once do not meet, and what a killed one left is known. */
const nameOf = (pid: number): string => `winnow-chaos-${pid}`;
const wireOf = (pid: number, wire: number): string => `wn${pid}.${wire}`;

/** Makes the namespace and its wires. @throws NamespacesNeeded that says what to do. */
export function createNetwork(wires: number): Network {
  const { pid } = process;
  const namespace = nameOf(pid);
  // The addresses that are set aside for tests of networks (RFC 2544), so that no real one is hidden.
  const addressOf = (wire: number, end: 1 | 2): string => {
    const block = ((pid % 4096) * 8 + wire) * 4 + end;
    return `198.${18 + (block >> 16)}.${(block >> 8) & 255}.${block & 255}`;
  };
  try {
    removeLeftovers();
    ip('netns', 'add', namespace);
    ip('-n', namespace, 'link', 'set', 'lo', 'up');
    for (let wire = 0; wire < wires; wire += 1) {
      const [outer, inner] = [wireOf(pid, wire), 'store'.concat(String(wire))];
      ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', namespace);
      ip('addr', 'add', `${addressOf(wire, 1)}/30`, 'dev', outer);
      ip('link', 'set', outer, 'up');
      ip('-n', namespace, 'addr', 'add', `${addressOf(wire, 2)}/30`, 'dev', inner);
      ip('-n', namespace, 'link', 'set', inner, 'up');
    }
  } catch (error) {
    throw new NamespacesNeeded(error);
  }
  // The store's end goes down: the server's keeps its route, and packets vanish as behind a broken switch.
  const set = (wire: number, state: 'up' | 'down') =>
    void ip('-n', namespace, 'link', 'set', `store${wire}`, state);
  return {
    namespace,
    addresses: Array.from({ length: wires }, (_, wire) => addressOf(wire, 2)),
    cut: (wire) => set(wire, 'down'),
    mend: (wire) => set(wire, 'up'),
    inside: (command) => ['ip', 'netns', 'exec', namespace, ...command],
    remove: () => removeOf(pid),
  };
}

function removeOf(pid: number): void {
  const links: { ifname: string }[] = JSON.parse(ip('-j', 'link', 'show', 'type', 'veth') || '[]');
  for (const { ifname } of links) if (ifname?.startsWith(`wn${pid}.`)) ip('link', 'delete', ifname);
  ip('netns', 'delete', nameOf(pid));
}

function removeLeftovers(): void {
  for (const line of ip('netns', 'list').split('\n')) {
    const pid = Number(/^winnow-chaos-(\d+)/.exec(line)?.[1]);
    if (pid > 0 && (pid === process.pid || !existsSync(`/proc/${pid}`))) {
      try {
        removeOf(pid);
      } catch {
        // Another run of the tests removes it, too.
      }
    }
  }
}

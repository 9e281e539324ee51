import { connect, holdNamespaces, ip, takeAddresses } from '../namespaces.ts';

/** A network namespace for the store, with a wire of its own to each server, that can be cut and mended. */
export interface Network {
  /** The store's address at the end of each server's wire. */
  readonly addresses: readonly string[];
  cut(wire: number): Promise<void>;
  mend(wire: number): Promise<void>;
  /** What to start for a program to run in the namespace. */
  inside(program: string, ...args: readonly string[]): [program: string, args: string[]];
  remove(): Promise<void>;
}

/** Makes the namespace and its wires. @throws NamespacesNeeded that says what to do. */
export async function createNetwork(wires: number): Promise<Network> {
  const namespace = await holdNamespaces(['--net']);
  const { address, device } = await takeAddresses(namespace, 'store0');
  await namespace.run('ip', 'link', 'set', 'lo', 'up');
  for (let wire = 0; wire < wires; wire += 1) {
    const [outer, inner] = [device(wire), `store${wire}`];
    if (wire > 0) await connect(outer, namespace, inner);
    await ip('addr', 'add', `${address(wire * 4 + 1)}/30`, 'dev', outer);
    await ip('link', 'set', outer, 'up');
    await namespace.run('ip', 'addr', 'add', `${address(wire * 4 + 2)}/30`, 'dev', inner);
    await namespace.run('ip', 'link', 'set', inner, 'up');
  }
  // The store's end goes down: the server's keeps its route, and packets vanish as behind a broken switch.
  const set = async (wire: number, state: 'up' | 'down') =>
    void (await namespace.run('ip', 'link', 'set', `store${wire}`, state));
  return {
    addresses: Array.from({ length: wires }, (_, wire) => address(wire * 4 + 2)),
    cut: (wire) => set(wire, 'down'),
    mend: (wire) => set(wire, 'up'),
    inside: namespace.inside,
    remove: namespace.end,
  };
}

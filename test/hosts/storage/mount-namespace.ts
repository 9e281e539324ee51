import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { hangFilesystem } from '../../support/hanging-filesystem.ts';
import { holdNamespaces } from '../../support/namespaces.ts';
import { temporaryDirectory } from '../a-host.ts';
import { throughPrefix } from '../images/shown-images.ts';

/**
 * This machine, with mounts of a test's own: nobody else sees them, and with the namespace they are gone, also when the
 * test is killed. Takes root.
 */
export async function aMountNamespace() {
  const directory = temporaryDirectory();
  const namespace = await holdNamespaces(['--mount', '--propagation', 'private']);
  const hanging = new Set<() => void>();
  onTestFinished(async () => {
    for (const letGo of hanging) letGo();
    await namespace.end();
  });

  const inside = (program: string, ...args: string[]): string =>
    execFileSync(...namespace.inside(program, ...args), { encoding: 'utf8', cwd: '/' });

  const { pid, prefix } = namespace;
  const transport = throughPrefix(prefix);

  /** Makes a directory of that name, and mounts there with those arguments. */
  function mount(name: string, ...args: string[]): string {
    const path = join(directory, name);
    inside('mkdir', '-p', '--', path);
    inside('mount', ...args, path);
    return path;
  }

  /** A new filesystem on a loop device. */
  function filesystem(type: string, name: string, options = 'rw'): string {
    const image = join(directory, `${type}.${Math.random()}.img`);
    writeFileSync(image, '');
    // The smallest that mkfs.xfs makes.
    truncateSync(image, 300 * 1024 ** 2);
    execFileSync(`mkfs.${type}`, ['-q', image]);
    return mount(name, '-t', type, '-o', `loop,${options}`, image);
  }

  /** A filesystem that never answers again: what waits for it cannot even be killed. */
  async function hangingFilesystem(name: string, options?: { cachesAttributes: boolean }) {
    const path = join(directory, name);
    const letGo = await hangFilesystem(namespace.inside, path, options);
    hanging.add(letGo);
    return { path, letGo };
  }

  return { directory, pid, prefix, transport, inside, mount, filesystem, hangingFilesystem };
}

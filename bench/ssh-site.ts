import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { followOperation } from '../src/cli/actions/follow-operation.ts';
import { addHost, listDisks } from '../src/cli/client/documents.ts';
import { fakeVirtSparsify } from '../test/support/fake-virt-sparsify.ts';
import {
  type SshHost,
  type SshHostOptions,
  type SshHosts,
  startSshHosts,
} from '../test/support/ssh-hosts.ts';
import type { Server } from './server.ts';
import { makeSite, type Site } from './site.ts';

/** Where each host has its directory of images, and what all hosts share, the stand-in for the tool among it. */
export const remoteImages = '/srv/images';
export const remoteShared = '/srv/shared';
export const remoteTool = `${remoteShared}/virt-sparsify`;

/** A host with a real sshd, and its directory of images as this machine has it. */
interface BenchHost extends SshHost {
  readonly images: string;
}

export interface SshSite extends Site {
  readonly hosts: SshHosts;
  /** What all hosts have as `remoteShared`. */
  readonly shared: string;
  add(name: string, options?: SshHostOptions): Promise<BenchHost>;
  /** Ends the hosts, and removes all of the site. */
  close(): Promise<void>;
}

/**
 * A site with hosts that are reached by ssh, each with images of its own. Takes root. `tool` stands in for virt-sparsify,
 * with this environment, since that of a server does not reach other hosts.
 */
export async function startSshSite(
  environment: Readonly<Record<string, string | number>>,
  tool = fakeVirtSparsify,
): Promise<SshSite> {
  const hosts = await startSshHosts();
  const site = makeSite();
  const shared = join(site.directory, 'shared');
  mkdirSync(shared);
  const variables = Object.entries(environment).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(join(shared, 'virt-sparsify'), `#!/bin/sh\n${variables.join('')}exec ${tool} "$@"\n`);
  chmodSync(join(shared, 'virt-sparsify'), 0o755);
  return {
    ...site,
    hosts,
    shared,
    async add(name, options) {
      const images = join(site.directory, `images-of-${name}`);
      mkdirSync(images);
      return Object.assign(await hosts.add(name, { ...options, shared: { images, shared } }), { images });
    },
    async close() {
      await hosts.stop();
      site.remove();
    },
  };
}

/** Registers a host with its directory of images, and waits until it was scanned; gives its id. */
export async function registerHost({ client }: Server, address: string): Promise<string> {
  const input = { address, directories: [remoteImages] };
  const { host, operation, userErrors } = (await client.request(addHost, { input })).registerHost;
  if (host === null || operation === null)
    throw new Error(`${address} was not registered: ${userErrors[0]?.message}`);
  await followOperation(client, operation.id);
  return host.id;
}

/** The ids of all disks, of which there are so many. */
export async function disksOf({ client }: Server, count: number): Promise<string[]> {
  const { disks } = await client.request(listDisks, { first: count + 1 });
  if (disks.nodes.length !== count) throw new Error(`${disks.nodes.length} of ${count} disks were found.`);
  return disks.nodes.map(({ id }) => id);
}

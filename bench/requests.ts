import { listStorageDomains, registerDisk, sparsifyDisk } from '../src/cli/client/documents.ts';
import type { DiskFormat } from '../src/domain/disk/facts.ts';
import type { StorageDomainId } from '../src/domain/ids.ts';
import type { Server } from './server.ts';

/** The storage domain of the images of a server's site. */
export async function storageDomainOf({ client }: Server): Promise<StorageDomainId> {
  const { storageDomains } = await client.request(listStorageDomains, { first: 1 });
  const [only] = storageDomains.nodes;
  if (only === undefined) throw new Error('The server has no storage domain.');
  return only.id as StorageDomainId;
}

/** Registers an image, and gives the disk's id. */
export async function register(server: Server, path: string, format: DiskFormat): Promise<string> {
  const storageDomainId = await storageDomainOf(server);
  const { disk, userErrors } = (
    await server.client.request(registerDisk, { input: { storageDomainId, path, format } })
  ).registerDisk;
  if (disk === null) throw new Error(`${path} was not registered: ${userErrors[0]?.message}`);
  return disk.id;
}

/** Asks for a disk to be sparsified, and gives the job's id. */
export async function sparsify({ client }: Server, diskId: string): Promise<string> {
  const { job, userErrors } = (await client.request(sparsifyDisk, { input: { id: diskId } })).sparsifyDisk;
  if (job === null) throw new Error(`No job: ${userErrors[0]?.message}`);
  return job.id;
}

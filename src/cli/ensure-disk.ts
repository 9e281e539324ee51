import type { DiskNode } from './client/disk.ts';
import type { GraphqlClient } from './client/graphql-client.ts';
import { listStorageDomains, registerDisk } from './client/operations.ts';
import { eachOf } from './client/pages.ts';
import { Refused } from './errors.ts';
import { findDiskAt } from './find-disk.ts';
import type { ImageTarget } from './image-target.ts';

/** The disk of an image: registered now, or before. @throws Refused */
export async function ensureDisk(image: ImageTarget, client: GraphqlClient): Promise<DiskNode> {
  const storageDomainId = await storageDomainOf(image, client);
  const { path, format } = image;
  const { registerDisk: payload } = await client.request(registerDisk, {
    input: { storageDomainId, path, format },
  });
  if (payload.disk !== null) return payload.disk;

  const [refusal] = payload.userErrors;
  if (refusal?.code !== 'DISK_ALREADY_REGISTERED') {
    throw new Refused(refusal?.code ?? 'REFUSED', refusal?.message ?? `${path} was not registered.`);
  }
  const disk = await findDiskAt(path, client, { storageDomainId });
  if (disk === null) throw new Refused(refusal.code, refusal.message);
  if (disk.format !== format) {
    throw new Refused(
      'FORMAT_MISMATCH',
      `${path} is registered as ${disk.format} (${disk.id}), not as ${format}.`,
      `Give --format ${disk.format.toLowerCase()}.`,
    );
  }
  return disk;
}

/** The innermost storage domain that the image lies in. */
async function storageDomainOf(image: ImageTarget, client: GraphqlClient): Promise<string> {
  let best: { readonly id: string; readonly length: number } | null = null;
  for await (const { id, mounts } of eachOf(client, listStorageDomains, {})) {
    for (const { path } of mounts) {
      const inside = image.path.startsWith(path.endsWith('/') ? path : `${path}/`);
      if (inside && path.length > (best?.length ?? -1)) best = { id, length: path.length };
    }
  }
  if (best !== null) return best.id;
  throw new Refused(
    'PATH_OUTSIDE_STORAGE_DOMAIN',
    `The server has no storage domain that ${image.path} lies in.`,
    `Start the server with --directory ${image.directory}.`,
  );
}

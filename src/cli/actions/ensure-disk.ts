import { shellQuoted } from '../../domain/plain-name.ts';
import type { DiskNode } from '../client/disk.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { listStorageDomains, registerDisk } from '../client/operations.ts';
import { eachOf } from '../client/pages.ts';
import { Refused } from '../errors.ts';
import { findDisksAt, theOnly } from './find-disk.ts';
import { formatOf, type ImageTarget } from './image-target.ts';

/** The disk of an image: found by a scan or registered before, or registered now. @throws Refused */
export async function ensureDisk(image: ImageTarget, client: GraphqlClient): Promise<DiskNode> {
  const { path, givenFormat } = image;
  const known = theOnly(path, await findDisksAt([path], client));
  if (known === null) return register(image, client);
  if (givenFormat === null || known.format === givenFormat) return known;
  throw new Refused(
    'FORMAT_MISMATCH',
    `${path} is in the catalogue as ${known.format} (${known.id}), not as ${givenFormat}.`,
    `Leave out --format, or correct the catalogue with \`winnow disk update ${known.id} --format ${givenFormat.toLowerCase()}\`.`,
  );
}

async function register(image: ImageTarget, client: GraphqlClient): Promise<DiskNode> {
  const format = formatOf(image);
  const storageDomainId = await storageDomainOf(image, client);
  const { path } = image;
  const { registerDisk: payload } = await client.request(registerDisk, {
    input: { storageDomainId, path, format },
  });
  if (payload.disk !== null) return payload.disk;
  const [refusal] = payload.userErrors;
  throw new Refused(
    refusal?.code ?? 'REFUSED',
    refusal?.message ?? `${path} was not registered.`,
    refusal?.code === 'DISK_ALREADY_REGISTERED' ? 'Give that id in place of the path.' : null,
  );
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
    `Register its directory with \`winnow scan ${shellQuoted(image.directory)}\`, or start the server with --directory ${shellQuoted(image.directory)}.`,
  );
}

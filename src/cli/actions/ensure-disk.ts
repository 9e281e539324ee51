import { shellQuoted } from '../../domain/plain-name.ts';
import { type DiskNode, listStorageDomains, registerDisk } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { Refused } from '../errors.ts';
import { findDisksAt, theOnly } from './find-disk.ts';
import { formatOf, type ImageTarget } from './image-target.ts';
import { refusalOf } from './refusal.ts';

/** The disk of an image; registers the image when it is not in the catalogue yet. @throws Refused */
export async function ensureDisk(image: ImageTarget, client: GraphqlClient): Promise<DiskNode> {
  const { path, givenFormat } = image;
  const find = async () => theOnly(path, await findDisksAt([path], client));
  const known = (await find()) ?? (await register(image, client, find));
  if (givenFormat === null || known.format === givenFormat) return known;
  throw new Refused(
    'FORMAT_MISMATCH',
    `${path} is in the catalogue as ${known.format} (${known.id}), not as ${givenFormat}.`,
    `Leave out --format, or correct the catalogue with \`winnow disk update ${known.id} --format ${givenFormat.toLowerCase()}\`.`,
  );
}

async function register(
  image: ImageTarget,
  client: GraphqlClient,
  find: () => Promise<DiskNode | null>,
): Promise<DiskNode> {
  const format = formatOf(image);
  const storageDomainId = await storageDomainOf(image, client);
  const { path } = image;
  const { registerDisk: payload } = await client.request(registerDisk, {
    input: { storageDomainId, path, format },
  });
  if (payload.disk !== null) return payload.disk;
  const known = payload.userErrors.some(({ code }) => code === 'DISK_ALREADY_REGISTERED');
  // A scan of the server may have found it meanwhile.
  const found = known ? await find() : null;
  if (found !== null) return found;
  throw refusalOf(payload.userErrors, `${path} was not registered.`, {
    remedy: known ? 'Give that id instead of the path.' : null,
  });
}

/** The id of the innermost storage domain that contains the image. */
async function storageDomainOf(image: ImageTarget, client: GraphqlClient): Promise<string> {
  let best: { readonly id: string; readonly length: number } | null = null;
  for await (const { id, mounts } of eachOf(client, listStorageDomains, {})) {
    for (const { path } of mounts.nodes) {
      const inside = image.path.startsWith(path.endsWith('/') ? path : `${path}/`);
      if (inside && path.length > (best?.length ?? -1)) best = { id, length: path.length };
    }
  }
  if (best !== null) return best.id;
  throw new Refused(
    'PATH_OUTSIDE_STORAGE_DOMAIN',
    `No storage domain of the server contains ${image.path}.`,
    `Register its directory with \`winnow scan ${shellQuoted(image.directory)}\`, or start the server with --directory ${shellQuoted(image.directory)}.`,
  );
}

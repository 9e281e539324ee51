import { listHosts, listStorageDomains } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { eachOf } from '../client/pages.ts';
import { Refused } from '../errors.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The id of the host with this id or name. @throws Refused */
export const hostIdOf = (text: string, client: GraphqlClient): Promise<string> =>
  idOf(text, eachOf(client, listHosts, {}), { kind: 'host', remedy: 'List the hosts with `winnow hosts`.' });

/** The id of the storage domain with this id or name. @throws Refused */
export const storageDomainIdOf = (text: string, client: GraphqlClient): Promise<string> =>
  idOf(text, eachOf(client, listStorageDomains, {}), {
    kind: 'storage domain',
    remedy: 'List the storage domains with `winnow storage list`.',
  });

async function idOf(
  text: string,
  all: AsyncIterable<Named>,
  { kind, remedy }: { kind: string; remedy: string },
): Promise<string> {
  const found: Named[] = [];
  for await (const { id, name } of all) {
    if (id === text) return id;
    if (name === text) found.push({ id, name });
  }
  const [named, another] = found;
  if (named === undefined) {
    throw new Refused(
      'NOT_FOUND',
      `There is no ${kind} ${JSON.stringify(text)}: none has this id or name.`,
      remedy,
    );
  }
  if (another !== undefined) {
    const ids = found.map(({ id }) => `\n  ${id}`).join('');
    const message = `${JSON.stringify(text)} matches ${found.length} ${kind}s:${ids}`;
    throw new Refused('AMBIGUOUS', message, 'Give the id of one of them.');
  }
  return named.id;
}

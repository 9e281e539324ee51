import type { GraphqlClient } from './client/graphql-client.ts';
import { listHosts, listStorageDomains } from './client/operations.ts';
import { eachOf } from './client/pages.ts';
import { Refused } from './errors.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The id of the host that a user means by its id or its name. @throws Refused */
export const hostIdOf = (text: string, client: GraphqlClient): Promise<string> =>
  idOf(text, eachOf(client, listHosts, {}), { kind: 'host', prefix: 'host_', command: '`winnow hosts`' });

/** The id of the storage domain that a user means by its id or its name. @throws Refused */
export const storageDomainIdOf = (text: string, client: GraphqlClient): Promise<string> =>
  idOf(text, eachOf(client, listStorageDomains, {}), {
    kind: 'storage domain',
    prefix: 'dom_',
    command: 'the query storageDomains',
  });

async function idOf(
  text: string,
  all: AsyncIterable<Named>,
  { kind, prefix, command }: { kind: string; prefix: string; command: string },
): Promise<string> {
  if (text.startsWith(prefix)) return text;
  const found: string[] = [];
  for await (const { id, name } of all) if (name === text) found.push(id);
  const [id, another] = found;
  if (id === undefined) {
    throw new Refused('NOT_FOUND', `There is no ${kind} "${text}".`, `See them with ${command}.`);
  }
  if (another !== undefined) {
    const message = `More than one ${kind} is called "${text}": ${found.join(', ')}.`;
    throw new Refused('AMBIGUOUS', message, 'Give the id.');
  }
  return id;
}

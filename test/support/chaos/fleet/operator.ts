import { setTimeout as wait } from 'node:timers/promises';
import type { GraphqlClient, Variables } from '../../../../src/cli/client/graphql-client.ts';
import { patience } from '../../patience.ts';
import type { KeptServer } from '../servers.ts';

/** How long an operator tries again what a server did not do, in milliseconds. */
const tryForMs = patience(30_000);

/** Asks one server after the other until one gives an answer that is not null; throws what it was told last. */
async function untilDone<Answer>(
  servers: readonly KeptServer[],
  ask: (client: GraphqlClient) => Promise<Answer | null>,
): Promise<Answer> {
  let last: unknown = 'no server was there';
  const giveUpAt = Date.now() + tryForMs;
  for (let tried = 0; Date.now() < giveUpAt; tried += 1) {
    const client = servers[tried % servers.length]?.client();
    const answer = client
      ? await ask(client).catch((error: unknown) => {
          last = error;
          return null;
        })
      : null;
    if (answer !== null) return answer;
    await wait(200);
  }
  throw last instanceof Error ? last : new Error(`An operator was not answered: ${last}`);
}

interface UserError {
  readonly code: string;
  readonly message: string;
}

interface HostFound {
  readonly id: string;
  readonly address: string | null;
  readonly state: string;
  readonly confirmedDownAt: string | null;
}

async function hostsOf(client: GraphqlClient): Promise<readonly HostFound[]> {
  const { hosts } = await client.request<{ hosts: { nodes: HostFound[] } }, Variables>(
    { document: '{ hosts { nodes { id address state confirmedDownAt } } }' },
    {},
  );
  return hosts.nodes.filter(({ address }) => address !== null);
}

/** Registers hosts by their addresses, and gives their ids. */
export async function registerHosts(
  servers: readonly KeptServer[],
  addresses: readonly string[],
  directories: readonly string[],
): Promise<string[]> {
  const document =
    'mutation ($input: RegisterHostInput!) { registerHost(input: $input) { host { id } userErrors { code message } } }';
  const register = (address: string) =>
    untilDone(servers, async (client) => {
      // The answer to a registration before may not have come.
      const known = (await hostsOf(client)).find((host) => host.address === address);
      if (known !== undefined) return known.id;
      const { registerHost } = await client.request<
        { registerHost: { host: { id: string } | null; userErrors: UserError[] } },
        Variables
      >({ document }, { input: { address, directories } });
      const [refusal] = registerHost.userErrors;
      if (refusal) throw new Error(`${address} is not registered: ${refusal.message}`);
      return registerHost.host?.id ?? null;
    });
  return Promise.all(addresses.map(register));
}

/** Waits until scans have found images by their names; gives the ids of their disks in that order. */
export const findDisks = (
  servers: readonly KeptServer[],
  names: readonly string[],
): Promise<readonly string[]> =>
  untilDone(servers, async (client) => {
    const { disks } = await client.request<{ disks: { nodes: { id: string; path: string }[] } }, Variables>(
      { document: '{ disks(first: 100) { nodes { id path } } }' },
      {},
    );
    const ids = names.flatMap((name) => {
      const found = disks.nodes.filter(({ path }) => path.endsWith(name));
      if (found.length > 1) throw new Error(`${name} is ${found.length} disks.`);
      return found.map(({ id }) => id);
    });
    return ids.length === names.length ? ids : null;
  });

/** Says of a host that it is down, until that is believed. */
export const confirmDown = (servers: readonly KeptServer[], id: string): Promise<boolean> =>
  untilDone(servers, async (client) => {
    const document =
      'mutation ($id: ID!) { confirmHostDown(input: { id: $id, reason: "switched off" }) { userErrors { code message } } }';
    const { confirmHostDown } = await client.request<
      { confirmHostDown: { userErrors: UserError[] } },
      Variables
    >({ document }, { id });
    const [refusal] = confirmHostDown.userErrors;
    if (refusal) throw new Error(`The host is not taken for down: ${refusal.message}`);
    return true;
  });

/** What of the hosts is not as it was when they were registered, as a server tells. */
export async function checkHosts(client: GraphqlClient): Promise<string[]> {
  const hosts = await hostsOf(client);
  return hosts
    .filter(({ state, confirmedDownAt }) => state !== 'ACTIVE' || confirmedDownAt !== null)
    .map(
      ({ address, state, confirmedDownAt }) => `${address} is ${state}, confirmed down: ${confirmedDownAt}`,
    );
}

import { listStorageDomains } from './documents.ts';
import type { GraphqlClient, TypedDocument } from './graphql-client.ts';

/** Nodes per page: well below the server's limit on the cost of one request. */
const largestPage = 100;

/** The same for storage domains, which come with all their mounts. */
const largestPageOfDomains = 20;

type Page = { readonly first: number; readonly after?: string | null };
type List<Node, V> = TypedDocument<Readonly<Record<string, Connection<Node>>>, V & Page>;

/** Up to `limit` nodes of a list over as many pages as needed, with the total count. */
export async function firstOf<Node, V extends Page>(
  limit: number,
  client: GraphqlClient,
  list: List<Node, V>,
  variables: Omit<V, keyof Page>,
): Promise<{ readonly nodes: readonly Node[]; readonly totalCount: number }> {
  const nodes: Node[] = [];
  let totalCount = 0;
  for await (const page of pagesOf(client, list, variables, limit)) {
    nodes.push(...page.nodes.slice(0, limit - nodes.length));
    totalCount = page.totalCount;
    if (nodes.length >= limit) break;
  }
  return { nodes, totalCount };
}

/** All nodes of a list, fetched page by page as they are consumed. */
export async function* eachOf<Node, V extends Page>(
  client: GraphqlClient,
  list: List<Node, V>,
  variables: Omit<V, keyof Page>,
): AsyncGenerator<Node, void, undefined> {
  for await (const page of pagesOf(client, list, variables, largestPage)) yield* page.nodes;
}

async function* pagesOf<Node, V extends Page>(
  client: GraphqlClient,
  list: List<Node, V>,
  variables: Omit<V, keyof Page>,
  limit: number,
): AsyncGenerator<Connection<Node>, void, undefined> {
  const largest = list.document === listStorageDomains.document ? largestPageOfDomains : largestPage;
  const first = Math.min(limit, largest);
  let after: string | null = null;
  do {
    const data: Readonly<Record<string, Connection<Node>>> = await client.request(list, {
      ...variables,
      first,
      after,
    } as unknown as V);
    for (const page of Object.values(data)) {
      yield page;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    }
  } while (after !== null);
}

/** A page of a list. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

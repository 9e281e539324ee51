import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { TypedDocument } from '../../../src/cli/client/graphql-client.ts';

const typeDefs = /* GraphQL */ `
  type Query { greeting(name: String!): String! broken: String! }
  type Subscription { numbers(to: Int!, after: String): Number! refused: Number! }
  type Number { cursor: String! value: Int! }
`;

export const greeting: TypedDocument<{ readonly greeting: string }, { name: string }> = {
  document: 'query ($name: String!) { greeting(name: $name) }',
};
export const broken: TypedDocument<{ readonly broken: string }> = { document: '{ broken }' };
type NumberUpdate = { readonly cursor: string; readonly value: number };
export const numbers: TypedDocument<{ readonly numbers: NumberUpdate }, { to: number }> = {
  document: 'subscription ($to: Int!, $after: String) { numbers(to: $to, after: $after) { cursor value } }',
};
export const refused: TypedDocument<{ readonly refused: NumberUpdate }> = {
  document: 'subscription { refused { cursor value } }',
};

export interface TinyServer extends AsyncDisposable {
  readonly url: string;
  /** The `after` of each subscription to numbers, in order. */
  readonly askedAfter: (string | null)[];
}

/**
 * A GraphQL server of the kind that the client speaks to. `numbers` counts from 1, or from after the cursor, up to
 * `to`; the connection is cut each time that one of `cutAfter` has been sent.
 */
export async function tinyServer({ cutAfter = [] as number[], port = 0 } = {}): Promise<TinyServer> {
  const askedAfter: (string | null)[] = [];
  const cuts = new Set(cutAfter);
  const schema = makeExecutableSchema({
    typeDefs,
    resolvers: {
      Query: {
        greeting: (_: unknown, { name }: { name: string }) => `Hello, ${name}`,
        broken: () => {
          throw new Error('The store is on fire.');
        },
      },
      Subscription: {
        numbers: {
          async *subscribe(_: unknown, { to, after }: { to: number; after?: string }) {
            askedAfter.push(after ?? null);
            for (let value = Number(after ?? 0) + 1; value <= to; value++) {
              yield { numbers: { cursor: String(value), value } };
              // Reached when the payload before was handed over.
              if (cuts.delete(value)) return cut();
            }
          },
        },
        refused: {
          subscribe() {
            throw new Error('Not for you.');
          },
        },
      },
    },
  });
  const answer: RequestListener = async (request, response) => {
    if (request.url !== '/graphql') return void response.writeHead(404).end('<h1>Not here</h1>');
    const { query, variables } = JSON.parse(Buffer.concat(await request.toArray()).toString());
    const result = await execute({ schema, document: parse(query), variableValues: variables });
    response.setHeader('content-type', 'application/graphql-response+json').end(JSON.stringify(result));
  };
  const http = createServer(answer);
  const sockets = new WebSocketServer({ server: http, path: '/graphql' });
  const protocol = useServer({ schema }, sockets);
  const cut = () => {
    for (const socket of sockets.clients) socket.terminate();
  };
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const { port: bound } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    askedAfter,
    async [Symbol.asyncDispose]() {
      cut();
      await protocol.dispose();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

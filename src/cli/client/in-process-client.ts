import { execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import type { Context } from '../../resolvers/context.ts';
import { dataOf, faultOf } from './execution-result.ts';
import type { GraphqlClient, TypedDocument, Update, Variables } from './graphql-client.ts';

/** A client that executes in this process; `context` is called for each document. */
export function inProcessClient(schema: GraphQLSchema, context: () => Context): GraphqlClient {
  const argsOf = (typed: TypedDocument<unknown>, variableValues: Variables) => {
    const document = parse(typed.document);
    const errors = validate(schema, document);
    if (errors.length > 0) throw faultOf(errors);
    return { schema, document, variableValues, contextValue: context() };
  };
  return {
    async request<Data>(typed: TypedDocument<Data>, variables: Variables) {
      return dataOf<Data>(plain(await execute(argsOf(typed, variables))));
    },
    async *subscribe<Data extends Update>(typed: TypedDocument<Data>, variables: Variables) {
      const results = await subscribe(argsOf(typed, variables));
      if (!(Symbol.asyncIterator in results)) {
        dataOf(plain(results));
        return;
      }
      for await (const result of results) yield dataOf<Data>(plain(result));
    },
    close: async () => {},
  };
}

/** What would arrive over the network: no null prototypes, no instances of errors. */
const plain = (result: unknown): unknown => JSON.parse(JSON.stringify(result));

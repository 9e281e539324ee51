import { execute, type GraphQLSchema, parse, subscribe, validate } from 'graphql';
import type { Context } from '../../resolvers/context.ts';
import { dataOf, faultOf } from './execution-result.ts';
import type { GraphqlClient, Operation, Update, Variables } from './graphql-client.ts';

/** A client that executes in this process; `context` is called for each operation. */
export function inProcessClient(schema: GraphQLSchema, context: () => Context): GraphqlClient {
  const argsOf = (operation: Operation<unknown>, variableValues: Variables) => {
    const document = parse(operation.document);
    const errors = validate(schema, document);
    if (errors.length > 0) throw faultOf(errors);
    return { schema, document, variableValues, contextValue: context() };
  };
  return {
    async request<Data>(operation: Operation<Data>, variables: Variables) {
      return dataOf<Data>(plain(await execute(argsOf(operation, variables))));
    },
    async *subscribe<Data extends Update>(operation: Operation<Data>, variables: Variables) {
      const results = await subscribe(argsOf(operation, variables));
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

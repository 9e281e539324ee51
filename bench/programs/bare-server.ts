import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import { makeExecutableSchema } from '@graphql-tools/schema';
import Fastify from 'fastify';

// Apollo on Fastify as its manual sets it up, with Winnow's schema and answers that never change: what the same requests
// cost where nothing is looked up, decided, logged, guarded or stored. `bare-server.ts FILE`: the answers' data, as JSON.

interface Constants {
  readonly disk: unknown;
  readonly disks: unknown;
  readonly sparsifyDisk: unknown;
}

const constants: Constants = JSON.parse(readFileSync(String(process.argv[2]), 'utf8'));
const apollo = new ApolloServer({
  schema: makeExecutableSchema({
    typeDefs: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    resolvers: {
      Query: { disk: () => constants.disk, disks: () => constants.disks },
      Mutation: { sparsifyDisk: () => constants.sparsifyDisk },
    },
  }),
  nodeEnv: 'production',
});
await apollo.start();
const fastify = Fastify();
await fastify.register(fastifyApollo(apollo));
process.stdout.write(`${await fastify.listen({ host: '127.0.0.1', port: 0 })}/graphql\n`);

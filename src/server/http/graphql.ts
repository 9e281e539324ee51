import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import { quoted } from '../../common/shorten.ts';
import { fromForeignPage } from '../caller-check.ts';
import type { ServerContext } from '../operation-log.ts';
import type { ServerParts } from '../server-parts.ts';
import type { EventStreams, Results } from '../sse/event-streams.ts';
import { singleResult, subscriptionResults } from '../sse/results.ts';
import { executeByApollo } from './apollo.ts';
import { acceptedBy, eventStream, graphqlResponse, json } from './media-type.ts';
import { operationOf } from './operation-request.ts';
import { refuse } from './refuse-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the request has become an operation. */
    operation: ServerContext | null;
  }
}

export interface HttpParts extends ServerParts {
  readonly apollo: ApolloServer<ServerContext>;
  readonly streams: EventStreams;
}

/** GraphQL at /graphql: a single result as JSON, several as server-sent events. */
export function addGraphql(
  fastify: FastifyInstance,
  { operations, apollo, streams, settings, contextOf }: HttpParts,
): void {
  const { maxStreams } = settings.eventStreams;

  const serveEvents = async (
    request: FastifyRequest,
    reply: FastifyReply,
    resultsOf: () => Results | Promise<Results>,
  ): Promise<FastifyReply> => {
    if (streams.open >= maxStreams) {
      const message = `The server has ${streams.open} event streams open, at most ${maxStreams} are allowed: close some, or try again later.`;
      return refuse(request, reply, 503, 'TOO_MANY_STREAMS', message);
    }
    const results = await resultsOf();
    // Without it nginx would hold the response back until its buffer is full.
    void reply.headers({ 'content-type': `${eventStream}; charset=utf-8`, 'x-accel-buffering': 'no' });
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    reply.hijack();
    reply.raw.writeHead(200);
    await streams.serve(reply.raw, results);
    return reply;
  };

  fastify.decorateRequest('operation', null);
  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: (request, reply, done) => {
      if (refuseByHeaders(request, reply) === null) done();
    },
    handler: async (request, reply) => {
      const asked = operationOf(request);
      const { single, stream } = acceptedBy(request.headers.accept);
      const context = contextOf(request.id, lastEventId(request));
      request.operation = context;
      const respond = (result: FormattedExecutionResult): FastifyReply | Promise<FastifyReply> => {
        if (single === eventStream) {
          return serveEvents(request, reply, () => singleResult(context, result));
        }
        // Under application/json a status other than 200 could come from any proxy.
        const isRefused = single === graphqlResponse && !('data' in result);
        return reply
          .code(isRefused ? 400 : 200)
          .type(`${single ?? json}; charset=utf-8`)
          .send(JSON.stringify(result));
      };

      const operation = operations.prepare(asked, context);
      if (!('args' in operation)) return respond({ errors: operations.shape(operation, context) });
      if (operation.type === 'subscription') {
        if (!stream) return respond({ errors: operations.shape([needsStream()], context) });
        return serveEvents(request, reply, () => subscriptionResults(operations, context, operation));
      }
      if (operation.type === 'mutation' && request.method === 'GET') {
        const message = 'A GET may not change anything: send the mutation by POST.';
        return refuse(request, reply.header('allow', 'POST'), 405, 'METHOD_NOT_ALLOWED', message);
      }
      return respond(await executeByApollo(apollo, asked, context));
    },
  });
}

/** Refuses a request whose headers alone say that it cannot be answered; null if they do not. */
function refuseByHeaders(request: FastifyRequest, reply: FastifyReply): FastifyReply | null {
  const { headers } = request;
  const page = fromForeignPage(headers);
  if (page) return refuse(request, reply, 403, page.code, page.message);
  if (acceptedBy(headers.accept).single === null) {
    const message = `Answers are ${graphqlResponse}, ${json} or ${eventStream}: name one of them in Accept.`;
    return refuse(request, reply, 406, 'NOT_ACCEPTABLE', message);
  }
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return null;
  const message = `A body in the content encoding ${quoted(encoding)} is not read: send it as it is, without Content-Encoding.`;
  const answer = reply.header('accept-encoding', 'identity');
  return refuse(request, answer, 415, 'UNSUPPORTED_CONTENT_ENCODING', message);
}

/** Where a client was cut off, as browsers send it when they connect again. */
function lastEventId({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function needsStream(): GraphQLError {
  return new GraphQLError(
    `A subscription has many results: accept ${eventStream}, or send it over a WebSocket with the subprotocol graphql-transport-ws, at this same address.`,
    { extensions: { code: 'SUBSCRIPTION_NEEDS_STREAM' } },
  );
}

import type { Socket } from 'node:net';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Logger } from 'pino';
import { shorten } from '../../common/shorten.ts';
import { logFields } from '../operation-log.ts';
import { newRequestId } from '../server-context.ts';
import { addGraphql, type HttpParts } from './graphql.ts';
import { readJsonBodies } from './operation-request.ts';
import { answerPlainly, maxHeadersBytes } from './plain-answer.ts';
import { refuse, requestProblem } from './refuse-request.ts';

/** Every answer is data for programs, of this moment, for this origin alone. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** The HTTP side: GraphQL at /graphql, plain words elsewhere. */
export function httpServer(parts: HttpParts): FastifyInstance {
  const { settings, logger } = parts;
  const fastify = Fastify({
    logger: false,
    genReqId: newRequestId,
    bodyLimit: settings.maxBodyBytes,
    requestTimeout: settings.requestTimeoutMs,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    clientErrorHandler: refuseMalformed,
  });
  // A page may send text/plain anywhere without asking first; with no parser for it the answer is 415.
  fastify.removeContentTypeParser('text/plain');
  readJsonBodies(fastify);
  logRequests(fastify, logger);
  guardCallers(fastify, parts);
  guardMethods(fastify);
  addGraphql(fastify, parts);
  fastify.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send(
        `There is nothing at ${shorten(path(request))}. GraphQL is at /graphql, by POST, GET or WebSocket; health at /livez and /readyz.\n`,
      ),
  );
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return refuse(request, reply, status, ...requestProblem(error, settings.maxBodyBytes));
    logger.error({ requestId: request.id, err: error }, 'request met a fault');
    return refuse(
      request,
      reply,
      500,
      'INTERNAL_SERVER_ERROR',
      `Winnow met a fault of its own. Its log has the details under request ${request.id}.`,
    );
  });
  return fastify;
}

/** Answers what Node cannot read as a request. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  if (error.code === 'HPE_HEADER_OVERFLOW') {
    const message = `The URL and the headers have more than ${maxHeadersBytes} bytes, the most that are accepted: send the operation by POST.`;
    answerPlainly(socket, 431, message);
  } else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    answerPlainly(socket, 408, 'The request did not arrive whole in time: send it again.');
  } else answerPlainly(socket, 400, 'This is not a request of HTTP/1.1.');
}

function guardCallers(fastify: FastifyInstance, { settings, check }: HttpParts): void {
  const origins = new Set(settings.allowedOrigins);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(securityHeaders).header('x-request-id', request.id);
    const problem = check(request.headers);
    if (problem) return void refuse(request, reply, 403, problem.code, problem.message);
    const { origin } = request.headers;
    if (origin !== undefined && origins.has(origin)) {
      void reply.headers({
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'x-request-id',
        'cross-origin-resource-policy': 'cross-origin',
        vary: 'origin',
      });
    }
    done();
  });
}

/** Before anything of a body is read, whatever the method: Fastify itself does not know each that there is. */
function guardMethods(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const allowed = methodsAt(path(request));
    if (allowed === null || allowed.includes(request.method)) return done();
    if (request.method === 'OPTIONS' && reply.hasHeader('access-control-allow-origin')) {
      return void preflight(reply);
    }
    const message = `${path(request)} is answered by ${allowed.join(' and ')}, not by ${request.method}.`;
    void refuse(request, reply.header('allow', allowed.join(', ')), 405, 'METHOD_NOT_ALLOWED', message);
  });
}

/** Which methods there are at a path; null where there is nothing. */
function methodsAt(at: string): readonly string[] | null {
  if (at === '/graphql') return ['GET', 'POST'];
  return isHealth(at) ? ['GET'] : null;
}

const preflight = (reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers':
        'content-type, last-event-id, apollo-require-preflight, x-apollo-operation-name',
      'access-control-max-age': '600',
    })
    .send();

/** Writes a line for each request once its response has ended, however it ended. */
function logRequests(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const since = performance.now();
    reply.raw.once('close', () => {
      const ms = Math.round((performance.now() - since) * 10) / 10;
      const line = { method: request.method, path: path(request), status: reply.raw.statusCode, ms };
      if (request.operation) {
        const { payloads } = request.operation.log;
        const streamed = payloads > 0 && { transport: 'sse', payloads };
        logger.info({ ...logFields(request.operation), ...line, ...streamed }, 'operation');
      } else {
        const level = isHealth(line.path) ? 'debug' : 'info';
        logger[level]({ requestId: request.id, ...line }, 'request');
      }
    });
    done();
  });
}

const isHealth = (url: string): boolean => url === '/livez' || url === '/readyz';

/** Without its query, which has the operation's variables in a GET. */
const path = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? url;

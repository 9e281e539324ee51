import type { FastifyInstance, FastifyRequest } from 'fastify';
import { messageOf } from '../../common/message-of.ts';
import { shorten } from '../../common/shorten.ts';
import type { OperationRequest } from '../operations.ts';

/** A request without a valid operation; the message says what is wrong with it. */
export class BadRequest extends Error {
  override readonly name = 'BadRequest';
  readonly statusCode = 400;
  readonly code: string;
  constructor(message: string, code = 'BAD_REQUEST') {
    super(message);
    this.code = code;
  }
}

/** Reads JSON bodies as Fastify does, and says what is wrong with one that it refuses. */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    parse(request, String(body), (error, value) =>
      error === null ? done(null, value) : done(badBody(faultOf(String(body)))),
    );
  });
}

/**
 * The operation of a request: of the body of a POST, or of the URL of a GET, whose variables are JSON.
 * @throws BadRequest
 */
export function operationOf(request: FastifyRequest): OperationRequest {
  if (request.method === 'GET') return checked(fromUrl(request.query));
  const { body } = request;
  if (Array.isArray(body)) {
    const message = 'A request has one operation, no array of them: send several requests.';
    throw new BadRequest(message, 'BATCH_REFUSED');
  }
  return checked(body);
}

function checked(given: unknown): OperationRequest {
  if (!isObject(given)) throw badBody('it is something else');
  const { query, operationName, variables, extensions } = given;
  if (query === undefined && isObject(extensions) && extensions.persistedQuery !== undefined) {
    // The words by which clients know that they are to send the whole document.
    throw new BadRequest('PersistedQueryNotSupported', 'PERSISTED_QUERY_NOT_SUPPORTED');
  }
  if (typeof query !== 'string' || query === '') {
    throw new BadRequest('The request has no query: give the document of the operation as the string query.');
  }
  if (!isMissing(operationName) && typeof operationName !== 'string') {
    throw new BadRequest('operationName is no string: give the name of an operation of the document.');
  }
  if (!isMissing(variables) && !isObject(variables)) {
    throw new BadRequest('variables is no JSON object: give the values of the variables by their names.');
  }
  return { query, operationName, variables };
}

const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fromUrl(query: unknown): unknown {
  if (!isObject(query)) return {};
  const { variables, extensions } = query;
  return {
    ...query,
    operationName: query.operationName === '' ? null : query.operationName,
    variables: parsed('variables', variables),
    extensions: parsed('extensions', extensions),
  };
}

function parsed(name: string, text: unknown): unknown {
  if (typeof text !== 'string' || text === '') return text === '' ? null : text;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BadRequest(`The URL's ${name} are not valid JSON (${shorten(messageOf(error))}).`);
  }
}

const badBody = (why: string): BadRequest =>
  new BadRequest(`The body is no JSON object with a query: ${why}.`);

function faultOf(body: string): string {
  if (body === '') return 'it is empty';
  try {
    JSON.parse(body);
  } catch (error) {
    return `it is not valid JSON (${shorten(messageOf(error))})`;
  }
  return 'it has a key "__proto__", or "constructor" with "prototype", which are refused as they can change a program: leave them out, or choose other names';
}

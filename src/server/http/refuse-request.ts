import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { shorten } from '../../common/shorten.ts';
import { acceptedBy, graphqlResponse, json } from './media-type.ts';
import { BadRequest } from './operation-request.ts';

/** A refusal before the request became an operation, in the form of a GraphQL answer. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): FastifyReply {
  const type = acceptedBy(request.headers.accept).single === graphqlResponse ? graphqlResponse : json;
  return reply
    .code(status)
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message, extensions: { code } }] }));
}

/** What is wrong with a request that Fastify or the reading of the operation refuses. */
export function requestProblem(
  error: FastifyError | BadRequest,
  maxBodyBytes: number,
): [code: string, message: string] {
  if (error instanceof BadRequest) return [error.code, error.message];
  switch (error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return [
        'UNSUPPORTED_MEDIA_TYPE',
        'A POST needs a JSON body and the header Content-Type: application/json.',
      ];
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return [
        'BODY_TOO_LARGE',
        `The body has more than ${maxBodyBytes} bytes, the most that are accepted: send less in one request.`,
      ];
    default:
      return ['BAD_REQUEST', `The body is no JSON object with a query: ${shorten(error.message)}.`];
  }
}

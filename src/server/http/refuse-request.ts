import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { shorten } from '../../common/shorten.ts';
import { BadBody } from './json-body.ts';
import { json, responseMediaType } from './media-type.ts';

/** A refusal before the request became an operation, in the form of a GraphQL answer. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): FastifyReply {
  return reply
    .code(status)
    .type(`${responseMediaType(request.headers.accept) ?? json}; charset=utf-8`)
    .send(JSON.stringify({ errors: [{ message, extensions: { code, ...more } }] }));
}

/** What is wrong with a request that Fastify refuses. */
export function requestProblem(
  error: FastifyError | BadBody,
  maxBodyBytes: number,
): [code: string, message: string] {
  switch (error instanceof BadBody ? null : error.code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return [
        'UNSUPPORTED_MEDIA_TYPE',
        'A POST takes a JSON body under the header Content-Type: application/json.',
      ];
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return [
        'BODY_TOO_LARGE',
        `The body has more than ${maxBodyBytes} bytes, the most that are taken: send less in one request.`,
      ];
    default:
      return ['BAD_REQUEST', `The body is no JSON object with a query: ${shorten(error.message)}.`];
  }
}

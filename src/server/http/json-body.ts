import type { FastifyInstance } from 'fastify';

/** A body that is none that GraphQL over HTTP takes; the message says why. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
  readonly statusCode = 400;
}

/** Reads JSON bodies as Fastify does, and says of one that it refuses what is wrong with it. */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    parse(request, String(body), (error, value) =>
      error === null ? done(null, value) : done(new BadBody(whyNot(String(body)))),
    );
  });
}

function whyNot(body: string): string {
  if (body === '') return 'it is empty';
  try {
    JSON.parse(body);
  } catch (error) {
    return `it is not valid JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  return 'it has a key "__proto__", or "constructor" with "prototype", which are refused as they can change a program: leave them out, or choose other names';
}

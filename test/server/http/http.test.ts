import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { errorsOf, post, send, startServer } from '../../support/start-server.ts';

const json = { 'content-type': 'application/json' };
const body = (query: string, more: object = {}): string => JSON.stringify({ query, ...more });
const own = 'application/graphql-response+json; charset=utf-8';
const legacy = 'application/json; charset=utf-8';

describe('GraphQL over HTTP', () => {
  it('answers POST with data, a request id, and headers that keep browsers from guessing', async () => {
    const answer = await post(await startServer(), '{ __typename }');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({ data: { __typename: 'Query' } });
    expect(answer.headers).toMatchObject({
      'content-type': own,
      'x-request-id': expect.stringMatching(/^req_[0-9a-f-]{36}$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    [undefined, legacy],
    ['*/*', legacy],
    ['application/json', legacy],
    ['application/*', legacy],
    ['application/graphql-response+json', own],
    ['application/graphql-response+json, application/json;q=0.9', own],
    ['application/json, application/graphql-response+json', legacy],
    ['text/html, application/graphql-response+json;q=0.1', own],
    ['application/json;q=0, */*', own],
    [
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed',
      own,
    ],
    ['multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9', own],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const headers = { ...json, ...(accept !== undefined && { accept }) };
    const answer = await send(await startServer(), { headers, body: body('{ __typename }') });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, type]);
  });

  it('answers 406 to who takes neither media type, before anything is done', async () => {
    const server = await startServer();
    const mutation = 'mutation { removeDisk(input: { id: "disk_1" }) { userErrors { code } } }';
    for (const accept of ['text/html', 'application/xml', '*/*;q=0']) {
      const answer = await send(server, { headers: { ...json, accept }, body: body(mutation) });
      expect(answer.status).toBe(406);
      expect(errorsOf(answer)[0]?.extensions.code).toBe('NOT_ACCEPTABLE');
    }
    expect(server.services.sent).toEqual([]);
  });

  it.each([
    ['does not parse', '{ disk(', {}, 'GRAPHQL_PARSE_FAILED'],
    ['is not valid', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'has a variable of the wrong type',
      'query ($id: ID!) { disk(id: $id) { id } }',
      { variables: { id: {} } },
      'BAD_USER_INPUT',
    ],
    [
      'has no such operation',
      'query A { __typename }',
      { operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
    ],
  ])(
    'answers an operation that %s with 400, and with 200 under application/json',
    async (_what, query, more, code) => {
      const server = await startServer();
      const accept = 'application/graphql-response+json';
      const strict = await send(server, { headers: { ...json, accept }, body: body(query, more) });
      expect([strict.status, errorsOf(strict)[0]?.extensions.code]).toEqual([400, code]);
      expect(JSON.parse(strict.text)).not.toHaveProperty('data');
      const lenient = await send(server, { headers: json, body: body(query, more) });
      expect([lenient.status, errorsOf(lenient)[0]?.extensions.code]).toEqual([200, code]);
    },
  );

  it.each([
    ['malformed JSON', '{', /no JSON object with a query: it is not valid JSON \(/],
    ['nothing', '', /no JSON object with a query: it is empty/],
    ['a JSON string', '"{ __typename }"', /no JSON object with a query/],
    ['no query', '{}', /has no query/],
    ['a query that is no string', '{"query":1}', /has no query/],
    [
      'variables that are no object',
      '{"query":"{ __typename }","variables":[1]}',
      /variables is no JSON object/,
    ],
    ['an array of operations', '[{"query":"{ __typename }"}]', /one operation, no array/],
    ['a poisoned prototype', '{"query":"{ __typename }","__proto__":{"x":1}}', /"__proto__".*refused/],
    [
      'one further down',
      '{"query":"{ __typename }","variables":{"a":[{"__proto__":1}]}}',
      /"__proto__".*refused/,
    ],
    [
      'a poisoned constructor',
      '{"query":"{ __typename }","constructor":{"prototype":1}}',
      /"constructor".*refused/,
    ],
  ])('answers a body with %s with 400, under either media type', async (_what, malformed, message) => {
    const server = await startServer();
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const answer = await send(server, { headers: { ...json, accept }, body: malformed });
      expect(answer.status).toBe(400);
      expect(answer.headers['content-type']).toBe(`${accept}; charset=utf-8`);
      expect(errorsOf(answer)[0]?.message).toMatch(message);
    }
  });

  it.each(['text/plain', 'application/graphql', 'application/x-www-form-urlencoded', undefined])(
    'answers the content type %s with 415 and the one that it takes',
    async (type) => {
      const headers = type === undefined ? {} : { 'content-type': type };
      const answer = await send(await startServer(), { headers, body: body('{ __typename }') });
      expect(answer.status).toBe(415);
      expect(errorsOf(answer)[0]).toMatchObject({
        message: expect.stringContaining('application/json'),
        extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' },
      });
    },
  );

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND', 'QUERY'])(
    'answers %s with 405 and the methods that there are, whatever is sent with it',
    async (method) => {
      const server = await startServer();
      const withBody = { headers: { 'content-type': 'text/plain' }, body: 'x' };
      for (const more of [{}, ...(method === 'TRACE' ? [] : [withBody])]) {
        const answer = await send(server, { method, ...more });
        expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
      }
      for (const path of ['/livez', '/readyz']) {
        const answer = await send(server, { method, path });
        expect([answer.status, answer.headers.allow]).toEqual([405, 'GET']);
      }
    },
  );

  it.each(['gzip', 'br', 'deflate, gzip', 'zstd'])(
    'answers a body in the content encoding %s with 415 and what to do',
    async (encoding) => {
      const query = JSON.stringify({ query: '{ __typename }' });
      const answer = await send(await startServer(), {
        headers: { ...json, 'content-encoding': encoding },
        body: encoding === 'gzip' ? gzipSync(query).toString('latin1') : query,
      });
      expect([answer.status, answer.headers['accept-encoding']]).toEqual([415, 'identity']);
      expect(errorsOf(answer)[0]).toMatchObject({
        message: `A body in the content encoding "${encoding}" is not read: send it as it is, without Content-Encoding.`,
        extensions: { code: 'UNSUPPORTED_CONTENT_ENCODING' },
      });
    },
  );

  it('reads a body whose content encoding is none', async () => {
    const headers = { ...json, 'content-encoding': 'identity' };
    expect((await send(await startServer(), { headers, body: body('{ __typename }') })).status).toBe(200);
  });

  it.each([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
    'answers queries by GET, with the headers %j',
    async (headers) => {
      const server = await startServer();
      const query = 'query Q($id: ID!) { disk(id: $id) { id } } query R { __typename }';
      const search = new URLSearchParams({
        query,
        variables: '{"id":"disk_no"}',
        operationName: 'Q',
        extensions: '{}',
      });
      const answer = await send(server, { method: 'GET', path: `/graphql?${search}`, headers });
      expect([answer.status, answer.text]).toEqual([200, '{"data":{"disk":null}}']);
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  it.each([
    ['no query', {}, /has no query/],
    [
      'variables that are no JSON',
      { query: '{ __typename }', variables: '{' },
      /variables are not valid JSON/,
    ],
    [
      'variables that are no object',
      { query: '{ __typename }', variables: '[1]' },
      /variables is no JSON object/,
    ],
    [
      'extensions that are no JSON',
      { query: '{ __typename }', extensions: 'x' },
      /extensions are not valid JSON/,
    ],
  ])('answers a GET with %s with 400 and what is wrong', async (_what, search, message) => {
    const path = `/graphql?${new URLSearchParams(search)}`;
    const answer = await send(await startServer(), { method: 'GET', path });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code: 'BAD_REQUEST' },
    });
  });

  it.each([
    [
      'depth',
      `{ activity { nodes ${'{ a: causedBy '.repeat(20)} { id } ${'}'.repeat(20)} } }`,
      'QUERY_TOO_DEEP',
    ],
    ['cost', '{ disks(first: 500) { nodes { jobs(first: 100) { nodes { id } } } } }', 'QUERY_TOO_COSTLY'],
    ['tokens', `{ ${'id '.repeat(2001)} }`, 'TOO_MANY_TOKENS'],
    ['nesting', `${'{ a '.repeat(101)}`, 'NESTED_TOO_DEEPLY'],
  ])('holds a query by GET to the limit of %s', async (_what, query, code) => {
    const server = await startServer();
    const answer = await send(server, { method: 'GET', path: `/graphql?${new URLSearchParams({ query })}` });
    expect(errorsOf(answer)[0]?.extensions.code).toBe(code);
  });

  it('answers a URL that is too long with 431 and what to do', async () => {
    const query = `{ ${'__typename '.repeat(1500)} }`;
    const path = `/graphql?${new URLSearchParams({ query })}`;
    const answer = await send(await startServer(), { method: 'GET', path });
    expect(answer.status).toBe(431);
    expect(answer.text).toMatch(/more than 16384 bytes.*by POST/);
  });

  it('answers what is no HTTP with 400', async () => {
    const { port } = await startServer();
    const socket = connect(port, '127.0.0.1');
    socket.end('x\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  });

  it('tells a client of persisted queries to send the whole document', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'x' } };
    const server = await startServer();
    const [error] = errorsOf(await send(server, { headers: json, body: JSON.stringify({ extensions }) }));
    expect(error).toEqual({
      message: 'PersistedQueryNotSupported',
      extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' },
    });
    const whole = await send(server, { headers: json, body: body('{ __typename }', { extensions }) });
    expect(whole.text).toBe('{"data":{"__typename":"Query"}}');
  });

  it('answers mutations by GET with 405, and does nothing', async () => {
    const server = await startServer();
    const query = 'mutation { removeDisk(input: { id: "disk_1" }) { userErrors { code } } }';
    const path = `/graphql?${new URLSearchParams({ query })}`;
    const answer = await send(server, {
      method: 'GET',
      path,
    });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(errorsOf(answer)[0]?.extensions.code).toBe('METHOD_NOT_ALLOWED');
    expect(server.services.sent).toEqual([]);
  });

  it('tells who sends a subscription where those go', async () => {
    const answer = await post(await startServer(), 'subscription { activity { cursor } }');
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)[0]).toMatchObject({
      message: expect.stringContaining('WebSocket'),
      extensions: { code: 'SUBSCRIPTION_NEEDS_STREAM' },
    });
  });

  it.each([
    'subscription ($no: Boolean!) { activity @skip(if: $no) { cursor } }',
    'subscription { activity @include(if: "x") { cursor } }',
    'subscription { activity @skip { cursor } }',
  ])('tells who sends %s that a subscription has a field', async (document) => {
    const server = await startServer();
    const answer = await post(server, document);
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    expect(server.lines.filter(({ level }) => level === 50)).toEqual([]);
  });

  it('answers other paths with 404 in plain words', async () => {
    const answer = await send(await startServer(), { method: 'GET', path: '/admin?x=1' });
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.text).toBe(
      'There is nothing at /admin. GraphQL is at /graphql, by POST, GET or WebSocket; health at /livez and /readyz.\n',
    );
  });

  it('answers introspection', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const answer = await post(await startServer(), getIntrospectionQuery());
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text).data.__schema.types.length).toBeGreaterThan(50);
  });
});

describe('the log', () => {
  it('has one line per operation, with what failed by rule and by code, and no contents of variables', async () => {
    const server = await startServer();
    server.services.answer = async () => ({ ok: false, refusal: { type: 'Conflict' } });
    const answer = await post(
      server,
      'mutation Give($id: ID!) { sparsifyDisk(input: { id: $id, reason: "secret" }) { userErrors { code } } }',
      { id: 'disk_secret' },
    );
    const line = await server.line(({ msg }) => msg === 'operation');
    expect(line).toMatchObject({
      requestId: answer.headers['x-request-id'],
      operation: 'Give',
      type: 'mutation',
      method: 'POST',
      path: '/graphql',
      status: 200,
      ms: expect.any(Number),
      refusals: ['CONFLICT'],
    });
    await post(server, '{ nothing }');
    expect(await server.line(({ errors }) => errors !== undefined)).toMatchObject({
      errors: ['GRAPHQL_VALIDATION_FAILED'],
    });
    expect(server.lines.filter(({ msg }) => msg === 'operation')).toHaveLength(2);
    expect(JSON.stringify(server.lines)).not.toContain('secret');
  });

  it('leaves out the query of a GET', async () => {
    const server = await startServer();
    await send(server, {
      method: 'GET',
      path: '/graphql?query=%7Bsecret%7D',
    });
    await server.line(({ path }) => path === '/graphql');
    expect(JSON.stringify(server.lines)).not.toContain('secret');
  });

  it('gives each request an id of its own, which its mutation hands on as the cause', async () => {
    const server = await startServer();
    await server.services.putDisk();
    const query = 'mutation { removeDisk(input: { id: "disk_1" }) { disk { id } } }';
    const ids = [
      (await post(server, query)).headers['x-request-id'],
      (await post(server, query)).headers['x-request-id'],
    ];
    expect(new Set(ids).size).toBe(2);
    expect(server.services.sent.map(({ caller }) => caller.requestId)).toEqual(ids);
  });
});

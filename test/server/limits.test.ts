import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/resolvers/schema.ts';
import { costOf } from '../../src/server/limits/cost.ts';
import { shapeRule } from '../../src/server/limits/shape-rule.ts';
import { defaultServerSettings } from '../../src/server/settings.ts';
import { openSocket } from '../support/open-socket.ts';
import { errorsOf, post, send, startServer } from '../support/start-server.ts';
import { transports } from '../support/transports.ts';

const { limits } = defaultServerSettings;
const repeat = (times: number, of: (i: number) => string): string =>
  Array.from({ length: times }, (_, i) => of(i)).join(' ');
const nested = (depth: number, inner: string): string =>
  depth === 0 ? inner : `{ a: causedBy ${nested(depth - 1, inner)} }`;

describe.each(transports)('over %s', (_name, fail) => {
  it.each([
    [
      'of too many tokens',
      `{ ${repeat(700, () => 'system { version }')} }`,
      {},
      'TOO_MANY_TOKENS',
      2001,
      2000,
    ],
    ['that is too deep', `{ activity { nodes ${nested(20, '{ id }')} } }`, {}, 'QUERY_TOO_DEEP', 23, 12],
    [
      'of too many aliases',
      `{ system { ${repeat(51, (i) => `a${i}: version`)} } }`,
      {},
      'TOO_MANY_ALIASES',
      51,
      50,
    ],
    ['of too many root fields', `{ ${repeat(21, () => '__typename')} }`, {}, 'TOO_MANY_ROOT_FIELDS', 21, 20],
    [
      'that costs too much',
      '{ disks(first: 500) { nodes { jobs(first: 100) { nodes { id } } } } }',
      {},
      'QUERY_TOO_COSTLY',
      101_001,
      50_000,
    ],
    [
      'that costs too much with its variables',
      'query ($n: Int = 1) { disks(first: $n) { nodes { jobs(last: $n) { nodes { id } } } } }',
      { n: 500 },
      'QUERY_TOO_COSTLY',
      501_001,
      50_000,
    ],
    [
      'that asks too much in mutations',
      `mutation { ${repeat(21, () => 'removeDisk(input: { id: "disk_1" }) { __typename }')} }`,
      {},
      'TOO_MANY_ROOT_FIELDS',
      21,
      20,
    ],
  ])(
    'refuses an operation %s, with the number and the limit',
    async (_what, query, variables, code, actual, limit) => {
      const server = await startServer();
      const [error] = (await fail(server, query, variables)).filter(
        ({ extensions }) => extensions.code === code,
      );
      expect(error?.extensions).toEqual({ code, actual, limit });
      expect(error?.message).toContain(String(limit));
      expect(server.services.requests).toEqual([]);
    },
  );
});

describe('the limits', () => {
  it('count a subscription by what one payload asks for', async () => {
    const { subscribe, next } = await openSocket(await startServer());
    subscribe(
      'subscription { disk(id: "disk_1") { disk { jobs(first: 500) { nodes { history(first: 500) { nodes { id } } } } } } }',
    );
    expect(await next()).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'QUERY_TOO_COSTLY' } }],
    });
  });

  it('leave room for what consoles ask: a full page of disks with their jobs, and introspection', async () => {
    const server = await startServer();
    const query = `{ disks(first: 500) { totalCount pageInfo { hasNextPage endCursor } nodes {
      id name path format allocation virtualSize actualSize observedAt status reclaimable { bytes basis at }
      sparsifiability { allowed obstacles { code message remedy } } storageDomain { id name }
      activeJob { id status progress { phase filesystemsDone filesystemsTotal } } } } }`;
    expect((await post(server, query)).status).toBe(200);
  });

  it('refuse a body that is too large with 413, and a message that is with 1009', async () => {
    const server = await startServer({ maxBodyBytes: 1000 });
    const large = JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(1000) } });
    const answer = await send(server, { headers: { 'content-type': 'application/json' }, body: large });
    expect(answer.status).toBe(413);
    expect(errorsOf(answer)[0]).toMatchObject({
      message: expect.stringContaining('1000 bytes'),
      extensions: { code: 'BODY_TOO_LARGE' },
    });
    const { socket, closed } = await openSocket(server);
    socket.send(large);
    expect((await closed).code).toBe(1009);
  });

  it('hold for an operation that the server has remembered as valid', async () => {
    const server = await startServer();
    const query = 'query ($n: Int) { disks(first: $n) { nodes { jobs(first: $n) { nodes { id } } } } }';
    expect((await post(server, query, { n: 5 })).status).toBe(200);
    expect((await post(server, query, { n: 500 })).status).toBe(400);
    const { subscribe, next } = await openSocket(server);
    subscribe(query, { n: 5 }, 'small');
    expect([(await next()).type, (await next()).type]).toEqual(['next', 'complete']);
    subscribe(query, { n: 500 }, 'large');
    expect((await next()).type).toBe('error');
  });
});

describe('the cost of an operation', () => {
  const cost = costOf(schema);
  const of = (source: string, variables: Record<string, unknown> = {}): number => {
    const document = parse(source);
    const operation = getOperationAST(document);
    return operation ? cost(document, operation, variables) : Number.NaN;
  };

  it.each([
    ['{ system { version startedAt } }', 3],
    [
      '{ disks(first: 100) { nodes { name jobs(first: 5) { nodes { status } } } } }',
      1 + 100 * (1 + 1 + 1 + 5 * 2),
    ],
    ['{ disks { nodes { id name } } }', 1 + 50 * 3],
    ['{ disks(first: 10) { nodes { id } totalCount } }', 1 + 10 * 3],
    ['{ disks(first: 100000) { nodes { id } } }', 1 + 500 * 2],
    ['{ disks(first: -5) { nodes { id } } }', 1 + 50 * 2],
    ['{ disks(last: 3) { edges { cursor node { id } } } }', 1 + 3 * 4],
    ['{ disk(id: "disk_1") { derivedDisks { id } } }', 1 + 1 + 10],
    ['{ nodes(ids: ["a", "b", "c"]) { id } }', 1 + 3],
    ['{ __schema { types { name } } }', 0],
    [
      '{ disks(first: 2) { ...D } } fragment D on DiskConnection { nodes { ...N } } fragment N on Disk { id ... on Node { id } }',
      1 + 2 * 3,
    ],
  ])('%s is %d', (source, expected) => {
    expect(of(source)).toBe(expected);
  });

  it('takes page sizes and ids from variables, and their defaults', () => {
    const query =
      'query ($n: Int = 7, $ids: [ID!]!) { disks(first: $n) { nodes { id } } nodes(ids: $ids) { id } }';
    expect(of(query, { ids: ['a'] })).toBe(1 + 7 * 2 + 1 + 1);
    expect(of(query, { n: 3, ids: ['a', 'b'] })).toBe(1 + 3 * 2 + 1 + 2);
    expect(of(query, { n: 'x', ids: 'a' })).toBe(1 + 50 * 2 + 1 + 1);
  });

  it('takes the larger of first and last', () => {
    expect(of('query ($n: Int) { disks(first: $n, last: 20) { nodes { id } } }', { n: 5 })).toBe(1 + 20 * 2);
  });

  it('is found at once for fragments that double at every level, with and without variables', () => {
    const levels = 60;
    const doubling = (leaf: string): string =>
      repeat(levels, (i) => `fragment F${i} on Disk { ...F${i + 1} ... on Disk { ...F${i + 1} } }`) +
      ` fragment F${levels} on Disk { ${leaf} }`;
    expect(of(`{ disk(id: "1") { ...F0 } } ${doubling('id')}`)).toBe(1 + 2 ** levels);
    expect(
      of(`query ($n: Int) { disk(id: "1") { ...F0 } } ${doubling('jobs(first: $n) { totalCount }')}`, {
        n: 1,
      }),
    ).toBe(1 + 2 ** (levels + 1));
  });
});

describe('the depth of an operation', () => {
  const tree = buildSchema('type Query { q: Query, s: String }');
  const codes = (source: string): unknown[] =>
    validate(tree, parse(source), [shapeRule({ ...limits, maxDepth: 3 })]).map(
      ({ extensions }) => extensions.overLimit?.code,
    );

  it.each([
    ['{ q { q { s } } }', []],
    ['{ q { q { q { s } } } }', ['QUERY_TOO_DEEP']],
    ['{ q { ...F } } fragment F on Query { q { q { s } } }', ['QUERY_TOO_DEEP']],
    ['{ q { ... { ... { ... { s } } } } }', []],
    ['{ q { q { s __typename } } }', []],
    ['{ __schema { types { fields { type { name } } } } }', []],
    ['{ s } query B { q { q { q { s } } } }', ['QUERY_TOO_DEEP']],
  ])('of %s', (source, expected) => {
    expect(codes(source)).toEqual(expected);
  });

  it('ends for fragments that spread themselves, which another rule refuses', () => {
    expect(codes('{ ...A } fragment A on Query { q { ...B } } fragment B on Query { q { ...A } }')).toEqual(
      [],
    );
  });

  it('is found at once for fragments that double at every level', () => {
    const levels = 60;
    const fragments = repeat(levels, (i) => `fragment F${i} on Query { ...F${i + 1} ... { ...F${i + 1} } }`);
    expect(codes(`{ ...F0 } ${fragments} fragment F${levels} on Query { s }`)).toEqual([
      'TOO_MANY_ROOT_FIELDS',
    ]);
  });
});

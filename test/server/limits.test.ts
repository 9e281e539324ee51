import {
  buildASTSchema,
  buildSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  parse,
  printSchema,
  specifiedScalarTypes,
  validate,
  visit,
} from 'graphql';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/resolvers/schema.ts';
import { costOf } from '../../src/server/limits/cost.ts';
import { shapeRule } from '../../src/server/limits/shape-rule.ts';
import { createOperations } from '../../src/server/operations.ts';
import { serverContext } from '../../src/server/server-context.ts';
import { defaultServerSettings } from '../../src/server/settings.ts';
import { openSocket } from '../support/open-socket.ts';
import { renamed, seededServices, stepsTo } from '../support/seeded-services.ts';
import { errorsOf, post, send, startServer } from '../support/start-server.ts';
import { transports } from '../support/transports.ts';

const { limits } = defaultServerSettings;
const repeat = (times: number, of: (i: number) => string): string =>
  Array.from({ length: times }, (_, i) => of(i)).join(' ');
const everySchema = `{ ${repeat(20, (i) => `a${i}: __schema { ...S }`)} }
  fragment S on __Schema { types { kind name fields { name args { name type { ...R } } type { ...R } }
    inputFields { name type { ...R } } enumValues { name } possibleTypes { ...R } interfaces { ...R } } }
  fragment R on __Type { kind name ofType { kind name ofType { kind name } } }`;
/** schema.graphql, and each of its types once more under another name. */
function schemaTwice(): GraphQLSchema {
  const own = parse(printSchema(schema));
  const copies = visit(own, {
    Name: {
      leave: (node, _key, parent) => {
        if (Array.isArray(parent) || !parent || !('kind' in parent)) return undefined;
        const isType = isTypeDefinitionNode(parent) || parent.kind === Kind.NAMED_TYPE;
        return isType && !specifiedScalarTypes.some(({ name }) => name === node.value)
          ? { ...node, value: `Copy${node.value}` }
          : undefined;
      },
    },
  });
  const definitions = [...own.definitions, ...copies.definitions.filter(isTypeDefinitionNode)];
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions });
}
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
      110_520,
      50_000,
    ],
    [
      'that costs too much with its variables',
      'query ($n: Int = 1) { disks(first: $n) { nodes { jobs(last: $n) { nodes { id } } } } }',
      { n: 500 },
      'QUERY_TOO_COSTLY',
      510_520,
      50_000,
    ],
    [
      'that asks for the whole schema again and again',
      everySchema,
      {},
      'QUERY_TOO_COSTLY',
      expect.any(Number),
      50_000,
    ],
    [
      'that asks for one type again and again',
      `{ ${repeat(20, (i) => `a${i}: __type(name: "Disk") { ...T }`)} }
        fragment T on __Type { fields { type { fields { args { name description } } } } }`,
      {},
      'QUERY_TOO_COSTLY',
      expect.any(Number),
      50_000,
    ],
    ...(
      [
        ['lists', '[', ''],
        ['objects', '{ a: ', ''],
        ['fields', '{ nodes ', '{ disks '],
        ['fragments', '{ ... ', ''],
      ] as const
    ).map(([what, open, start]): [string, string, object, string, number, number] => [
      `of nested ${what}`,
      `${start || (what === 'fragments' ? '' : '{ disks(filter: ')}${open.repeat(600)}`,
      {},
      'NESTED_TOO_DEEPLY',
      101,
      100,
    ]),
    ['with a variable of nested lists', `query ($a: ${'['.repeat(1990)}`, {}, 'NESTED_TOO_DEEPLY', 101, 100],
    [
      'with an alias that is repeated with every object',
      `{ disks { nodes { ${'a'.repeat(50_000)}: id } } }`,
      {},
      'NAME_TOO_LONG',
      50_000,
      100,
    ],
    [
      'that reads a history again and again',
      `{ ${repeat(10, (i) => `a${i}: diskAt(id: "disk_1", at: "2026-01-01T00:00:00Z") { name }`)} }`,
      {},
      'QUERY_TOO_COSTLY',
      50_020,
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
      expect(server.services.sent).toEqual([]);
    },
  );

  it('tells of a document whose fields cannot all be compared what to do', async () => {
    const [error] = await fail(await startServer(), `{ disks { nodes { ${'id '.repeat(1900)} } } }`);
    expect(error).toMatchObject({
      message: expect.stringMatching(/ask for each field once/),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });
});

describe('a variable of lists or objects within each other', () => {
  const types: [string, string][] = [
    ['[ID!]!', 'nodes(ids: $v) { id }'],
    ['ByteSize', 'disks(filter: { actualSizeAtLeast: $v }) { totalCount }'],
    ['DateTime!', 'diskAt(id: "disk_1", at: $v) { name }'],
    ['DiskFilter', 'disks(filter: $v) { totalCount }'],
    ['Int', 'disks(first: $v) { totalCount }'],
  ];
  const deep = [
    `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  ];
  // Written by hand, since JSON.stringify runs out of stack.
  const operations = types.flatMap(([type, field]) =>
    deep.map((value): [string, string] => [
      type,
      `{"query":${JSON.stringify(`query ($v: ${type}) { ${field} }`)},"variables":{"v":${value}}}`,
    ]),
  );

  it.each(operations)('is of the wrong form where %s is wanted, over HTTP', async (_type, body) => {
    const accept = 'application/graphql-response+json';
    const headers = { 'content-type': 'application/json', accept };
    const answer = await send(await startServer(), { headers, body });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.text.length).toBeLessThan(1000);
  });

  it.each(operations)('is of the wrong form where %s is wanted, over a WebSocket', async (_type, payload) => {
    const { socket, next } = await openSocket(await startServer());
    socket.send(`{"id":"1","type":"subscribe","payload":${payload}}`);
    const answer = await next();
    expect(answer).toMatchObject({ payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } });
    expect(JSON.stringify(answer).length).toBeLessThan(1000);
  });
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
      id name path format allocation virtualSize actualSize inspectedAt availability reclaimable { bytes basis at }
      sparsifiability { allowed obstacles { code message remedy } } storageDomain { id name }
      activeJob { id status progress { phase filesystemsDone filesystemsTotal } } } } }`;
    expect((await post(server, query)).status).toBe(200);
  });

  it.each([
    ['plain', getIntrospectionQuery()],
    [
      'with all that there is to ask',
      getIntrospectionQuery({
        descriptions: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
        schemaDescription: true,
        inputValueDeprecation: true,
        oneOf: true,
      }),
    ],
  ])('leave room for the introspection of tools, %s', async (_what, query) => {
    const server = await startServer();
    expect((await post(server, query)).status).toBe(200);
    const { subscribe, next } = await openSocket(server);
    subscribe(query);
    expect((await next()).type).toBe('next');
  });

  it('leave room for the introspection of a schema twice as large', async () => {
    const query = getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true });
    const operations = createOperations(schemaTwice(), limits, pino({ level: 'silent' }));
    const context = serverContext(await seededServices())('req_1');
    expect(operations.prepare({ query }, context)).toHaveProperty('args');
  });

  it('leave room for fragments in a long chain', async () => {
    const server = await startServer();
    const chain = repeat(200, (i) => `fragment F${i} on Node { ...F${i + 1} }`);
    const query = `{ node(id: "disk_1") { ...F0 } } ${chain} fragment F200 on Node { id }`;
    expect((await post(server, query)).status).toBe(200);
    const { subscribe, next } = await openSocket(server);
    subscribe(query);
    expect((await next()).type).toBe('next');
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

it('the history of a disk is read once for all jobs of a page in the past', async () => {
  const read: string[] = [];
  const services = await seededServices();
  const server = await startServer(
    {},
    {
      diskAt: (id, moment) => {
        read.push(`disk ${id}`);
        return services.diskAt(id, moment);
      },
      jobsAt: (diskId, ids, moment) => {
        read.push(`${ids.length} jobs of ${diskId}`);
        return services.jobsAt(diskId, ids, moment);
      },
      storageAccessAt: (id, moment) => {
        read.push(`storage of ${id}`);
        return services.storageAccessAt(id, moment);
      },
      views: services.views,
    },
  );
  await services.putHost();
  await services.putDomain();
  await services.putDisk();
  const jobs = Array.from({ length: 100 }, (_, i) => stepsTo(`job_${i}`, 'CANCELED'));
  await services.given('disk-disk_1', ...jobs.flat());
  const answer = await post(
    server,
    `{ diskAt(id: "disk_1", at: "2026-11-23T00:00:00Z") {
      sparsifiability { allowed } jobs(first: 100) { nodes { status disk { name } } } } }`,
  );
  expect(JSON.parse(answer.text).data.diskAt.jobs.nodes).toHaveLength(100);
  expect(read).toEqual(['disk disk_1', 'storage of dom_1', '100 jobs of disk_1']);
});

describe.each(transports)('over %s', (_name, fail) => {
  it.each([
    [
      'derived disks, from each overlay',
      '{ disks(first: 500) { nodes { backingDisk { derivedDisks { totalCount } } } } }',
    ],
    [
      'derived disks, again and again',
      `{ disk(id: "disk_0") { ${repeat(49, (i) => `d${i}: derivedDisks { totalCount }`)} } }`,
    ],
    [
      'paths of overlays, in each event',
      '{ activity(first: 500) { nodes { ... on DiskObserved { overlays } } } }',
    ],
  ])('lists without pages have a limit in one answer: %s', async (_what, query) => {
    const server = await startServer();
    const overlays = Array.from({ length: 450 }, (_, i) => `/images/${i}`);
    await server.services.putDomain();
    await server.services.putDisk({ id: 'disk_0', path: 'base.qcow2' });
    const derived = Array.from({ length: 450 }, (_, i) => `disk_${i + 1}` as const);
    const observation = { backing: 'base.qcow2', overlays };
    await Promise.all(derived.map((id) => server.services.putDisk({ id, path: `${id}.qcow2`, observation })));
    const errors = await fail(server, query);
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(/of fewer objects in one operation/),
      extensions: { code: 'QUERY_TOO_COSTLY', actual: 20_250, limit: 20_000 },
    });
  });
});

it('each payload of a subscription may have as long lists as an answer', async () => {
  const server = await startServer();
  const overlays = Array.from({ length: 7000 }, (_, i) => `/images/${i}`);
  await server.services.putDisk({ observation: { overlays } });
  const { subscribe, next } = await openSocket(server);
  subscribe('subscription { disk(id: "disk_1") { disk { overlays } } }');
  for (let payloads = 0; payloads < 4; payloads += 1) {
    const { payload } = (await next()) as { payload: { data: { disk: { disk: { overlays: unknown[] } } } } };
    expect(payload.data.disk.disk.overlays).toHaveLength(7000);
    await server.services.given('disk-disk_1', renamed(`name ${payloads}`));
  }
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
      20 + 100 * (1 + 1 + 20 + 5 * 2),
    ],
    ['{ disks { nodes { id name } } }', 20 + 50 * 3],
    ['{ disks(first: 10) { nodes { id } totalCount } }', 20 + 10 * 3],
    ['{ disks(first: 100000) { nodes { id } } }', 20 + 500 * 2],
    ['{ disks(first: -5) { nodes { id } } }', 20 + 50 * 2],
    ['{ disks(last: 3) { edges { cursor node { id } } } }', 20 + 3 * 4],
    ['{ disks(first: 0) { totalCount } }', 20 + 1],
    ['{ sparsifyJob(id: "job_1") { attempts { number } } }', 1 + 1 + 10],
    ['{ nodes(ids: ["a", "b", "c"]) { id } }', 1 + 3],
    ['{ __schema { types { name } } }', Math.ceil(1 + (1 + Object.keys(schema.getTypeMap()).length) / 2)],
    ['{ __typename disk(id: "disk_1") { __typename a: __typename } }', 4],
    ['query ($ids: [ID!]! = ["a", "b"]) { nodes(ids: $ids) { id } }', 1 + 2],
    [
      '{ disks(first: 2) { ...D } } fragment D on DiskConnection { nodes { ...N } } fragment N on Disk { id ... on Node { id } }',
      20 + 2 * 3,
    ],
  ])('%s is %d', (source, expected) => {
    expect(of(source)).toBe(expected);
  });

  it('takes page sizes and ids from variables, and their defaults', () => {
    const query =
      'query ($n: Int = 7, $ids: [ID!]!) { disks(first: $n) { nodes { id } } nodes(ids: $ids) { id } }';
    expect(of(query, { ids: ['a'] })).toBe(20 + 7 * 2 + 1 + 1);
    expect(of(query, { n: 3, ids: ['a', 'b'] })).toBe(20 + 3 * 2 + 1 + 2);
    expect(of(query, { n: 'x', ids: 'a' })).toBe(20 + 50 * 2 + 1 + 1);
    // Null is what it says, and not the default: a page as large as if nothing was said.
    expect(of(query, { n: null, ids: ['a'] })).toBe(20 + 50 * 2 + 1 + 1);
  });

  it('counts every type of the schema once, and each of its fields', () => {
    const types = Object.values(schema.getTypeMap());
    const fields = types.flatMap((type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
    );
    const args = fields.flatMap((field) => field.args);
    expect(of('{ __schema { types { fields { args { name } } } } }')).toBe(
      Math.ceil(1 + (1 + types.length + fields.length + args.length) / 2),
    );
  });

  it('takes the larger of first and last', () => {
    expect(of('query ($n: Int) { disks(first: $n, last: 20) { nodes { id } } }', { n: 5 })).toBe(20 + 20 * 2);
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
    ).toBe(1 + 21 * 2 ** levels);
  });
});

describe('the depth of an operation', () => {
  const tree = buildSchema('type Query { q: Query, s: String }');
  const codes = (source: string): unknown[] =>
    validate(tree, parse(source), [shapeRule({ ...limits, maxDepth: 3 })]).map(
      ({ extensions }) => extensions.code,
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

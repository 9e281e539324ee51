import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '../../src/event-store/errors.ts';
import { StoreFailed } from '../../src/event-store/sqlite/errors.ts';
import { breakFeed } from '../support/break-feed.ts';
import { openSocket } from '../support/open-socket.ts';
import { startServer } from '../support/start-server.ts';
import { transports } from '../support/transports.ts';

const long = '1'.repeat(200_000);
const cancel = 'mutation { cancelSparsifyJob(input: { id: "job_1" }) { job { id } } }';

describe.each(transports)('over %s', (_name, fail) => {
  it('a fault is masked under the request’s id, with all of it in the log', async () => {
    const server = await startServer();
    server.services.answer = () => Promise.reject(new Error('SQLITE_CORRUPT at /var/lib/secret'));
    const [error] = await fail(server, cancel);
    const requestId = String(error?.extensions.requestId);
    expect(error).toEqual({
      message: `Winnow met a fault of its own. Its log has the details under request ${requestId}.`,
      locations: [{ line: 1, column: 12 }],
      path: ['cancelSparsifyJob'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: expect.stringMatching(/^req_/) },
    });
    expect(await server.line(({ msg }) => msg === 'operation met a fault')).toMatchObject({
      requestId,
      err: { message: 'SQLITE_CORRUPT at /var/lib/secret', stack: expect.any(String) },
    });
    expect(await server.line(({ errors }) => errors !== undefined)).toMatchObject({
      errors: ['INTERNAL_SERVER_ERROR'],
    });
  });

  it('a fault of the views is masked too', async () => {
    const server = await startServer();
    await server.services.putDisk();
    server.services.views.storageDomain = () => {
      throw new Error('dom_1 is damaged');
    };
    const [error] = await fail(server, '{ disk(id: "disk_1") { storageDomain { name } } }');
    expect(error).toMatchObject({
      message: expect.not.stringContaining('dom_1'),
      path: ['disk', 'storageDomain'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    });
  });

  it('an event store that cannot be used is told as retryable, with what to do', async () => {
    const server = await startServer();
    server.services.answer = () =>
      Promise.reject(new EventStoreUnavailable('No space left on /var/lib/winnow.'));
    const [error] = await fail(server, cancel);
    expect(error).toMatchObject({
      message: expect.stringMatching(/nothing was lost: send the same request again/),
      extensions: { code: 'SERVICE_UNAVAILABLE', retryable: true, requestId: expect.stringMatching(/^req_/) },
    });
    expect(await server.line(({ msg }) => msg === 'operation met a fault')).toMatchObject({
      err: { message: 'No space left on /var/lib/winnow.' },
    });
  });

  it('an event store that is damaged is told as one that no repetition mends', async () => {
    const server = await startServer();
    server.services.answer = () =>
      Promise.reject(new StoreFailed('CORRUPT', '/var/lib/winnow/events.db', 'damaged'));
    const [error] = await fail(server, cancel);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^The event store cannot be used until it is repaired/),
      extensions: { code: 'SERVICE_UNAVAILABLE', retryable: false },
    });
  });

  it('a page that cannot be served is the caller’s, and names the argument', async () => {
    const server = await startServer();
    expect((await fail(server, '{ disks(first: 501) { totalCount } }'))[0]).toMatchObject({
      message: expect.stringMatching(/^first is 501, and must be a whole number from 0 to 500/),
      path: ['disks'],
      extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
    });
    expect((await fail(server, '{ activity(after: "x") { totalCount } }'))[0]).toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', argument: 'after' },
    });
  });

  it('a value of the wrong form names the variable and what its type takes', async () => {
    const server = await startServer();
    const query = 'query ($size: ByteSize) { disks(filter: { actualSizeAtLeast: $size }) { totalCount } }';
    expect((await fail(server, query, { size: '-1' }))[0]).toMatchObject({
      message: expect.stringMatching(/^Variable "\$size" got invalid value "-1".*whole number of bytes/),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    const literal = '{ disks(filter: { actualSizeAtLeast: "-1" }) { totalCount } }';
    expect((await fail(server, literal))[0]).toMatchObject({
      message: expect.stringMatching(/whole number of bytes/),
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  it.each([
    ['a size', 'query ($v: ByteSize) { disks(filter: { actualSizeAtLeast: $v }) { totalCount } }'],
    ['a moment', 'query ($v: DateTime!) { diskAt(id: "disk_1", at: $v) { name } }'],
    ['a number', 'query ($v: Int) { disks(first: $v) { totalCount } }'],
    ['a status', 'query ($v: DiskAvailability!) { disks(filter: { availabilities: [$v] }) { totalCount } }'],
    ['a filter', 'query ($v: DiskFilter) { disks(filter: $v) { totalCount } }'],
    ['an id', 'query ($v: ID) { disks(filter: { hostId: $v }) { totalCount } }'],
  ])('%s of 200 000 characters in a variable comes back shortened, with what to do', async (_what, query) => {
    const [error] = await fail(await startServer(), query, { v: long });
    expect(error?.message).toMatch(/1{20}.*\(20000\d characters\)/);
    expect(error?.message.length).toBeLessThan(600);
  });

  it.each([
    ['a number', (text: string) => `{ disks(first: ${text}) { totalCount } }`],
    ['a size', (text: string) => `{ disks(filter: { actualSizeAtLeast: ${text} }) { totalCount } }`],
    ['an id', (text: string) => `{ disks(filter: { hostId: "${text}" }) { totalCount } }`],
    ['a status', (text: string) => `{ disks(filter: { availabilities: "${text}" }) { totalCount } }`],
    ['a moment', (text: string) => `{ diskAt(id: "disk_1", at: "${text}") { name } }`],
  ])('%s of 200 000 characters in the document comes back shortened, too', async (_what, query) => {
    const [error] = await fail(await startServer(), query(long));
    expect(error?.message).toMatch(/1{20}.*\(20000\d characters\)/);
    expect(error?.message.length).toBeLessThan(600);
  });

  it('a document that does not parse tells where', async () => {
    expect((await fail(await startServer(), '{ disk( }'))[0]).toMatchObject({
      message: expect.stringMatching(/^Syntax Error/),
      locations: [{ line: 1, column: 9 }],
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
  });
});

describe('a subscription', () => {
  it('to an id or after a cursor of 200 000 characters names it shortened', async () => {
    for (const query of [
      'subscription ($v: ID!) { sparsifyJob(id: $v) { cursor } }',
      'subscription ($v: String) { sparsifyJobs(after: $v) { cursor } }',
    ]) {
      const { subscribe, next } = await openSocket(await startServer());
      subscribe(query, { v: `job_${long}` });
      expect(JSON.stringify(await next()).length).toBeLessThan(600);
    }
  });

  it('to what there is not gets NOT_FOUND in its first payload, and completes', async () => {
    const { subscribe, next } = await openSocket(await startServer());
    subscribe('subscription { sparsifyJob(id: "job_no") { cursor } }');
    expect(await next()).toMatchObject({
      type: 'next',
      payload: {
        errors: [
          { message: expect.stringContaining('job_no'), extensions: { code: 'NOT_FOUND', argument: 'id' } },
        ],
      },
    });
    expect(await next()).toEqual({ type: 'complete', id: '1' });
  });

  it('after a cursor of elsewhere gets BAD_CURSOR', async () => {
    const server = await startServer();
    await server.services.putJob();
    const { subscribe, next } = await openSocket(server);
    subscribe('subscription { sparsifyJob(id: "job_1", after: "nonsense") { cursor } }');
    expect(await next()).toMatchObject({
      payload: { errors: [{ extensions: { code: 'BAD_CURSOR', argument: 'after' } }] },
    });
  });

  it('whose feed breaks off gets the masked fault, and the socket stays', async () => {
    const server = await startServer();
    await server.services.putDisk();
    breakFeed(server.services.feed);
    const { subscribe, next } = await openSocket(server);
    subscribe('subscription { disk(id: "disk_1") { cursor } }');
    expect((await next()).type).toBe('next');
    expect(await next()).toMatchObject({
      type: 'error',
      payload: [
        { message: expect.not.stringContaining('secret'), extensions: { code: 'INTERNAL_SERVER_ERROR' } },
      ],
    });
    subscribe('{ __typename }', {}, '2');
    expect(await next()).toMatchObject({ id: '2', type: 'next', payload: { data: { __typename: 'Query' } } });
  });
});

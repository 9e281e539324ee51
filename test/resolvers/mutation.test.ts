import { describe, expect, it } from 'vitest';
import type { FailureCode } from '../../src/domain/disk/events.ts';
import type { Refusal } from '../../src/requests/requests.ts';
import { type InputFields, userError } from '../../src/resolvers/mutation/user-error.ts';
import { contextOf, run } from '../support/run-operation.ts';
import { seededServices } from '../support/seeded-services.ts';

const sparsify =
  'mutation ($input: SparsifyDiskInput!) { sparsifyDisk(input: $input) { job { id } userErrors { code message path } } }';
const register =
  'mutation ($input: RegisterDiskInput!) { registerDisk(input: $input) { disk { id } userErrors { code message path } } }';

describe('a mutation', () => {
  it('hands its input to the catalogue, with who asks and under which request', async () => {
    const services = await seededServices();
    await services.putJob();
    const input = {
      id: 'disk_1',
      idempotencyKey: 'k',
      acknowledgeWarnings: ['PARENT_SNAPSHOTS', 'INTERNAL_SNAPSHOTS', 'PARENT_SNAPSHOTS'],
      timeoutSeconds: 60,
    };
    const { data } = await run(services, sparsify, { input });
    expect(data).toEqual({ sparsifyDisk: { job: { id: 'job_1' }, userErrors: [] } });
    expect(services.sent).toEqual([
      {
        name: 'sparsifyDisk',
        input: {
          diskId: 'disk_1',
          idempotencyKey: 'k',
          options: {
            hostId: null,
            timeoutSeconds: 60,
            acknowledgedWarnings: ['INTERNAL_SNAPSHOTS', 'PARENT_SNAPSHOTS'],
            reason: null,
          },
        },
        caller: { actor: { kind: 'USER', id: 'local' }, requestId: 'req_1' },
      },
    ]);
  });

  it('fills in what registerDisk leaves out', async () => {
    const services = await seededServices();
    await services.putDisk();
    await run(services, register, { input: { storageDomainId: 'dom_1', path: 'a.raw', format: 'RAW' } });
    expect(services.sent[0]?.input).toEqual({
      storageDomainId: 'dom_1',
      path: 'a.raw',
      name: null,
      format: 'RAW',
      allocation: 'UNKNOWN',
      wipeAfterDelete: false,
    });
  });

  it('leaves alone what updateDisk leaves out or gives as null', async () => {
    const services = await seededServices();
    await services.putDisk();
    await run(
      services,
      'mutation { updateDisk(input: { id: "disk_1", name: "db", allocation: null }) { disk { id } } }',
    );
    expect(services.sent[0]?.input).toEqual({ diskId: 'disk_1', name: 'db' });
  });

  it('passes the format on that an operator stands for', async () => {
    const services = await seededServices();
    await services.putDisk();
    await run(services, 'mutation { updateDisk(input: { id: "disk_1", format: QCOW2 }) { disk { id } } }');
    expect(services.sent[0]?.input).toEqual({ diskId: 'disk_1', format: 'QCOW2' });
  });

  it('passes registerHost on and shows the host; scans and measurements are answered with an operation', async () => {
    const services = await seededServices();
    await services.putHost();
    await services.putDomain();
    await services.putDisk();
    await services.putOperation();
    const started = 'operation { id action outcome } userErrors { code }';
    const { data } = await run(
      services,
      `mutation {
        registerHost(input: { directories: ["/srv/images"] }) { host { id name } ${started} }
        probeHost(input: { id: "host_1" }) { ${started} }
        scanHost(input: { id: "host_1" }) { ${started} }
        refreshDisk(input: { id: "disk_1", measure: true }) { disk { id } ${started} }
      }`,
    );
    const operation = { operation: { id: 'op_1', action: 'SCAN_HOST', outcome: null }, userErrors: [] };
    expect(data).toEqual({
      registerHost: { host: { id: 'host_1', name: 'here' }, ...operation },
      probeHost: operation,
      scanHost: operation,
      refreshDisk: { disk: { id: 'disk_1' }, ...operation },
    });
    expect(services.sent.map(({ name, input }) => [name, input])).toEqual([
      [
        'registerHost',
        {
          ...{
            address: null,
            hostKeyFingerprint: null,
            name: null,
            labels: null,
            maxRuns: null,
            allowEmulation: null,
          },
          directories: ['/srv/images'],
        },
      ],
      ['probeHost', { hostId: 'host_1' }],
      ['scanHost', { hostId: 'host_1' }],
      ['measureDisk', { diskId: 'disk_1' }],
    ]);
  });

  it('passes on what removes hosts, storage domains and directories', async () => {
    const services = await seededServices();
    await services.putHost();
    await services.putDomain();
    const { data } = await run(
      services,
      `mutation {
        removeHost(input: { id: "host_1" }) { host { id } }
        removeStorageDomain(input: { id: "dom_1", removeDisks: true, reason: "old" }) { storageDomain { id } }
        unregisterDirectory(input: { hostId: "host_1", directory: "/images" }) { storageDomain { id } }
      }`,
    );
    const storageDomain = { storageDomain: { id: 'dom_1' } };
    expect(data).toEqual({
      removeHost: { host: { id: 'host_1' } },
      removeStorageDomain: storageDomain,
      unregisterDirectory: storageDomain,
    });
    expect(services.sent.map(({ name, input }) => [name, input])).toEqual([
      ['removeHost', { hostId: 'host_1', reason: null }],
      ['removeStorageDomain', { storageDomainId: 'dom_1', removeDisks: true, reason: 'old' }],
      ['unregisterDirectory', { hostId: 'host_1', directory: '/images' }],
    ]);
  });

  it('passes on limits and priorities, and refuses those of the wrong form', async () => {
    const services = await seededServices();
    await services.putDomain();
    await services.putDisk();
    const { data } = await run(
      services,
      `mutation {
        updateStorageDomain(input: { id: "dom_1", maxRuns: 0 }) { storageDomain { id maxRuns } }
        updateLimits(input: { maxRuns: 20 }) { limits { maxRuns maxRunsPerHost maxRunsPerStorageDomain maxRunsPerVolumeGroup } }
        none: updateLimits(input: { maxRuns: -1 }) { limits { maxRuns } userErrors { code path } }
        sparsifyDisks(input: { ids: ["disk_1"], priority: HIGH }) { userErrors { code } }
      }`,
    );
    expect(data).toMatchObject({
      updateStorageDomain: { storageDomain: { id: 'dom_1', maxRuns: null } },
      updateLimits: {
        limits: { maxRuns: null, maxRunsPerHost: 2, maxRunsPerStorageDomain: 2, maxRunsPerVolumeGroup: 1 },
      },
      none: { limits: null, userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'maxRuns'] }] },
    });
    expect(services.sent.map(({ name, input }) => [name, input])).toMatchObject([
      ['updateStorageDomain', { storageDomainId: 'dom_1', maxRuns: 0 }],
      ['updateLimits', { maxRuns: 20 }],
      ['sparsifyDisks', { options: { priority: 'HIGH' } }],
    ]);
  });

  it('names the very directory that was refused', async () => {
    const services = await seededServices();
    services.answer = async () => ({
      ok: false,
      refusal: {
        type: 'DirectoryRefused',
        path: '/b',
        message: '/b is not there: make it, or leave it out.',
      },
    });
    const { data } = await run(
      services,
      'mutation { registerHost(input: { directories: ["/a", "/b"] }) { host { id } userErrors { code message path } } }',
    );
    expect(data?.registerHost).toEqual({
      host: null,
      userErrors: [
        {
          code: 'DIRECTORY_REFUSED',
          message: '/b is not there: make it, or leave it out.',
          path: ['input', 'directories', '1'],
        },
      ],
    });
  });

  it.each([
    [{ type: 'HostElsewhere', hostId: 'host_9' }, 'HOST_ELSEWHERE', 'ask the server on that host'],
    [{ type: 'HostNotFound', hostId: 'host_9' }, 'NOT_FOUND', 'the query hosts lists them.'],
  ] as const)('refuses to scan a host for %o, and says what to do', async (refusal, code, message) => {
    const services = await seededServices();
    services.answer = async () => ({ ok: false, refusal });
    const { data } = await run(
      services,
      'mutation { scanHost(input: { id: "host_9" }) { operation { id } userErrors { code message path } } }',
    );
    expect(data?.scanHost).toEqual({
      operation: null,
      userErrors: [{ code, message: expect.stringContaining(message), path: ['input', 'id'] }],
    });
  });

  it('passes removeDisk, refreshDisk and cancelSparsifyJob on', async () => {
    const services = await seededServices();
    await services.putDisk();
    await services.putJob();
    const { data } = await run(
      services,
      `mutation {
        removeDisk(input: { id: "disk_1", reason: "gone" }) { disk { id } }
        refreshDisk(input: { id: "disk_1" }) { disk { id } }
        cancelSparsifyJob(input: { id: "job_1" }) { job { id } }
      }`,
    );
    expect(data).toEqual({
      removeDisk: { disk: { id: 'disk_1' } },
      refreshDisk: { disk: { id: 'disk_1' } },
      cancelSparsifyJob: { job: { id: 'job_1' } },
    });
    expect(services.sent.map(({ name, input }) => [name, input])).toEqual([
      ['removeDisk', { diskId: 'disk_1', reason: 'gone' }],
      ['refreshDisk', { diskId: 'disk_1' }],
      ['cancelSparsifyJob', { jobId: 'job_1', reason: null }],
    ]);
  });

  it('answers a refusal as a userError beside a null result, and notes its code', async () => {
    const services = await seededServices();
    services.answer = async () => ({ ok: false, refusal: { type: 'DiskBusy', jobId: 'job_9' } });
    const context = contextOf(services);
    const { data, errors } = await run(services, sparsify, { input: { id: 'disk_1' } }, context);
    expect(errors).toBeUndefined();
    expect(data?.sparsifyDisk).toEqual({
      job: null,
      userErrors: [{ code: 'DISK_BUSY', message: expect.stringContaining('job_9'), path: ['input', 'id'] }],
    });
    expect(context.refusals).toEqual(['DISK_BUSY']);
  });
});

describe('sparsifyDisks', () => {
  const many = `mutation ($input: SparsifyDisksInput!) { sparsifyDisks(input: $input) {
    results { disk { id } job { id } userErrors { code path } } userErrors { code message path } } }`;

  it('accepts or refuses each disk by itself, under a key of its own', async () => {
    const services = await seededServices();
    await services.putDisk();
    await services.putJob();
    services.answer = async (_, input) =>
      Object(input).diskId === 'disk_1'
        ? { ok: true, value: 'job_1' as never }
        : { ok: false, refusal: { type: 'DiskNotFound', diskId: 'disk_9' } };
    const context = contextOf(services);
    const input = { ids: ['disk_9', 'disk_1'], idempotencyKey: 'night', reason: 'monthly' };
    const { data } = await run(services, many, { input }, context);
    expect(data?.sparsifyDisks).toEqual({
      results: [
        { disk: null, job: null, userErrors: [{ code: 'NOT_FOUND', path: ['input', 'ids', '0'] }] },
        { disk: { id: 'disk_1' }, job: { id: 'job_1' }, userErrors: [] },
      ],
      userErrors: [],
    });
    expect(context.refusals).toEqual(['NOT_FOUND']);
    expect(services.sent.map(({ input }) => input)).toMatchObject([
      { diskId: 'disk_9', idempotencyKey: 'night:disk_9', options: { reason: 'monthly' } },
      { diskId: 'disk_1', idempotencyKey: 'night:disk_1' },
    ]);
  });

  it.each([
    [['disk_1', 'disk_1'], 'ids names a disk twice: name each once.'],
    [
      Array.from({ length: 1001 }, (_, i) => `disk_${i}`),
      'ids takes at most 1000 disks: name the others in another request.',
    ],
  ])('is refused as a whole for what no request can mean: %#', async (ids, message) => {
    const services = await seededServices();
    const { data } = await run(services, many, { input: { ids } });
    expect(data?.sparsifyDisks).toEqual({
      results: [],
      userErrors: [{ code: 'INVALID_INPUT', message, path: ['input', 'ids'] }],
    });
    expect(services.sent).toEqual([]);
  });
});

describe('the form of an input', () => {
  const line = (length: number): string => 'x'.repeat(length);
  const image = { storageDomainId: 'dom_1', path: 'a.raw', format: 'RAW' };

  it.each([
    [sparsify, { id: 'job_1' }, ['input', 'id'], 'id is not the id of a disk: those begin with disk_.'],
    [
      sparsify,
      { id: 'disk_1', hostId: 'h' },
      ['input', 'hostId'],
      'hostId is not the id of a host: those begin with host_.',
    ],
    [
      sparsify,
      { id: 'disk_1', idempotencyKey: '' },
      ['input', 'idempotencyKey'],
      'idempotencyKey takes 1 to 200 characters, and has 0.',
    ],
    [
      sparsify,
      { id: 'disk_1', idempotencyKey: line(201) },
      ['input', 'idempotencyKey'],
      'idempotencyKey takes 1 to 200 characters, and has 201.',
    ],
    [
      sparsify,
      { id: 'disk_1', reason: line(1001) },
      ['input', 'reason'],
      'reason takes 0 to 1000 characters, and has 1001.',
    ],
    [
      sparsify,
      { id: 'disk_1', timeoutSeconds: 0 },
      ['input', 'timeoutSeconds'],
      'timeoutSeconds takes 1 to 604800 seconds (a week), and is 0.',
    ],
    [
      sparsify,
      { id: 'disk_1', timeoutSeconds: 604_801 },
      ['input', 'timeoutSeconds'],
      'timeoutSeconds takes 1 to 604800 seconds (a week), and is 604801.',
    ],
    [
      register,
      { ...image, storageDomainId: 'x' },
      ['input', 'storageDomainId'],
      'storageDomainId is not the id of a storage domain: those begin with dom_.',
    ],
    [register, { ...image, path: '' }, ['input', 'path'], 'path takes 1 to 4096 characters, and has 0.'],
    [
      register,
      { ...image, path: 'a\0b' },
      ['input', 'path'],
      'path must not have NUL characters, which no file name can have.',
    ],
    [register, { ...image, name: '' }, ['input', 'name'], 'name takes 1 to 255 characters, and has 0.'],
    [
      register,
      { ...image, name: line(256) },
      ['input', 'name'],
      'name takes 1 to 255 characters, and has 256.',
    ],
    [
      register,
      { ...image, name: 'a\nb' },
      ['input', 'name'],
      'name must not have control characters such as line breaks, nor others that change how a line is shown.',
    ],
    [register, { ...image, name: '  ' }, ['input', 'name'], 'name must not be blank.'],
    [
      register,
      { ...image, format: 'OTHER' },
      ['input', 'format'],
      'format takes RAW or QCOW2, and is OTHER: nothing else can be sparsified in place.',
    ],
    [
      'mutation ($input: UpdateDiskInput!) { updateDisk(input: $input) { userErrors { code message path } } }',
      { id: 'disk_1', format: 'OTHER' },
      ['input', 'format'],
      'format takes RAW or QCOW2, and is OTHER: nothing else can be sparsified in place.',
    ],
    [
      'mutation ($input: RegisterHostInput!) { registerHost(input: $input) { userErrors { code message path } } }',
      { directories: ['/a', 'b'] },
      ['input', 'directories', '1'],
      'directories.1 is not absolute: "b". Give the path from / on.',
    ],
  ])('is checked before the catalogue is asked: %#', async (mutation, input, path, message) => {
    const services = await seededServices();
    const { data } = await run(services, mutation, { input });
    const payload = Object.values(data ?? {})[0];
    expect(payload).toMatchObject({ userErrors: [{ code: 'INVALID_INPUT', message, path }] });
    expect(services.sent).toEqual([]);
  });

  it('is accepted at its limits', async () => {
    const services = await seededServices();
    await services.putJob();
    await services.putDisk();
    const job = { id: 'disk_1', idempotencyKey: line(200), reason: line(1000), timeoutSeconds: 604_800 };
    await run(services, sparsify, { input: job });
    await run(services, register, { input: { ...image, name: line(255) } });
    expect(services.sent).toHaveLength(2);
  });

  it('has all that is wrong told at once', async () => {
    const { data } = await run(await seededServices(), sparsify, { input: { id: 'x', timeoutSeconds: 0 } });
    expect(data?.sparsifyDisk).toMatchObject({
      userErrors: [{ path: ['input', 'id'] }, { path: ['input', 'timeoutSeconds'] }],
    });
  });
});

const views = { disk: () => null, job: () => null };

describe('a refusal', () => {
  const failure = (code: FailureCode): Refusal => ({
    type: 'ImageRefused',
    failure: { code, message: 'It is so.', remedy: 'Do this.', outputTail: null, retryable: false },
  });
  const obstacle = (code: 'DISK_BUSY' | 'PREALLOCATED', message: string, remedy: string) => ({
    code,
    message,
    remedy,
  });
  const forSparsify = { disk: 'id' };
  const forRegister = { image: 'path' };
  const forRefresh = { disk: 'id' };

  it.each<[Refusal, InputFields, string, string[], RegExp]>([
    [
      { type: 'StorageDomainNotFound', storageDomainId: 'dom_9' },
      forRegister,
      'NOT_FOUND',
      ['input', 'storageDomainId'],
      /dom_9.*storageDomains lists/,
    ],
    [
      { type: 'DiskNotFound', diskId: 'disk_9' },
      forSparsify,
      'NOT_FOUND',
      ['input', 'id'],
      /disk_9.*disks lists/,
    ],
    [
      { type: 'HostNotFound', hostId: 'host_9' },
      forSparsify,
      'NOT_FOUND',
      ['input', 'hostId'],
      /host_9.*hosts lists/,
    ],
    [{ type: 'JobNotFound', jobId: 'job_9' }, {}, 'NOT_FOUND', ['input', 'id'], /job_9.*sparsifyJobs lists/],
    [
      { type: 'DiskAlreadyRegistered', diskId: 'disk_9' },
      forRegister,
      'DISK_ALREADY_REGISTERED',
      ['input', 'path'],
      /disk_9.*updateDisk/,
    ],
    [
      { type: 'DiskBusy', jobId: 'job_9' },
      forSparsify,
      'DISK_BUSY',
      ['input', 'id'],
      /job_9.*cancelSparsifyJob/,
    ],
    [
      {
        type: 'DiskNotEligible',
        obstacles: [obstacle('DISK_BUSY', 'Busy.', 'Wait.'), obstacle('PREALLOCATED', 'Full.', 'Say THIN.')],
      },
      forSparsify,
      'DISK_NOT_ELIGIBLE',
      ['input', 'id'],
      /^Busy\. Wait\. Full\. Say THIN\.$/,
    ],
    [
      {
        type: 'WarningsNotAcknowledged',
        warnings: [{ code: 'PARENT_SNAPSHOTS', message: 'It stands on another.' }],
      },
      forSparsify,
      'WARNINGS_NOT_ACKNOWLEDGED',
      ['input', 'acknowledgeWarnings'],
      /^It stands on another\. To proceed anyway, name PARENT_SNAPSHOTS in acknowledgeWarnings\.$/,
    ],
    [
      { type: 'IdempotencyKeyReused', jobId: 'job_9' },
      forSparsify,
      'IDEMPOTENCY_KEY_REUSED',
      ['input', 'idempotencyKey'],
      /job_9.*new key/,
    ],
    [
      { type: 'JobAlreadyEnded', jobId: 'job_9' },
      {},
      'JOB_ALREADY_ENDED',
      ['input', 'id'],
      /job_9.*ended already/,
    ],
    [{ type: 'Conflict' }, forSparsify, 'CONFLICT', ['input'], /send the same request again/],
    [
      failure('FORMAT_MISMATCH'),
      forRegister,
      'FORMAT_MISMATCH',
      ['input', 'format'],
      /^It is so\. Do this\.$/,
    ],
    [failure('FORMAT_MISMATCH'), forRefresh, 'FORMAT_MISMATCH', ['input', 'id'], /^It is so\. Do this\.$/],
    [
      failure('PATH_OUTSIDE_STORAGE_DOMAIN'),
      forRegister,
      'PATH_OUTSIDE_STORAGE_DOMAIN',
      ['input', 'path'],
      /Do this/,
    ],
    [failure('DISK_MISSING'), forRefresh, 'DISK_MISSING', ['input', 'id'], /Do this/],
    [failure('TOOL_TOO_OLD'), forRefresh, 'HOST_NOT_CAPABLE', ['input', 'id'], /Do this/],
  ])('%j is told with its code, what to do and where', (refusal, fields, code, path, message) => {
    expect(userError(refusal, fields, {}, views)).toMatchObject({
      code,
      path,
      message: expect.stringMatching(message),
    });
  });

  it('carries the disk, the obstacles, the warnings and the job that it is about', async () => {
    const services = await seededServices();
    await services.putDisk();
    await services.putJob();
    const refusals: Refusal[] = [
      { type: 'DiskNotEligible', obstacles: [obstacle('PREALLOCATED', 'Full.', 'Say THIN.')] },
      {
        type: 'WarningsNotAcknowledged',
        warnings: [{ code: 'PARENT_SNAPSHOTS', message: 'It stands on another.' }],
      },
      { type: 'DiskBusy', jobId: 'job_1' },
      { type: 'DiskAlreadyRegistered', diskId: 'disk_1' },
      { type: 'JobAlreadyEnded', jobId: 'job_1' },
      { type: 'IdempotencyKeyReused', jobId: 'job_1' },
      { type: 'Conflict' },
    ];
    const query = `mutation ($input: SparsifyDiskInput!) { sparsifyDisk(input: $input) { userErrors {
      code disk { id } job { id } obstacles { code message remedy } warnings { code message } } } }`;
    const given: unknown[] = [];
    for (const refusal of refusals) {
      services.answer = async () => ({ ok: false, refusal });
      const { data } = await run(services, query, { input: { id: 'disk_1' } });
      given.push((data as { sparsifyDisk: { userErrors: [unknown] } }).sparsifyDisk.userErrors[0]);
    }
    const nothing = { disk: null, job: null, obstacles: null, warnings: null };
    const [disk, job] = [{ id: 'disk_1' }, { id: 'job_1' }];
    expect(given).toEqual([
      {
        ...nothing,
        code: 'DISK_NOT_ELIGIBLE',
        disk,
        obstacles: [{ code: 'PREALLOCATED', message: 'Full.', remedy: 'Say THIN.' }],
      },
      {
        ...nothing,
        code: 'WARNINGS_NOT_ACKNOWLEDGED',
        disk,
        warnings: [{ code: 'PARENT_SNAPSHOTS', message: 'It stands on another.' }],
      },
      { ...nothing, code: 'DISK_BUSY', disk, job },
      { ...nothing, code: 'DISK_ALREADY_REGISTERED', disk },
      { ...nothing, code: 'JOB_ALREADY_ENDED', job },
      { ...nothing, code: 'IDEMPOTENCY_KEY_REUSED', job },
      { ...nothing, code: 'CONFLICT' },
    ]);
  });

  it.each<[FailureCode, string]>([
    ['DISK_UNREADABLE', 'DISK_UNREADABLE'],
    ['NOT_A_REGULAR_FILE', 'NOT_A_REGULAR_FILE'],
    ['BACKING_FILE_MISSING', 'BACKING_FILE_MISSING'],
    ['DISK_IN_USE', 'DISK_IN_USE'],
    ['DISK_NOT_ELIGIBLE', 'DISK_NOT_ELIGIBLE'],
    ['STORAGE_FULL', 'STORAGE_FULL'],
    ['FILESYSTEM_CORRUPT', 'FILESYSTEM_CORRUPT'],
    ['TOOL_MISSING', 'HOST_NOT_CAPABLE'],
    ['APPLIANCE_FAILED', 'HOST_NOT_CAPABLE'],
    ['TIMED_OUT', 'HOST_NOT_CAPABLE'],
  ])('of an image, %s, is told as %s', (code, told) => {
    expect(userError(failure(code), forRegister, {}, views).code).toBe(told);
  });
});

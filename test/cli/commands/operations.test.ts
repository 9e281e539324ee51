import { describe, expect, it } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import type { Requests } from '../../../src/requests/requests.ts';
import { hostId, type SeededServices, seededServices } from '../../support/seeded-services.ts';
import { startServer } from '../../support/start-server.ts';
import { capturedTerminal } from '../output/captured-terminal.ts';

const operationId = 'op_1';
const started = (kind: string, diskId: string | null = null) => ({
  type: 'OperationRequested',
  data: { kind, hostId, diskId },
});
const succeeded = { type: 'OperationSucceeded', data: {} };
const failed = {
  type: 'OperationFailed',
  data: { code: 'FILESYSTEM_CORRUPT', message: 'It is damaged.', remedy: 'Mend it, and call refreshDisk.' },
};

/** A server with a host and two disks; each request for long work starts an operation with these events. */
async function serverWith(...events: { readonly type: string; readonly data: unknown }[]) {
  const services: SeededServices = await seededServices();
  await services.putHost({ name: 'kvm1' });
  await services.putDomain({ name: 'images' });
  await services.putDisk({ id: 'disk_1', name: 'web' });
  await services.putDisk({ id: 'disk_2', name: 'db' });
  const answers: Partial<Record<keyof Requests, string>> = {
    scanHost: operationId,
    probeHost: operationId,
    measureDisk: operationId,
    updateStorageDomain: 'dom_1',
    updateLimits: 'LIMITS',
    removeStorageDomain: 'dom_1',
    unregisterDirectory: 'dom_1',
  };
  services.answer = async (name) => {
    if (answers[name] === operationId) await services.given(`operation-${operationId}`, ...events);
    return { ok: true, value: answers[name] as never };
  };
  const { url } = await startServer({}, services);
  async function winnow(...args: string[]) {
    const terminal = capturedTerminal({ WINNOW_URL: url });
    const code = await run(args, terminal);
    return { code, out: terminal.out(), err: terminal.err(), json: () => JSON.parse(terminal.out()) };
  }
  return { services, winnow };
}

describe('an operation', () => {
  it('is followed to its end by winnow scan, which then shows what was found', async () => {
    const { winnow, services } = await serverWith(started('SCAN_HOST'), succeeded);
    const { out, code } = await winnow('scan');
    expect(out).toMatch(/^kvm1 {2}host_1\n {2}storage domains {11}1\n/);
    expect(code).toBe(0);
    expect(services.sent.map(({ name }) => name)).toEqual(['scanHost']);
  });

  it('is started by winnow scan --no-wait, which prints its id', async () => {
    const { winnow } = await serverWith(started('PROBE_HOST'));
    const { out, code } = await winnow('scan', '--probe', '--no-wait');
    expect(out).toBe('op_1  kvm1\n');
    expect(code).toBe(0);
  });

  it('can be followed later by its id', async () => {
    const { winnow, services } = await serverWith();
    await services.given(`operation-${operationId}`, started('SCAN_HOST'), succeeded);
    expect(await winnow('follow', operationId)).toMatchObject({ out: 'op_1 has succeeded.\n', code: 0 });
    expect((await winnow('follow', 'op_9')).code).toBe(3);
  });

  it('that fails ends winnow disk refresh --measure with 1, its message and a remedy to type', async () => {
    const { winnow } = await serverWith(started('REFRESH_DISK', 'disk_1'), failed);
    const { err, code } = await winnow('disk', 'refresh', 'web', '--measure');
    expect(err).toBe('winnow: disk_1  web: It is damaged. Mend it, and run `winnow disk refresh disk_1`.\n');
    expect(code).toBe(1);
  });

  it('is reported by winnow disk refresh --measure --no-wait, for scripts too', async () => {
    const { winnow } = await serverWith(started('REFRESH_DISK', 'disk_1'));
    expect(await winnow('disk', 'refresh', 'web', '--measure', '--no-wait')).toMatchObject({
      out: 'disk_1  web  started: op_1\n',
      code: 0,
    });
    const { json } = await winnow('disk', 'refresh', 'web', '--measure', '--no-wait', '--json');
    expect(json()).toMatchObject({ ok: true, disks: [{ operation: { id: operationId, outcome: null } }] });
  });
});

describe('winnow storage', () => {
  it('lists the storage domains with their disks and directories', async () => {
    const { winnow } = await serverWith();
    const { out } = await winnow('storage', 'list');
    expect(out).toMatch(
      /^STORAGE DOMAIN {2}NAME {4}KIND .* DISKS {2}DIRECTORIES\ndom_1 +images +\w+ +2 {2}\//,
    );
  });

  it('labels one by its name, and shows and selects by labels', async () => {
    const { winnow, services } = await serverWith();
    await services.given('storageDomain-dom_1', {
      type: 'StorageDomainUpdated',
      data: { maxRuns: null, labels: { tier: 'gold', old: 'yes' } },
    });
    const { out } = await winnow('storage', 'list', '--with-label', 'tier=gold');
    expect(out).toMatch(/DIRECTORIES +LABELS\ndom_1 .* old=yes, tier=gold\n$/);
    expect((await winnow('storage', 'list', '--with-label', 'tier=none')).out).not.toContain('dom_1');
    const updated = await winnow(
      'storage',
      'update',
      'images',
      '--label',
      'team=web',
      '--remove-label',
      'old',
    );
    expect(updated).toMatchObject({ out: 'dom_1  images  updated\n', err: '' });
    expect(services.sent.map(({ name, input }) => [name, input])).toEqual([
      [
        'updateStorageDomain',
        {
          ...{ storageDomainId: 'dom_1', labels: { tier: 'gold', team: 'web' } },
          ...{ maxRuns: null, allHostsRegistered: null },
        },
      ],
    ]);
    expect((await winnow('storage', 'update', 'images')).code).toBe(2);
  });

  it('limits one alone, leaves its labels, and shows the limit', async () => {
    const { winnow, services } = await serverWith();
    await winnow('storage', 'update', 'images', '--max-runs', '3');
    await winnow('storage', 'update', 'images', '--max-runs', 'default');
    const others = { storageDomainId: 'dom_1', labels: null, allHostsRegistered: null };
    expect(services.sent.map(({ input }) => input)).toEqual([
      { ...others, maxRuns: 3 },
      { ...others, maxRuns: 0 },
    ]);
    await services.given('storageDomain-dom_1', {
      type: 'StorageDomainUpdated',
      data: { maxRuns: 3, labels: {} },
    });
    expect((await winnow('storage', 'list')).out).toMatch(/DIRECTORIES +MAX RUNS\ndom_1 .* 3\n$/);
    expect((await winnow('storage', 'update', 'images', '--max-runs', '0')).code).toBe(2);
  });

  it('declares of one that all hosts that can use it are registered, and takes that back', async () => {
    const { winnow, services } = await serverWith();
    await winnow('storage', 'update', 'images', '--all-hosts-registered', 'yes');
    await winnow('storage', 'update', 'images', '--all-hosts-registered', 'no');
    const others = { storageDomainId: 'dom_1', labels: null, maxRuns: null };
    expect(services.sent.map(({ input }) => input)).toEqual([
      { ...others, allHostsRegistered: true },
      { ...others, allHostsRegistered: false },
    ]);
    expect((await winnow('storage', 'update', 'images', '--all-hosts-registered', 'maybe')).code).toBe(2);
  });

  it('removes one by its name, with its disks when asked', async () => {
    const { winnow, services } = await serverWith();
    const { out } = await winnow('storage', 'remove', 'images', '--remove-disks', '--reason', 'moved');
    expect(out).toBe('dom_1  images  removed from the catalogue\n');
    expect(services.sent).toMatchObject([
      {
        name: 'removeStorageDomain',
        input: { storageDomainId: 'dom_1', removeDisks: true, reason: 'moved' },
      },
    ]);
  });

  it('names the option to type when it is refused', async () => {
    const { winnow, services } = await serverWith();
    services.answer = async () => ({
      ok: false,
      refusal: { type: 'StorageDomainNotEmpty', storageDomainId: 'dom_1', disks: 2 },
    });
    const { err, code } = await winnow('storage', 'remove', 'images');
    expect(err).toContain('again with --remove-disks');
    expect(code).toBe(3);
  });
});

describe('winnow limits', () => {
  it('shows how many runs there may be, and changes how many in all', async () => {
    const { winnow, services } = await serverWith();
    expect((await winnow('limits')).out).toBe(
      [
        'runs in all                                        no limit\n',
        'on a host without a limit of its own               2\n',
        'on a storage domain without a limit of its own     2\n',
        'on a volume group without a limit of its own       1\n',
        'on all storage domains of an array (label array)   1\n',
      ].join(''),
    );
    const { json } = await winnow('limits', '--max-runs', '20', '--json');
    expect(json()).toEqual({
      ok: true,
      limits: { maxRuns: null, maxRunsPerHost: 2, maxRunsPerStorageDomain: 2, maxRunsPerVolumeGroup: 1 },
    });
    await winnow('limits', '--max-runs', 'default');
    expect(services.sent.map(({ name, input }) => [name, input])).toEqual([
      ['updateLimits', { maxRuns: 20 }],
      ['updateLimits', { maxRuns: 0 }],
    ]);
  });

  it.each([['0'], ['-1'], ['many'], ['1.5']])('does not understand %s', async (given) => {
    const { winnow, services } = await serverWith();
    expect((await winnow('limits', '--max-runs', given)).code).toBe(2);
    expect(services.sent).toEqual([]);
  });
});

describe('labels', () => {
  it('of disks, storage domains and hosts select disks, storage domains and jobs', async () => {
    const { winnow, services } = await serverWith();
    await services.putDisk({ id: 'disk_3', name: 'shop', labels: { team: 'web' } });
    await services.putJob({ id: 'job_1', diskId: 'disk_1', status: 'COMPLETED' });
    await services.putJob({ id: 'job_3', diskId: 'disk_3' });
    await services.given(`host-${hostId}`, {
      type: 'HostUpdated',
      data: { name: 'kvm1', maxRuns: null, labels: { site: 'bonn' } },
    });
    await services.given('storageDomain-dom_1', {
      type: 'StorageDomainUpdated',
      data: { maxRuns: null, labels: { tier: 'gold' } },
    });
    const idsBy = async (...args: string[]) =>
      (await winnow(...args)).out.match(/^(?:job|disk|dom)_\d/gm) ?? [];
    expect(await idsBy('jobs', '--with-label', 'team=web')).toEqual(['job_3']);
    expect(await idsBy('jobs', '--with-host-label', 'site')).toEqual(['job_1']);
    expect(await idsBy('jobs', '--host', 'kvm1')).toEqual(['job_1']);
    expect((await idsBy('jobs', '--with-domain-label', 'tier=gold')).toSorted()).toEqual(['job_1', 'job_3']);
    expect(await idsBy('jobs', '--with-domain-label', 'tier=silver')).toEqual([]);
    expect(await idsBy('disks', '--with-host-label', 'site=bonn', '--name', 'shop')).toEqual(['disk_3']);
    expect(await idsBy('disks', '--with-host-label', 'site=oslo')).toEqual([]);
    expect(await idsBy('disks', '--with-domain-label', 'tier', '--with-label', 'team')).toEqual(['disk_3']);
    expect(await idsBy('storage', 'list', '--with-host-label', 'site=bonn')).toEqual(['dom_1']);
    expect(await idsBy('storage', 'list', '--with-host-label', 'site=oslo')).toEqual([]);
  });
});

describe('winnow directory remove', () => {
  it('unregisters a directory of the only host, or of the one that is named', async () => {
    const { winnow, services } = await serverWith();
    const { out } = await winnow('directory', 'remove', '/srv/images');
    expect(out).toBe('/srv/images  unregistered\n');
    await services.putHost({ id: 'host_2', name: 'kvm2' });
    expect((await winnow('directory', 'remove', '/srv/images')).code).toBe(2);
    await winnow('directory', 'remove', '/srv/images', '--host', 'kvm2');
    expect(services.sent.map(({ input }) => input)).toMatchObject([
      { hostId, directory: '/srv/images' },
      { hostId: 'host_2', directory: '/srv/images' },
    ]);
  });
});

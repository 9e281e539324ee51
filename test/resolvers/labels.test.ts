import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../src/domain/disk/attachments.ts';
import { run } from '../support/run-operation.ts';
import { seededServices } from '../support/seeded-services.ts';

const titled = (vmId: string, labels: Record<string, string>): Attachment => ({
  ...{ vmId, vmName: vmId, hostId: 'host_1', state: 'SHUT_OFF' },
  labels,
});

async function labelledServices() {
  const services = await seededServices();
  await services.putHost({ name: 'kvm1' });
  await services.putDomain();
  await services.putDisk({
    labels: { team: 'web', 'a.b': '' },
    observation: {
      attachments: [titled('vm-1', { 'libvirt/title': 'Shop' }), titled('vm-2', { 'libvirt/title': 'Copy' })],
    },
  });
  await services.putDisk({ id: 'disk_2', name: 'db', path: 'db.raw', labels: { team: 'db' } });
  await services.given('storageDomain-dom_1', {
    type: 'StorageDomainUpdated',
    data: { maxRuns: null, labels: { tier: 'gold' } },
  });
  return services;
}

describe('labels', () => {
  it('of a disk are those that were assigned and, apart from them, those that were discovered', async () => {
    const { data } = await run(
      await labelledServices(),
      '{ disk(id: "disk_1") { labels { key value } discoveredLabels { key value } storageDomain { labels { key value } } } }',
    );
    expect(data).toEqual({
      disk: {
        labels: [
          { key: 'a.b', value: '' },
          { key: 'team', value: 'web' },
        ],
        discoveredLabels: [
          { key: 'libvirt/title', value: 'Copy' },
          { key: 'libvirt/title', value: 'Shop' },
        ],
        storageDomain: { labels: [{ key: 'tier', value: 'gold' }] },
      },
    });
  });

  it('select disks, their totals, storage domains and hosts', async () => {
    const { data } = await run(
      await labelledServices(),
      `{
        web: disks(filter: { labels: [{ key: "team", value: "web" }] }) { nodes { id } totalCount }
        shop: diskTotals(filter: { labels: [{ key: "libvirt/title", value: "Shop" }, { key: "team" }] }) { count }
        ofDomain: disks(filter: { labels: [{ key: "tier" }] }) { totalCount }
        storageDomains(filter: { labels: [{ key: "tier", value: "gold" }], hostId: "host_1" }) { nodes { id } }
        none: storageDomains(filter: { labels: [{ key: "team" }] }) { totalCount }
        hosts(filter: { labels: [{ key: "rack" }] }) { totalCount }
        all: hosts(filter: { labels: [] }) { totalCount }
      }`,
    );
    expect(data).toEqual({
      web: { nodes: [{ id: 'disk_1' }], totalCount: 1 },
      shop: { count: 1 },
      ofDomain: { totalCount: 0 },
      storageDomains: { nodes: [{ id: 'dom_1' }] },
      none: { totalCount: 0 },
      hosts: { totalCount: 0 },
      all: { totalCount: 1 },
    });
  });

  it('of storage domains and hosts select disks and storage domains, and with those of disks jobs and their totals', async () => {
    const services = await labelledServices();
    await services.given('host-host_1', {
      type: 'HostUpdated',
      data: { name: 'kvm1', maxRuns: null, labels: { site: 'bonn' } },
    });
    await services.putJob({ id: 'job_1', diskId: 'disk_1', status: 'COMPLETED' });
    await services.putJob({ id: 'job_2', diskId: 'disk_2' });
    const { data, errors } = await run(
      services,
      `{
        gold: disks(filter: { storageDomainLabels: [{ key: "tier", value: "gold" }] }) { totalCount }
        bonn: diskTotals(filter: { hostLabels: [{ key: "site", value: "bonn" }] }) { count }
        oslo: diskTotals(filter: { hostLabels: [{ key: "site", value: "oslo" }] }) { count }
        storageDomains(filter: { hostLabels: [{ key: "site" }] }) { nodes { id } }
        web: sparsifyJobs(filter: { diskLabels: [{ key: "team", value: "web" }] }) { nodes { id } totalCount }
        atBonn: sparsifyJobs(filter: { hostLabels: [{ key: "site", value: "bonn" }] }) { nodes { id } }
        totals: sparsifyJobTotals(filter: { storageDomainLabels: [{ key: "tier" }] }) { count }
        none: sparsifyJobTotals(filter: { diskLabels: [{ key: "team", value: "x" }] }) { count }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      gold: { totalCount: 2 },
      bonn: { count: 2 },
      oslo: { count: 0 },
      storageDomains: { nodes: [{ id: 'dom_1' }] },
      web: { nodes: [{ id: 'job_1' }], totalCount: 1 },
      atBonn: { nodes: [{ id: 'job_1' }] },
      totals: { count: 2 },
      none: { count: 0 },
    });
  });

  it.each([
    ['disks', 'DiskFilter', ['labels', 'storageDomainLabels', 'hostLabels']],
    ['diskTotals', 'DiskFilter', ['labels']],
    ['hosts', 'HostFilter', ['labels']],
    ['storageDomains', 'StorageDomainFilter', ['labels', 'hostLabels']],
    ['sparsifyJobs', 'SparsifyJobFilter', ['diskLabels', 'storageDomainLabels', 'hostLabels']],
    ['sparsifyJobTotals', 'SparsifyJobFilter', ['diskLabels']],
  ])('are at most 32 in every filter of %s', async (field, type, lists) => {
    const services = await seededServices();
    const query = `query ($filter: ${type}) { ${field}(filter: $filter) { __typename } }`;
    const labels = Array.from({ length: 33 }, (_, index) => ({ key: `k${index}` }));
    for (const list of lists) {
      expect((await run(services, query, { filter: { [list]: labels } })).errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT', argument: `filter.${list}` } },
      ]);
      expect((await run(services, query, { filter: { [list]: labels.slice(1) } })).errors).toBeUndefined();
    }
  });

  it('are handed on to be assigned, and checked for their form before', async () => {
    const services = await labelledServices();
    const mutation = (label: string) => `mutation {
      updateDisk(input: { id: "disk_1", labels: [${label}] }) { userErrors { code path } }
      updateStorageDomain(input: { id: "dom_1", labels: [${label}] }) { storageDomain { id } userErrors { code path } }
    }`;
    await run(services, mutation('{ key: "team", value: "shop" }'));
    expect(services.sent.map(({ name, input }) => [name, input])).toEqual([
      ['updateDisk', { diskId: 'disk_1', labels: { team: 'shop' } }],
      [
        'updateStorageDomain',
        {
          ...{ storageDomainId: 'dom_1', labels: { team: 'shop' } },
          ...{ maxRuns: null, allHostsRegistered: null },
        },
      ],
    ]);
    for (const label of [
      '{ key: "libvirt/title", value: "x" }',
      '{ key: "", value: "x" }',
      '{ key: "team=web", value: "x" }',
      '{ key: "team", value: "\\u001b[2J" }',
      '{ key: "team", value: "a" }, { key: "team", value: "b" }',
    ]) {
      const { data } = await run(services, mutation(label));
      const refused = { userErrors: [{ code: 'INVALID_INPUT', path: ['input', 'labels'] }] };
      expect(data, label).toEqual({
        updateDisk: refused,
        updateStorageDomain: { storageDomain: null, ...refused },
      });
    }
    expect(services.sent).toHaveLength(2);
  });
});

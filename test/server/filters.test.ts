import { expect, it } from 'vitest';
import { appendTo, registered } from '../projections/events.ts';
import { openedProjections } from '../projections/opened.ts';
import { post, startServer } from '../support/start-server.ts';

it.each(['sparsifiable: false', 'sparsifiable: true', 'hasActiveJob: true', 'obstacles: [DISK_BUSY]'])(
  'a host that has no storage domain has no disks, also with %s',
  async (more) => {
    const opened = await openedProjections();
    const host = { type: 'HostRegistered', data: { name: 'bare', transport: 'LOCAL' } };
    await appendTo(opened.store, 'host-host_bare', [host]);
    await appendTo(opened.store, 'disk-disk_1', [registered('disk_1')]);
    await opened.current();
    const server = await startServer({}, { views: opened.views });
    const answer = await post(
      server,
      `{ disks(filter: { hostId: "host_bare", ${more} }) { totalCount nodes { id } } }`,
    );
    expect(JSON.parse(answer.text)).toEqual({ data: { disks: { totalCount: 0, nodes: [] } } });
  },
);

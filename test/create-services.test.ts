import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { loadSettings } from '../src/config.ts';
import { openEventStore } from '../src/event-store/open-event-store.ts';
import { startWinnow } from '../src/main.ts';
import { systemOrigin } from '../src/streams/envelope.ts';
import { handleOperationCommand } from '../src/streams/handle-command.ts';
import { endedOperation } from './support/ended-operation.ts';
import { fakeVirtSparsify } from './support/fake-virt-sparsify.ts';

test('a server that starts does the operations of its host again that an earlier one did not end', async () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'winnow-services-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  mkdirSync(join(home, 'images'));
  const settings = loadSettings({
    WINNOW_STATE_DIR: join(home, 'state'),
    WINNOW_LIBVIRT_URI: 'none',
    WINNOW_VIRT_SPARSIFY: fakeVirtSparsify,
    WINNOW_CONFINE: 'no',
  });
  const start = (coordinate: boolean) =>
    startWinnow(settings, {
      directories: [join(home, 'images')],
      listen: false,
      coordinate,
      logger: pino({ level: 'silent' }),
    });
  const first = await start(false);
  const hostId = first.services.views.hosts({}).edges[0]?.node.id;
  await first.close();
  if (hostId === undefined) throw new Error('The server has no host.');

  const store = await openEventStore(settings.eventStore);
  const request = { kind: 'SCAN_HOST', hostId, diskId: null } as const;
  const command = { type: 'RequestOperation', request } as const;
  await handleOperationCommand(store, 'op_interrupted', command, systemOrigin(new Date()));
  await store.close();

  const next = await start(true);
  onTestFinished(() => next.close());
  const operation = await endedOperation(
    next.services,
    Promise.resolve({ ok: true, value: 'op_interrupted' }),
  );
  expect(operation).toMatchObject({ kind: 'SCAN_HOST', hostId, status: 'SUCCEEDED' });
  expect(next.services.views.host(hostId)?.observation?.contact).toBe('IN_CONTACT');
});

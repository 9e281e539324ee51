import { pino } from 'pino';
import { expect, test } from 'vitest';
import { watchHosts } from '../../src/discovery/watch-hosts.ts';
import type { HostId } from '../../src/domain/ids.ts';
import { createFakeHost } from '../support/fake-host.ts';
import { openParts } from '../support/parts.ts';
import { root } from './a-host.ts';

test('the one that coordinates marks a host whose server is gone, once, and its next scan takes that back', async () => {
  const parts = await openParts();
  const other = createFakeHost('host_other');
  for (const { control } of [parts.fake, other]) {
    control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
  }
  const { scanner } = await parts.join(other);
  await Promise.all([parts.scanner.scan('host_fake', null), scanner.scan('host_other', null)]);
  const contacts = () =>
    ['host_fake', 'host_other'].map((id) => parts.views.host(id as HostId)?.observation?.contact);
  expect(contacts()).toEqual(['IN_CONTACT', 'IN_CONTACT']);
  const before = await parts.events();

  let coordinates = false;
  let looks = 0;
  const watching = watchHosts({
    ...parts,
    registry: {
      servers() {
        looks += 1;
        return [{ hostId: 'host_fake' }];
      },
      listenedMs: () => looks,
    },
    coordinates: () => coordinates,
    logger: pino({ level: 'silent' }),
    now: () => new Date(),
    goneAfterMs: 1,
    checkEveryMs: 1,
  });
  await expect.poll(() => looks).toBeGreaterThan(5);
  expect(contacts()).toEqual(['IN_CONTACT', 'IN_CONTACT']);
  coordinates = true;
  await expect.poll(contacts).toEqual(['IN_CONTACT', 'LOST']);
  const then = looks;
  await expect.poll(() => looks).toBeGreaterThan(then + 5);
  await watching.stop();
  expect(await parts.events()).toBe(before + 1);
  expect(parts.views.host('host_other')?.observation).toMatchObject({ mounts: [{ path: '/' }] });

  await scanner.scan('host_other', null);
  expect(contacts()).toEqual(['IN_CONTACT', 'IN_CONTACT']);
  await parts.close();
});

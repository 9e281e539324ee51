import { expect, onTestFinished, test } from 'vitest';
import { createFakeHost } from '../../support/fake-host.ts';
import { accepted, caller, openParts } from '../../support/parts.ts';

test('a host is confirmed down only once nothing shows that it is up', async () => {
  const parts = await openParts();
  onTestFinished(() => parts.close());
  const confirm = (hostId: `host_${string}`) =>
    parts.requests.confirmHostDown({ hostId, reason: 'burnt' }, caller);
  expect(await confirm('host_nobody')).toMatchObject({ refusal: { type: 'HostNotFound' } });
  expect(await confirm('host_fake')).toMatchObject({ refusal: { type: 'HostAnswers' } });

  const other = createFakeHost('host_other');
  const server = await parts.join(other);
  await server.scanner.scan('host_other', null);
  expect(await confirm('host_other')).toMatchObject({ refusal: { type: 'HostAnswers' } });
  other.control.silent = true;
  await server.scanner.scan('host_other', null);
  expect(accepted(await confirm('host_other'))).toBe('host_other');
  expect(parts.views.host('host_other')).toMatchObject({
    confirmedDown: true,
    confirmedDownAt: expect.any(String),
  });
});

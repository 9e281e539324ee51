import { pino } from 'pino';
import { expect, test } from 'vitest';
import { scanBySchedule } from '../../../src/process/scan/schedule.ts';

test('scans at once and again, whatever becomes of each, until it is stopped', async () => {
  let scans = 0;
  const enough = Promise.withResolvers<void>();
  const schedule = scanBySchedule({
    scanner: {
      scan: async (hostId, asker) => {
        expect([hostId, asker]).toEqual(['host_a', null]);
        scans += 1;
        if (scans === 3) enough.resolve();
        throw new Error('broken');
      },
    },
    hostId: 'host_a',
    views: { host: () => null },
    intervalMs: 1,
    logger: pino({ level: 'silent' }),
  });
  expect(scans).toBe(1);
  await enough.promise;
  await schedule.stop();
  const then = scans;
  await new Promise((resolve) => setImmediate(resolve));
  expect(scans).toBe(then);
});

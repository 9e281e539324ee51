import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HostCapabilities } from '../../../src/domain/host/events.ts';
import { type Host, HostBusy, HostUnreachable } from '../../../src/hosts/host.ts';
import { watchReadiness } from '../../../src/process/jobs/readiness.ts';
import { defaultProcessSettings } from '../../../src/process/jobs/settings.ts';
import { capable, createFakeHost } from '../../support/fake-host.ts';

const lacking = (what: string): HostCapabilities => ({ ...capable, lacks: [{ what, remedy: 'Mend it.' }] });
const appliance = lacking('the appliance of libguestfs does not start: no memory');
let ending: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  ending = new AbortController();
});
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});

/** The readiness of a host whose probes find this, one after the other; the last again and again. */
async function probed(...found: readonly (HostCapabilities | Error)[]) {
  const left = [...found];
  const capabilities: Host['capabilities'] = async () => {
    const next = (left.length > 1 ? left.shift() : left[0]) ?? capable;
    if (next instanceof Error) throw next;
    return next;
  };
  const readiness: ReturnType<typeof watchReadiness> = watchReadiness({
    host: { ...createFakeHost().host, capabilities },
    contact: defaultProcessSettings.contact,
    logger: pino({ level: 'silent' }),
    signal: ending.signal,
    onChange: () => undefined,
    onProbed: () => undefined,
  });
  await vi.advanceTimersByTimeAsync(0);
  return readiness;
}

test.each([
  ['was too busy', new HostBusy('It took more than 20 s.'), 'UNPROBED'],
  ['met a fault never seen before', new Error('Never seen before.'), 'UNPROBED'],
  ['did not answer', new HostUnreachable('No answer.'), 'UNREACHABLE'],
  ['could not boot its appliance', appliance, 'UNPROBED'],
  ['lacks a tool', lacking('virt-sparsify is missing'), 'INCAPABLE'],
] as const)('a host that %s is probed again until it can do it', async (_, fault, state) => {
  const readiness = await probed(fault, fault, capable);
  expect(readiness.now().state).toBe(state);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(readiness.now()).toEqual({ state: 'READY' });
});

test.each([new HostBusy('It took more than 20 s.'), new Error('Never seen before.')])(
  'jobs wait for a host, however often a probe tells nothing of it: %s',
  async (fault) => {
    const readiness = await probed(fault);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(readiness.now()).toEqual({ state: 'UNPROBED', why: fault.message });
  },
);

test('an appliance that fails to start by itself gives jobs up at the third time', async () => {
  const readiness = await probed(appliance);
  expect(readiness.now().state).toBe('UNPROBED');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(readiness.now()).toMatchObject({ state: 'INCAPABLE', failure: { code: 'APPLIANCE_FAILED' } });
});

test('a host is ready only once what was found is recorded', async () => {
  const recorded = Promise.withResolvers<void>();
  const readiness = watchReadiness({
    host: createFakeHost().host,
    contact: defaultProcessSettings.contact,
    logger: pino({ level: 'silent' }),
    signal: ending.signal,
    onChange: () => undefined,
    onProbed: () => recorded.promise,
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(readiness.now().state).toBe('PROBING');
  recorded.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(readiness.now().state).toBe('READY');
});

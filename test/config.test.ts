import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BadSetting, loadSettings, settingNames } from '../src/config.ts';
import { usualTiming } from '../src/hosts/transport/ssh/ssh-command.ts';
import { defaultProcessSettings } from '../src/process/jobs/settings.ts';
import { defaultServerSettings } from '../src/server/settings.ts';

test('a connection that only scans use is closed between two of them: there is none to an idle host', () => {
  expect(2 * usualTiming.idleMs).toBeLessThan(loadSettings({}).scanIntervalMs);
});

describe('settings', () => {
  test('are the defaults where the environment says nothing, or the empty string', () => {
    const settings = loadSettings({ WINNOW_STATE_DIR: '/state', WINNOW_PORT: '', HOME: '/home/ann' });
    expect(settings).toMatchObject({
      stateDirectory: '/state',
      runsDirectory: '/state/runs',
      eventStore: { kind: 'SQLITE', file: '/state/events.db' },
      directories: [],
      logLevel: 'info',
      server: defaultServerSettings,
      process: defaultProcessSettings,
    });
  });

  test.each([
    ['WINNOW_RUNS_DIR', '/runs', { runsDirectory: '/runs' }],
    ['WINNOW_EVENT_STORE', 'esdb://a:2113', { eventStore: { connectionString: 'esdb://a:2113' } }],
    ['WINNOW_EVENT_STORE', 'esdb+discover://a', { eventStore: { connectionString: 'esdb+discover://a' } }],
    ['WINNOW_PORT', '8080', { server: { port: 8080 } }],
    ['WINNOW_HOST', '::1', { server: { host: '::1' } }],
    [
      'WINNOW_ALLOWED_HOSTS',
      'a.example, b.example',
      { server: { allowedHosts: ['a.example', 'b.example'] } },
    ],
    ['WINNOW_ALLOWED_ORIGINS', 'https://a.example', { server: { allowedOrigins: ['https://a.example'] } }],
    ['WINNOW_DIRECTORIES', '/images:/more images:', { directories: ['/images', '/more images'] }],
    ['WINNOW_LOG_LEVEL', 'debug', { logLevel: 'debug' }],
    ['WINNOW_MAX_RUNS_PER_HOST', '5', { process: { maxRunsPerHost: 5 } }],
    ['WINNOW_MAX_RUNS', '30', { process: { maxRuns: 30 } }],
    ['WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN', '3', { process: { maxRunsPerStorageDomain: 3 } }],
    ['WINNOW_SCAN_INTERVAL_SECONDS', '60', { scanIntervalMs: 60_000 }],
    ['WINNOW_SCAN_INTERVAL_SECONDS', '0', { scanIntervalMs: 0 }],
    ['WINNOW_PROBE_INTERVAL_SECONDS', '60', { probeIntervalMs: 60_000 }],
    ['WINNOW_RUN_TIMEOUT_SECONDS', '90', { process: { runTimeoutMs: 90_000 } }],
    ['WINNOW_STALL_TIMEOUT_SECONDS', '60', { process: { stallTimeoutMs: 60_000 } }],
    ['WINNOW_STOP_GRACE_SECONDS', '2.5', { process: { stopGraceMs: 2500 } }],
    ['WINNOW_MAX_ATTEMPTS', '1', { process: { maxAttempts: 1 } }],
    ['WINNOW_RETRY_DELAY_SECONDS', '1', { process: { retry: { initialMs: 1000 } } }],
    ['WINNOW_LEASE_SECONDS', '2', { process: { leaseMs: 2000 } }],
    ['WINNOW_VIRT_SPARSIFY', '/opt/vs', { tools: { virtSparsify: '/opt/vs' } }],
    ['WINNOW_QEMU_IMG', '/opt/qi', { tools: { qemuImg: '/opt/qi' } }],
    ['WINNOW_VIRT_DF', '/opt/vd', { tools: { virtDf: '/opt/vd' } }],
    ['WINNOW_VIRSH', '/opt/vi', { tools: { virsh: '/opt/vi' } }],
    ['WINNOW_CONFINE', 'no', { tools: { confine: false } }],
    ['WINNOW_LIBVIRT_URI', 'qemu:///session', { libvirtUri: 'qemu:///session' }],
    ['WINNOW_LIBVIRT_URI', 'none', { libvirtUri: 'none' }],
  ])('%s=%s is taken', (name, value, expected) => {
    expect(loadSettings({ [name]: value })).toMatchObject(expected);
  });

  test('name the shared store, its secrets from their own variables, and a prefix', () => {
    const settings = loadSettings({
      WINNOW_EVENT_STORE: 'esdb+discover://cluster:2113',
      WINNOW_STREAM_PREFIX: 'site-',
      WINNOW_EVENT_STORE_USER: 'winnow',
      WINNOW_EVENT_STORE_PASSWORD_FILE: '/run/secrets/password',
      WINNOW_EVENT_STORE_CA_FILE: '/etc/ca.pem',
    });
    expect(settings.eventStore).toMatchObject({
      kind: 'EVENTSTOREDB',
      connectionString: 'esdb+discover://cluster:2113',
      streamPrefix: 'site-',
      user: 'winnow',
      passwordFile: '/run/secrets/password',
      caFile: '/etc/ca.pem',
    });
  });

  test('read the connection string from a file, where it is not seen among the environment', () => {
    const directory = mkdtempSync(join(tmpdir(), 'winnow-config-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const file = join(directory, 'store');
    writeFileSync(file, 'esdb://admin:secret@node:2113\n');
    expect(loadSettings({ WINNOW_EVENT_STORE_FILE: file }).eventStore).toMatchObject({
      connectionString: 'esdb://admin:secret@node:2113',
      streamPrefix: 'winnow-',
    });
    writeFileSync(file, 'no address, but a secret');
    expect(() => loadSettings({ WINNOW_EVENT_STORE_FILE: file })).toThrow(
      /^WINNOW_EVENT_STORE_FILE: (?!.*secret)/,
    );
    expect(() => loadSettings({ WINNOW_EVENT_STORE_FILE: `${file}x` })).toThrow(/cannot be read/);
  });

  test('keep the records of runs in the state directory unless told otherwise', () => {
    expect(loadSettings({ WINNOW_STATE_DIR: '/state' }).runsDirectory).toBe('/state/runs');
  });

  const whole = (least: number, most: number) => `a whole number from ${least} to ${most}`;
  const seconds = (least: number) => `a number of seconds from ${least} to 604800 without a unit`;
  const numbers = ['many', '-1', '1.5', '1e2', '0x10', 'NaN', 'Infinity', '99999999999999999999', '5 runs'];
  const times = ['soon', '-1', '1e2', '0x10', 'NaN', 'Infinity', '604801', '30s', '5 min'];
  const each = (name: string, values: readonly string[], accepts: string) =>
    values.map((value): [string, string, string] => [name, value, accepts]);

  test.each([
    ...each('WINNOW_PORT', [...numbers, '70000', 'http'], whole(0, 65_535)),
    ...each('WINNOW_MAX_RUNS_PER_HOST', [...numbers, '0', '1001'], whole(1, 1000)),
    ...each('WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN', [...numbers, '0', '1001'], whole(1, 1000)),
    ...each('WINNOW_MAX_ATTEMPTS', [...numbers, '0', '101'], whole(1, 100)),
    ...each('WINNOW_RUN_TIMEOUT_SECONDS', [...times, '0'], seconds(1)),
    ...each('WINNOW_STALL_TIMEOUT_SECONDS', [...times, '0'], seconds(1)),
    ...each('WINNOW_STOP_GRACE_SECONDS', [...times, '0'], seconds(0.1)),
    ...each('WINNOW_RETRY_DELAY_SECONDS', [...times, '0'], seconds(0.01)),
    ...each('WINNOW_LEASE_SECONDS', [...times, '0.5'], seconds(1)),
    ...each('WINNOW_SCAN_INTERVAL_SECONDS', times, `${seconds(0)}, such as 90; 0 means only on request`),
    ...each('WINNOW_PROBE_INTERVAL_SECONDS', times, `${seconds(0)}, such as 90; 0 means only on request`),
    ...each('WINNOW_LOG_LEVEL', ['loud', 'INFO'], 'one of trace, debug, info, warn, error, fatal, silent'),
    ...each(
      'WINNOW_STREAM_PREFIX',
      ['no hyphen', 'winnow', '-', 'a-b-', '$winnow-', 'wi nnow-'],
      'letters, digits, "_" and "." with one "-"',
    ),
    ...each('WINNOW_ALLOWED_HOSTS', ['http://a.example', 'a:80', 'a b'], 'names or addresses of hosts'),
    ...each('WINNOW_ALLOWED_ORIGINS', ['*', 'a.example', 'https://a.example/x'], 'origins of web pages'),
    ...each('WINNOW_LIBVIRT_URI', ['system', '/run/libvirt'], 'a connection as libvirt names it'),
  ])(
    '%s=%s is refused in one line by its name, with what was given and what is accepted',
    (name, value, accepts) => {
      expect(() => loadSettings({ [name]: value })).toThrow(BadSetting);
      const { message } = caught(() => loadSettings({ [name]: value }));
      expect(message).toContain(`${name}: ${JSON.stringify(value)} cannot be used. It takes ${accepts}`);
      expect(message).not.toContain('\n');
    },
  );

  test.each(['http://user:secret@node:2113', 'node:2113'])(
    'WINNOW_EVENT_STORE=%s is refused without being shown',
    (value) => {
      const { message } = caught(() => loadSettings({ WINNOW_EVENT_STORE: value }));
      expect(message).toMatch(
        /^WINNOW_EVENT_STORE: What was given cannot be used\. It takes the address of an EventStoreDB/,
      );
      expect(message).not.toContain(value);
    },
  );

  test('each have a form, or are text that anything may be', () => {
    const free = settingNames.filter((name) => {
      try {
        loadSettings({ [name]: '\u0001 ://' });
        return true;
      } catch {
        return false;
      }
    });
    expect(free).toEqual([
      'WINNOW_STATE_DIR',
      'WINNOW_RUNS_DIR',
      'WINNOW_EVENT_STORE_USER',
      'WINNOW_EVENT_STORE_PASSWORD',
      'WINNOW_EVENT_STORE_PASSWORD_FILE',
      'WINNOW_EVENT_STORE_CA_FILE',
      'WINNOW_HOST',
      'WINNOW_DIRECTORIES',
      'WINNOW_VIRT_SPARSIFY',
      'WINNOW_QEMU_IMG',
      'WINNOW_VIRT_DF',
      'WINNOW_VIRSH',
      'WINNOW_SSH',
      'WINNOW_SSH_CONFIG',
    ]);
  });
});

function caught(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('Nothing was thrown.');
}

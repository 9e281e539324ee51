import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BadSetting, loadSettings } from '../src/config.ts';
import { defaultProcessSettings } from '../src/process/settings.ts';
import { defaultServerSettings } from '../src/server/settings.ts';

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

  test.each([
    ['WINNOW_EVENT_STORE', 'http://node:2113'],
    ['WINNOW_STREAM_PREFIX', 'no hyphen'],
    ['WINNOW_PORT', '70000'],
    ['WINNOW_PORT', 'http'],
    ['WINNOW_LOG_LEVEL', 'loud'],
    ['WINNOW_MAX_RUNS_PER_HOST', '0'],
    ['WINNOW_RUN_TIMEOUT_SECONDS', '-1'],
    ['WINNOW_MAX_ATTEMPTS', '1.5'],
    ['WINNOW_LEASE_SECONDS', '0.5'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => loadSettings({ [name]: value })).toThrow(BadSetting);
    expect(() => loadSettings({ [name]: value })).toThrow(name);
  });
});

import { describe, expect, test } from 'vitest';
import { BadSetting, loadSettings } from '../src/config.ts';
import { defaultProcessSettings } from '../src/process/settings.ts';
import { defaultServerSettings } from '../src/server/settings.ts';

describe('settings', () => {
  test('are the defaults where the environment says nothing, or the empty string', () => {
    const settings = loadSettings({ WINNOW_STATE_DIR: '/state', WINNOW_PORT: '', HOME: '/home/ann' });
    expect(settings).toMatchObject({
      stateDirectory: '/state',
      directories: [],
      logLevel: 'info',
      server: defaultServerSettings,
      process: defaultProcessSettings,
    });
  });

  test.each([
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
    ['WINNOW_RUN_TIMEOUT_SECONDS', '90', { process: { runTimeoutMs: 90_000 } }],
    ['WINNOW_STALL_TIMEOUT_SECONDS', '60', { process: { stallTimeoutMs: 60_000 } }],
    ['WINNOW_STOP_GRACE_SECONDS', '2.5', { process: { stopGraceMs: 2500 } }],
    ['WINNOW_MAX_ATTEMPTS', '1', { process: { maxAttempts: 1 } }],
    ['WINNOW_RETRY_DELAY_SECONDS', '1', { process: { retry: { initialMs: 1000 } } }],
    ['WINNOW_VIRT_SPARSIFY', '/opt/vs', { tools: { virtSparsify: '/opt/vs' } }],
    ['WINNOW_QEMU_IMG', '/opt/qi', { tools: { qemuImg: '/opt/qi' } }],
    ['WINNOW_VIRT_DF', '/opt/vd', { tools: { virtDf: '/opt/vd' } }],
  ])('%s=%s is taken', (name, value, expected) => {
    expect(loadSettings({ [name]: value })).toMatchObject(expected);
  });

  test.each([
    ['WINNOW_PORT', '70000'],
    ['WINNOW_PORT', 'http'],
    ['WINNOW_LOG_LEVEL', 'loud'],
    ['WINNOW_MAX_RUNS_PER_HOST', '0'],
    ['WINNOW_RUN_TIMEOUT_SECONDS', '-1'],
    ['WINNOW_MAX_ATTEMPTS', '1.5'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => loadSettings({ [name]: value })).toThrow(BadSetting);
    expect(() => loadSettings({ [name]: value })).toThrow(name);
  });
});

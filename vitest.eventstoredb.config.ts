import { defineConfig } from 'vitest/config';
import { commonConfig } from './test/support/common-config.ts';
import { patience } from './test/support/patience.ts';

if (process.env.WINNOW_TEST_EVENTSTOREDB === undefined) {
  throw new Error('Name the server in WINNOW_TEST_EVENTSTOREDB, for example esdb://127.0.0.1:2113?tls=false');
}

// A server that may be in use and far away: every test under a prefix of its own, and with time.
export default defineConfig({
  ...commonConfig,
  test: {
    ...commonConfig.test,
    name: 'eventstoredb',
    include: ['test/eventstoredb/**/*.test.ts', 'test/end-to-end/**/*.test.ts'],
    testTimeout: patience(120_000),
    hookTimeout: patience(120_000),
    fileParallelism: false,
  },
});

import { defineConfig } from 'vitest/config';

if (process.env.WINNOW_TEST_EVENTSTOREDB === undefined) {
  throw new Error('Name the server in WINNOW_TEST_EVENTSTOREDB, for example esdb://127.0.0.1:2113?tls=false');
}

// A server that may be in use and far away: every test under a prefix of its own, and with time.
export default defineConfig({
  // As in vitest.config.ts: one copy of graphql in a process.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'eventstoredb',
    include: ['test/eventstoredb/**/*.test.ts', 'test/end-to-end/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    fileParallelism: false,
  },
});

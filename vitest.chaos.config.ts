import { defineConfig } from 'vitest/config';

// Rounds of faults against several servers at once; see test/chaos/main.ts for how to ask for them.
export default defineConfig({
  // As in vitest.config.ts: one copy of graphql in a process.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'chaos',
    include: ['test/chaos/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    reporters: 'verbose',
  },
});

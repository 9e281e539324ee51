import { defineConfig } from 'vitest/config';
import { patience } from './test/support/patience.ts';

// Rounds of faults against several servers at once; see test/chaos/main.ts for how to ask for them.
export default defineConfig({
  // As in vitest.config.ts: one copy of graphql in a process.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'chaos',
    include: ['test/chaos/**/*.test.ts'],
    setupFiles: ['test/support/patient-waits.ts'],
    expect: { poll: { timeout: patience(10_000) } },
    testTimeout: patience(300_000),
    hookTimeout: patience(120_000),
    fileParallelism: false,
    reporters: 'verbose',
  },
});

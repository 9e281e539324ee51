import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { patience } from './test/support/patience.ts';

export default defineConfig({
  // The entry that Node takes itself: two copies of graphql in one process do not know each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // Vitest leaves a core to itself, of two; and one of the files mostly waits for a clock.
    maxWorkers: availableParallelism() + 1,
    setupFiles: ['test/support/patient-waits.ts'],
    expect: { poll: { timeout: patience(10_000) } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/chaos/**', 'test/end-to-end/**', 'test/eventstoredb/**'],
          testTimeout: patience(20_000),
          hookTimeout: patience(20_000),
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/**/*.test.ts'],
          testTimeout: patience(60_000),
          hookTimeout: patience(60_000),
        },
      },
    ],
  },
});

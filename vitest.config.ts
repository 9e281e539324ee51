import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { commonConfig } from './test/support/common-config.ts';
import { patience } from './test/support/patience.ts';

export default defineConfig({
  ...commonConfig,
  test: {
    ...commonConfig.test,
    // Vitest leaves a core to itself, of two; and two of the files mostly wait for a clock.
    maxWorkers: availableParallelism() + 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/chaos/**',
            'test/end-to-end/**',
            'test/eventstoredb/**',
            'test/machine-room/**',
            'test/remedies/all.test.ts',
          ],
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

import { defineConfig } from 'vitest/config';
import { commonConfig } from './test/support/common-config.ts';
import { patience } from './test/support/patience.ts';

// Rounds of faults against several servers at once; see test/chaos/main.ts for how to ask for them.
export default defineConfig({
  ...commonConfig,
  test: {
    ...commonConfig.test,
    name: 'chaos',
    include: ['test/chaos/**/*.test.ts'],
    testTimeout: patience(120_000),
    hookTimeout: patience(60_000),
    fileParallelism: false,
    reporters: 'verbose',
  },
});

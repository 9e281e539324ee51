import { defineConfig } from 'vitest/config';
import { commonConfig } from './test/support/common-config.ts';
import { patience } from './test/support/patience.ts';

// Does what the remedies of obstacles, warnings and failures say, and sees that it helps; takes root.
export default defineConfig({
  ...commonConfig,
  test: {
    ...commonConfig.test,
    name: 'remedies',
    include: ['test/remedies/all.test.ts'],
    testTimeout: patience(60_000),
    hookTimeout: patience(60_000),
    reporters: 'verbose',
  },
});

import { defineConfig } from 'vitest/config';
import { commonConfig } from './test/support/common-config.ts';
import { patience } from './test/support/patience.ts';

// Virtual machines under software emulation, with storage among them; see test/machine-room/README.md. Takes root.
export default defineConfig({
  ...commonConfig,
  test: {
    ...commonConfig.test,
    name: 'machines',
    include: ['test/machine-room/**/*.test.ts'],
    testTimeout: patience(1_800_000),
    hookTimeout: patience(1_800_000),
    fileParallelism: false,
    reporters: 'verbose',
  },
});

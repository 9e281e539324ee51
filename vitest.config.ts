import { defineConfig } from 'vitest/config';

// The end-to-end project starts real programs and is kept to one worker so that appliances do not compete for the CPU.
export default defineConfig({
  // The entry that Node takes itself: two copies of graphql in one process do not know each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
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
            'test/remedies/all.test.ts',
          ],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: ['test/end-to-end/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});

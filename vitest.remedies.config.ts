import { defineConfig } from 'vitest/config';

// Does what the remedies of obstacles, warnings and failures say, and sees that it helps; takes root.
export default defineConfig({
  // As in vitest.config.ts: one copy of graphql in a process.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    name: 'remedies',
    include: ['test/remedies/all.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    reporters: 'verbose',
  },
});

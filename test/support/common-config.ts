import { join } from 'node:path';
import { patience } from './patience.ts';

// What Node makes of the sources is kept for the next server that a test starts, which halves what its start costs.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '../../node_modules/.cache/winnow-tests');

/** What all of vitest's configurations here have in common. */
export const commonConfig = {
  // The entry that Node takes itself: two copies of graphql in one process do not know each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    globalSetup: ['test/support/seen-fixtures.ts'],
    setupFiles: ['test/support/patient-waits.ts'],
    expect: { poll: { timeout: patience(10_000) } },
  },
};

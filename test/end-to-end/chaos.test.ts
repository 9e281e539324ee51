import { testRounds } from '../support/chaos/test-rounds.ts';

// A taste of `npm run test:chaos`, of the same seeds each time unless one is given, so that a failure can be looked at.
testRounds(2, Number(process.env.WINNOW_CHAOS_SEED || 1001));

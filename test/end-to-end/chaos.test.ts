import { testRounds } from '../support/chaos/test-rounds.ts';

// A taste of `npm run test:chaos`, other rounds each time.
testRounds(2, Number(process.env.WINNOW_CHAOS_SEED || Date.now() % 1_000_000));

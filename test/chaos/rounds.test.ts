import { testRounds } from '../support/chaos/test-rounds.ts';

const rounds = Number(process.env.WINNOW_CHAOS_ROUNDS || 20);
testRounds(rounds, Number(process.env.WINNOW_CHAOS_SEED || Date.now() % 1_000_000));

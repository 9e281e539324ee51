import { testFleetRounds } from '../support/chaos/fleet/test-fleet-rounds.ts';

const rounds = Number(process.env.WINNOW_CHAOS_ROUNDS || 20);
const seed = Number(process.env.WINNOW_CHAOS_SEED || Date.now() % 1_000_000);
testFleetRounds(rounds, seed, process.env.WINNOW_CHAOS_FLEET_STORE === 'double' ? 'DOUBLE' : 'EMBEDDED');

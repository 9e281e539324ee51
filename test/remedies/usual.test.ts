import { describe, expect, it } from 'vitest';
import { obstacleCodes } from '../../src/domain/disk/eligibility/obstacle.ts';
import { schema } from '../../src/resolvers/schema.ts';
import { failureTrials } from './failures.ts';
import { obstacleTrials } from './obstacles.ts';
import type { RemedyKind, Trial } from './trial.ts';
import { expectEach, tryRemedies } from './try-remedies.ts';
import { warningTrials } from './warnings.ts';

const codesOf = (name: string): string[] => {
  const type = schema.getType(name);
  const values = type !== undefined && 'getValues' in type ? type.getValues() : [];
  // A former name has the remedy of the present one.
  return values.filter((value) => !value.deprecationReason).map((value) => value.name);
};
const kindsOf = (trials: readonly Trial[], usual: boolean): RemedyKind[] =>
  [
    ...new Set(trials.flatMap((trial) => ('kind' in trial && (!usual || trial.usual) ? [trial.kind] : []))),
  ].toSorted();

describe('the remedies', () => {
  it('of all obstacles, warnings and failures are tried, or it is said why not', () => {
    expectEach(obstacleCodes, obstacleTrials);
    expectEach(codesOf('SparsifyWarningCode'), warningTrials);
    expectEach(codesOf('SparsifyFailureCode'), failureTrials);
  });

  it('are tried here by one of each kind at least; `npm run test:remedies` tries all', () => {
    const all = [obstacleTrials, warningTrials, failureTrials].flatMap((trials) =>
      Object.values(trials).flat(),
    );
    expect(kindsOf(all, true)).toEqual(kindsOf(all, false));
  });
});

describe('the remedy of an obstacle', () => tryRemedies(obstacleTrials, 'USUAL'));
describe('the remedy of a warning', () => tryRemedies(warningTrials, 'USUAL'));
describe('the remedy of a failure', () => tryRemedies(failureTrials, 'USUAL'));

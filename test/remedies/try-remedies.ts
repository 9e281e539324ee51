import { expect, test } from 'vitest';
import type { Trial, Trials } from './trial.ts';

/** Tries the remedies of all codes, or of those alone that belong to the usual suite. */
export function tryRemedies<Code extends string>(trials: Trials<Code>, which: 'ALL' | 'USUAL'): void {
  for (const [code, ways] of Object.entries<readonly Trial[]>(trials)) {
    ways.forEach((trial, index) => {
      const name = `${code}, way ${index + 1} of ${ways.length}`;
      if ('untried' in trial) {
        if (which === 'ALL') test.skip(`${name}: ${trial.untried}`, () => {});
      } else if (which === 'ALL' || trial.usual) test(name, trial.attempt);
    });
  }
}

/** Sees to it that no code is without a trial, or a reason why there is none. */
export function expectEach(
  codes: readonly string[],
  trials: Readonly<Record<string, readonly Trial[]>>,
): void {
  expect(Object.keys(trials).toSorted()).toEqual(codes.toSorted());
  for (const trial of Object.values(trials).flat()) {
    if ('untried' in trial) expect(trial.untried).toMatch(/\w.*\.$/);
  }
}

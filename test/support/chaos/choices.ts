import { randomFrom } from '../../event-store/random.ts';
import type { RequestPlan } from './round-plan.ts';

/** How requests of a round are made: the longest pauses in milliseconds, and how often something is done to them, of 1. */
interface RequestHabits {
  readonly afterMs: number;
  readonly cancelAfterMs: number;
  readonly killed: number;
  readonly repeated: number;
}

/** What is chosen at random for a round: a seed gives the same again. */
export function choicesFrom(seed: number) {
  const random = randomFrom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least));
  return {
    random,
    upTo,
    between,
    one<Choice>(choices: readonly Choice[]): Choice {
      const [first] = choices.slice(upTo(choices.length));
      if (first === undefined) throw new Error('There is nothing to choose from.');
      return first;
    },
    /** A request for a disk whose runs behave so: those that hang are canceled. */
    request(disk: number, number: number, behaviour: string, habits: RequestHabits): RequestPlan {
      const cancel = behaviour === 'hang' || random() < 0.15;
      return {
        key: `disk ${disk}, request ${number}`,
        afterMs: between(0, habits.afterMs),
        cancelAfterMs: cancel ? between(0, habits.cancelAfterMs) : null,
        killed: random() < habits.killed,
        repeated: random() < habits.repeated,
        seed: upTo(2 ** 31),
      };
    },
  };
}

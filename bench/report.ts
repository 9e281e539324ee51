import { median } from './statistics.ts';

/** One line of results: a ratio or a quantity, and what it should be. */
export interface Result {
  readonly name: string;
  /** The value of each round; the median is what counts. */
  readonly rounds: readonly number[];
  readonly unit: '×' | 's' | 'ms' | 'MB' | '/s' | '%';
  readonly target: { readonly atLeast: number } | { readonly atMost: number };
  /** The two sides, or what else makes the number understood. */
  readonly detail: string;
  /** What the measurement lacks to tell whether the target is met, if it does. */
  readonly lacks?: string;
}

/** Whether the median of the rounds is within the target. */
export function isMet({ rounds, target, lacks }: Result): boolean {
  if (lacks !== undefined) return false;
  const value = median(rounds);
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

/** A result as a line for people. */
export function describeResult(result: Result): string {
  const { name, rounds, unit, target, detail, lacks } = result;
  const bound = 'atLeast' in target ? `at least ${target.atLeast}` : `at most ${target.atMost}`;
  const spread = rounds.length > 1 ? `, rounds ${rounds.map((round) => format(round, unit)).join(' ')}` : '';
  const verdict = lacks !== undefined ? `${lacks}, to judge` : isMet(result) ? 'meets' : 'MISSES';
  return `${name}: ${format(median(rounds), unit)} ${unit} (${verdict} ${bound}${spread}; ${detail})`;
}

const format = (value: number, unit: Result['unit']): string =>
  value.toFixed(unit === '×' || unit === 's' || unit === '%' ? 2 : unit === '/s' ? 0 : 1);

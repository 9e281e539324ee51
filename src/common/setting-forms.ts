import { z } from 'zod';

/** The form of one setting: `accepts` finishes the sentence "It takes …". */
interface Form<Value> {
  readonly accepts: string;
  /** Undefined for a text that is not accepted. */
  readonly parse: (text: string) => Value | undefined;
  /** Whether the text may contain a password and must not be shown. */
  readonly secret?: boolean;
}

const shownCharacters = 80;

const setting = <Value>({ accepts, parse, secret = false }: Form<Value>) =>
  z
    .string()
    .transform((text, context): Value => {
      const value = parse(text.trim());
      if (value !== undefined) return value;
      const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
      const given = secret ? 'What was given' : JSON.stringify(shown);
      context.addIssue({ code: 'custom', message: `${given} cannot be used. It takes ${accepts}.` });
      return z.NEVER;
    })
    .optional();

/** A whole number. */
export const count = (least: number, most: number) =>
  setting({
    accepts: `a whole number from ${least} to ${most}`,
    parse: (text) => (/^\d+$/.test(text) ? within(least, most, Number(text)) : undefined),
  });

/** A week: nothing is waited for longer than that. */
const mostSeconds = 604_800;

/** A number of seconds, as milliseconds; `zero` says what 0 means where it may be given. */
export const seconds = (least: number, zero?: string) =>
  setting({
    accepts: `a number of seconds from ${least} to ${mostSeconds} without a unit, such as 90${zero === undefined ? '' : `; 0 means ${zero}`}`,
    parse: (text) => {
      const value = /^\d+(\.\d+)?$/.test(text) ? within(least, mostSeconds, Number(text)) : undefined;
      return value === undefined ? undefined : value * 1000;
    },
  });

/** One of a few words. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  setting({
    accepts: `one of ${words.join(', ')}`,
    parse: (text) => words.find((word) => word === text),
  });

/** A text that matches a pattern. */
export const text = (pattern: RegExp, accepts: string, { secret = false } = {}) =>
  setting({ accepts, secret, parse: (given) => (pattern.test(given) ? given : undefined) });

/** Several texts that match a pattern; empty ones are left out. */
export const list = (separator: string, pattern: RegExp, accepts: string) =>
  setting({
    accepts,
    parse: (given) => {
      const items = given
        .split(separator)
        .map((item) => item.trim())
        .filter((item) => item !== '');
      return items.every((item) => pattern.test(item)) ? items : undefined;
    },
  });

const within = (least: number, most: number, value: number): number | undefined =>
  value >= least && value <= most ? value : undefined;

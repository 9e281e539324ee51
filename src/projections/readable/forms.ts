import { z } from 'zod';
import { quoted } from '../../common/shorten.ts';

/** The form of each field of some data. A field that is added to the data without a form here does not compile. */
type Fields<Data> = { readonly [Field in keyof Data]-?: z.ZodType };

/** The form of data whose fields have these forms. Fields of a newer Winnow are no fault: they are read by nobody. */
export const form = <Data extends object>(fields: Fields<Data>): z.ZodType => z.object(fields);

const must = <Value>(what: string, is: (value: unknown) => boolean) =>
  z.custom<Value>(is, { error: ({ input }) => `is ${said(input)}, and must be ${what}` });

const said = (input: unknown): string => (input === undefined ? 'missing' : quoted(input));

export const text = must<string>('text', (value) => typeof value === 'string');
export const flag = must<boolean>('true or false', (value) => typeof value === 'boolean');
export const moment = must<string>(
  'a moment in RFC 3339',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);

/** Bytes, which the views keep as numbers: those beyond 2^53 - 1 have no exact one. */
export const bytes = must<number>(
  `a whole number of bytes from 0 to ${Number.MAX_SAFE_INTEGER}`,
  (value) => Number.isSafeInteger(value) && Number(value) >= 0,
);
export const difference = must<number>(
  `a whole number of bytes, at most ${Number.MAX_SAFE_INTEGER} more or less`,
  Number.isSafeInteger,
);

const largestInt = 2 ** 31 - 1;
/** What the API shows as Int. */
export const count = must<number>(
  `a whole number from 0 to ${largestInt}`,
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= largestInt,
);
/** JSON has no other numbers. */
export const finite = must<number>('a finite number', Number.isFinite);

export const texts = z.array(text, { error: 'must be a list' });
export const listOf = (of: z.ZodType): z.ZodType => z.array(of, { error: 'must be a list' });

import { z } from 'zod';
import { quoted } from '../../common/shorten.ts';

/** The form of each field of some data. A field that is added to the data without a form here does not compile. */
type Fields<Data> = { readonly [Field in keyof Data]-?: z.ZodType };

/** The form of data whose fields have these forms. Fields of a newer Winnow are no fault: they are read by nobody. */
export const form = <Data extends object>(fields: Fields<Data>): z.ZodType => z.object(fields);

/** The forms of the data of events, by their types. */
export type Forms = Readonly<Record<string, z.ZodType>>;

/** The same of each event of a union. */
export const eventForms = <Event extends { readonly type: string; readonly data: object }>(
  fields: {
    readonly [Type in Event['type']]: Fields<Extract<Event, { readonly type: Type }>['data']>;
  },
): Forms =>
  Object.fromEntries(Object.entries<z.ZodRawShape>(fields).map(([type, each]) => [type, z.object(each)]));

const must = (what: string) => ({
  error: ({ input }: { input?: unknown }) =>
    `is ${input === undefined ? 'missing' : quoted(input)}, and must be ${what}`,
});

export const text = z.string(must('text'));
export const flag = z.boolean(must('true or false'));
export const moment = z.iso.datetime({ offset: true, ...must('a moment in RFC 3339') });

const size = must(`a whole number of bytes from 0 to ${Number.MAX_SAFE_INTEGER}`);
/** Bytes, which the views keep as numbers: those beyond 2^53 - 1 have no exact one. */
export const bytes = z.int(size).nonnegative(size);
export const difference = z.int(
  must(`a whole number of bytes, at most ${Number.MAX_SAFE_INTEGER} more or less`),
);

const int = must(`a whole number from 0 to ${2 ** 31 - 1}`);
/** What the API shows as Int. */
export const count = z.int32(int).nonnegative(int);
/** JSON has no other numbers. */
export const finite = z.number(must('a finite number'));

export const labels = z.record(text, text);
export const texts = z.array(text, { error: 'must be a list' });
export const listOf = (of: z.ZodType): z.ZodType => z.array(of, { error: 'must be a list' });

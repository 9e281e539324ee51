import { GraphQLError, Kind, print, type ValueNode } from 'graphql';
import { quoted } from '../../common/shorten.ts';

/** Moments: RFC 3339 on both sides. Arguments are normalised to UTC with milliseconds, the form that events have. */
export const DateTime = {
  serialize(value: unknown): string {
    if (typeof value !== 'string') throw new TypeError(`Not a moment: ${String(value)}`);
    return value;
  },
  parseValue: parse,
  parseLiteral: (node: ValueNode) => (node.kind === Kind.STRING ? parse(node.value) : parse(print(node))),
};

const form =
  /^(\d{4}-(\d\d)-(\d\d))[Tt]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?)([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const normal = /^\d{4}-/;

function parse(value: unknown): string {
  const [, date, , day, time, offset] = (typeof value === 'string' ? form.exec(value) : null) ?? [];
  const moment = new Date(`${date}T${time}${offset?.toUpperCase()}`);
  // Dates that no calendar has, such as 30 February, are taken by Date and moved on to another day.
  const exists = new Date(`${date}T00:00:00Z`).getUTCDate() === Number(day);
  const text = exists && !Number.isNaN(moment.getTime()) ? moment.toISOString() : '';
  if (normal.test(text)) return text;
  throw new GraphQLError(
    `DateTime takes a moment in RFC 3339 with its offset, such as "2026-11-22T07:43:10.251Z"; got ${quoted(value)}.`,
  );
}

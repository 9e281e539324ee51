import { GraphQLError, Kind, print, type ValueNode } from 'graphql';
import { quoted } from '../../common/shorten.ts';

/** Bytes: numbers inside (sums may exceed those: bigints), decimal strings outside. Answers may be negative where the schema says so, arguments may not. */
export const ByteSize = {
  serialize(value: unknown): string {
    if (typeof value !== 'bigint' && !Number.isSafeInteger(value))
      throw new TypeError(`Not a whole number of bytes: ${String(value)}`);
    return String(value);
  },
  parseValue: parse,
  parseLiteral: (node: ValueNode) =>
    node.kind === Kind.INT || node.kind === Kind.STRING ? parse(node.value) : parse(print(node)),
};

function parse(value: unknown): number {
  const size =
    typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)) ? Number(value) : -1;
  if (Number.isSafeInteger(size) && size >= 0) return size;
  throw new GraphQLError(
    `ByteSize takes a whole number of bytes from 0 to ${Number.MAX_SAFE_INTEGER}, in decimal digits such as "1073741824"; got ${quoted(value)}.`,
  );
}

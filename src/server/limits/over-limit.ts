import { GraphQLError } from 'graphql';

/** What an operation is told that asks for more than it may; `actual` of tokens and brackets is where counting stopped. */
const messages = {
  TOO_MANY_TOKENS: (_actual: number, limit: number) =>
    `The document has more than ${limit} tokens, the most that are allowed: send several operations, or use fragments.`,
  NESTED_TOO_DEEPLY: (_actual: number, limit: number) =>
    `The document has more than ${limit} brackets within each other, the most that are allowed: ask for what is deeper in an operation of its own, and give lists and objects in variables.`,
  NAME_TOO_LONG: (actual: number, limit: number) =>
    `The document has a name of ${actual} characters, at most ${limit} are allowed: give shorter names to operations, fragments, variables and aliases.`,
  QUERY_TOO_DEEP: (actual: number, limit: number) =>
    `The operation is ${actual} fields deep, at most ${limit} are allowed: ask for what is deeper in an operation of its own.`,
  TOO_MANY_ALIASES: (actual: number, limit: number) =>
    `The document has ${actual} aliases, at most ${limit} are allowed: send several operations.`,
  TOO_MANY_ROOT_FIELDS: (actual: number, limit: number) =>
    `The operation has ${actual} root fields, at most ${limit} are allowed: send several operations.`,
  QUERY_TOO_COSTLY: (actual: number, limit: number) =>
    `The operation asks for up to ${actual} fields, lists counted with their page sizes; at most ${limit} are allowed: ask for smaller pages (first, last), or for less of each object.`,
  TOO_MANY_OPERATIONS: (actual: number, limit: number) =>
    `This socket has ${actual} operations in flight, at most ${limit} are allowed: complete some, or open another socket.`,
};

/** An operation asks for more than it may. */
export function overLimit(code: keyof typeof messages, actual: number, limit: number): GraphQLError {
  return new GraphQLError(messages[code](actual, limit), {
    extensions: { code, actual: Math.min(actual, Number.MAX_SAFE_INTEGER), limit },
  });
}

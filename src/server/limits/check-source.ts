import { GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql';
import type { OperationLimits } from '../settings.ts';
import { overLimit } from './over-limit.ts';

const opening: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closing: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * What of a document is over a limit before it is parsed. Brackets within each other, as the parser recurses for each and
 * would run out of stack before it runs out of tokens; and names, as an alias comes back with every object of a list.
 * Looks no further than the parser would; what is no GraphQL is left to it.
 */
export function checkSource(
  source: string,
  { maxNesting, maxNameLength, maxTokens }: OperationLimits,
): GraphQLError | null {
  const lexer = new Lexer(new Source(source));
  let depth = 0;
  for (let tokens = 0; tokens <= maxTokens; tokens += 1) {
    const token = nextOf(lexer);
    if (token === null || token.kind === TokenKind.EOF) return null;
    if (opening.has(token.kind)) depth += 1;
    else if (closing.has(token.kind)) depth -= 1;
    if (depth > maxNesting) return overLimit('NESTED_TOO_DEEPLY', depth, maxNesting);
    if (token.kind === TokenKind.NAME && token.value.length > maxNameLength) {
      return overLimit('NAME_TOO_LONG', token.value.length, maxNameLength);
    }
  }
  return null;
}

function nextOf(lexer: Lexer): Token | null {
  try {
    return lexer.advance();
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

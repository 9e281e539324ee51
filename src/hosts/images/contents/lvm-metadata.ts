/** A value of LVM's metadata: a word or number, a list, or a section. */
export type Value = string | number | readonly Value[] | Section;
export type Section = ReadonlyMap<string, Value>;

// Some times what thousands of volumes take.
const maxTokens = 200_000;
const maxDepth = 16;

const token = /\s+|#[^\n]*|"((?:[^"\\]|\\.)*)"|(-?\d+)|([A-Za-z_][\w.+-]*)|([=[\]{},])/y;

type Token =
  | { readonly kind: 'TEXT' | 'WORD' | 'MARK'; readonly text: string }
  | { readonly kind: 'NUMBER'; readonly number: number };

/** Reads LVM's metadata, which whoever writes the disk may have written; null where it is not just that. */
export function parseLvmMetadata(text: string): Section | null {
  const tokens = tokensOf(text);
  return tokens && sectionOf(tokens);
}

function sectionOf(tokens: readonly Token[]): Section | null {
  let at = 0;
  const isMark = (mark: string): boolean => {
    const next = tokens[at];
    return next?.kind === 'MARK' && next.text === mark;
  };

  function section(depth: number): Section | null {
    const found = new Map<string, Value>();
    if (depth > maxDepth) return null;
    while (at < tokens.length && !isMark('}')) {
      const name = tokens[at];
      if (name?.kind !== 'WORD') return null;
      at += 1;
      const open = isMark('{');
      if (!open && !isMark('=')) return null;
      at += 1;
      const read = open ? section(depth + 1) : value(depth + 1);
      if (read === null || (open && !isMark('}'))) return null;
      if (open) at += 1;
      found.set(name.text, read);
    }
    return found;
  }

  function value(depth: number): Value | null {
    const next = tokens[at];
    at += 1;
    if (next === undefined || depth > maxDepth) return null;
    if (next.kind === 'NUMBER') return next.number;
    if (next.kind === 'TEXT') return next.text;
    if (next.kind !== 'MARK' || next.text !== '[') return null;
    const list: Value[] = [];
    while (!isMark(']')) {
      const each = value(depth + 1);
      if (each === null) return null;
      list.push(each);
      if (isMark(',')) at += 1;
      else if (!isMark(']')) return null;
    }
    at += 1;
    return list;
  }

  const all = section(0);
  return at === tokens.length ? all : null;
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null || tokens.length > maxTokens) return null;
    const [, quoted, digits, word, mark] = match;
    if (quoted !== undefined) tokens.push({ kind: 'TEXT', text: quoted });
    else if (digits !== undefined) tokens.push({ kind: 'NUMBER', number: Number(digits) });
    else if (word !== undefined) tokens.push({ kind: 'WORD', text: word });
    else if (mark !== undefined) tokens.push({ kind: 'MARK', text: mark });
  }
  return tokens;
}

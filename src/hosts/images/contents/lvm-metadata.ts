// Some times what thousands of volumes take.
const maxTokens = 200_000;

const token = /\s+|#[^\n]*|"((?:[^"\\]|\\.)*)"|([\w.+][\w.+-]*)\s*(?:=|(?=\{))|-?\d+|[[\]{},]/y;

/**
 * Reads LVM's metadata, which whoever writes the disk may have written; null where it is not just that. It is JSON but for
 * comments, what stands between a name and its value, and the commas between them.
 */
export function parseLvmMetadata(text: string): object | null {
  const words: string[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null || words.length > maxTokens) return null;
    const [all, quoted, name] = match;
    if (name !== undefined) {
      const isFirst = words.length === 0 || words.at(-1) === '{';
      words.push(isFirst ? '' : ',', JSON.stringify(name), ':');
    } else if (quoted !== undefined) words.push(JSON.stringify(quoted));
    else if (!/^[\s#]/.test(all)) words.push(all);
  }
  try {
    return JSON.parse(`{${words.join('')}}`);
  } catch {
    return null;
  }
}

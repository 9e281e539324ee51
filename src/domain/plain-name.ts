// Controls (C0, DEL, C1), line and paragraph separators, half a surrogate pair, what turns the direction of writing, and
// what stands for bytes that are no UTF-8.
const unplain = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}\ufffd]/u;
const allUnplain = new RegExp(unplain.source, 'gu');

/** Whether a name or path can be shown as it is and given to tools: one line of valid UTF-8 without terminal controls. */
export const isPlain = (name: string): boolean => !unplain.test(name);

/** A path as a word of a shell command that can be shown and typed. */
export const shellQuoted = (path: string): string => {
  const word = shown(path);
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
};

/** A name or path from elsewhere as it can be shown: characters that are not plain are escaped, as `\n` or `\u{202e}`. */
export const shown = (name: string): string =>
  name.replace(allUnplain, (character) => {
    const short = { '\n': '\\n', '\t': '\\t', '\r': '\\r' }[character];
    return short ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });

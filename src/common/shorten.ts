/** Characters of what a caller sent that an answer repeats: enough to recognise it, too few to be abused for amplification. */
const mostCharacters = 100;

/** A text from a caller, as an answer or the log repeats it: where it is long it is cut, and its length is given. */
export function shorten(text: string, most = mostCharacters): string {
  return text.length <= most ? text : `${startOf(text, most)}… (${text.length} characters)`;
}

/** A value from a caller, as shortened JSON; lists and objects are only named, however deep they are. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') {
    if (value.length <= mostCharacters) return JSON.stringify(value);
    return `${JSON.stringify(startOf(value, mostCharacters))}… (${value.length} characters)`;
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return shorten(String(value));
}

/** Without half of a character that takes two units. */
const startOf = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');

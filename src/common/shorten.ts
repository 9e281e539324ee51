/** Characters of what a caller sent that an answer repeats: enough to recognise it, and no way to have it multiplied. */
const mostCharacters = 100;

/** A text that somebody gave, as an answer or the log repeats it: cut where it is long, and its length told. */
export function shorten(text: string, most = mostCharacters): string {
  return text.length <= most ? text : `${startOf(text, most)}… (${text.length} characters)`;
}

/** A value that somebody gave, as JSON and shortened; lists and objects are only named, however deep they are. */
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

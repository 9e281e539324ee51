import { readFileSync } from 'node:fs';

/** Scripts of this directory, as one text to send to a host: first the functions, then what calls them. */
export const scriptsOf = (...names: readonly string[]): string =>
  names.map((name) => readFileSync(new URL(name, import.meta.url), 'utf8')).join('\n');

import { readFileSync } from 'node:fs';

/**
 * Scripts as one text to send to a host: first the functions, then what calls them. Names are relative to the module
 * that asks, of which `base` is `import.meta.url`.
 */
export const scriptsOf = (base: string, ...names: readonly string[]): string =>
  names.map((name) => readFileSync(new URL(name, base), 'utf8')).join('\n');

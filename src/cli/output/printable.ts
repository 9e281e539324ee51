import { shown } from '../../domain/plain-name.ts';

/** Foreign text, such as a tool's output, with control characters escaped except line breaks and tabs. */
export const printable = (text: string): string =>
  text
    .split(/([\n\t])/)
    .map(part)
    .join('');

/** A foreign name or message on one line, with all control characters escaped. */
export const printableLine = (text: string): string => shown(text);

const part = (text: string): string => (text === '\n' || text === '\t' ? text : shown(text));

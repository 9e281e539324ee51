import { shown } from '../../domain/plain-name.ts';

/** Text from elsewhere (a tool's output) with what would steer the terminal escaped; line breaks and tabs stay. */
export const printable = (text: string): string =>
  text
    .split(/([\n\t])/)
    .map(part)
    .join('');

/** A name or message from elsewhere on one line, for cells of tables. */
export const printableLine = (text: string): string => shown(text);

const part = (text: string): string => (text === '\n' || text === '\t' ? text : shown(text));

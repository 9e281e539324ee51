// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Text from elsewhere (names, a tool's output) without what would steer the terminal; line breaks and tabs stay. */
export const printable = (text: string): string => text.replace(controls, '\ufffd');

/** The same on one line, for cells of tables. */
export const printableLine = (text: string): string => printable(text).replace(/[\n\t]/g, ' ');

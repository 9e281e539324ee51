/** A word as a shell reads it: its bytes, whatever they are. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

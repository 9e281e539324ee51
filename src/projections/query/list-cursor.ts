import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

/** Cursors of a list ordered by a value and an id; `tag` names the list and its order, so that no other's is taken. */
export function listCursor(
  tag: string,
  value: 'string' | 'number',
): {
  cursorOf: (keys: readonly SQLOutputValue[]) => string;
  keysOf: (cursor: string) => readonly SQLInputValue[];
} {
  return {
    cursorOf: (keys) => Buffer.from(JSON.stringify([tag, ...keys])).toString('base64url'),
    keysOf(cursor) {
      const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      if (!Array.isArray(parts) || parts.length !== 3) throw new Error('no cursor');
      const [given, key, id]: unknown[] = parts;
      if (given !== tag || typeof key !== value || typeof id !== 'string') throw new Error('another list');
      return [key as string | number, id];
    },
  };
}

import { type Command, InvalidArgumentError } from 'commander';
import type { Terminal } from '../output/terminal.ts';

const defaultLimit = 50;

/** The option of every command that lists. */
export const withLimit = (command: Command): Command =>
  command.option('--limit <number>', 'how many to show', parseLimit, defaultLimit);

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return limit;
}

/** Says on standard error that a list goes on. */
export function noteRest(shown: number, total: number, { stderr }: Terminal): void {
  if (shown < total) stderr.write(`${shown} of ${total}; --limit shows more.\n`);
}

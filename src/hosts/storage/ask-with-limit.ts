import { readFileSync } from 'node:fs';
import type { CommandResult, Transport } from '../transport/transport.ts';

/** What may wait for storage that is gone, and for no longer than the limit. */
export type Question =
  /** Is the mount there? `leftBehind` is the process that an earlier call left hanging there. */
  | { readonly kind: 'mount'; readonly path: string; readonly leftBehind: number | null }
  /** The UUID of the filesystem on a device, read from the device itself. */
  | { readonly kind: 'uuid'; readonly device: string }
  /** The page of logical block provisioning, by sg_vpd. */
  | { readonly kind: 'page'; readonly tool: string; readonly device: string };

/** HANGS: it gave no answer within the limit; `process` waits on, and was told to end. */
export type Answer =
  | { readonly outcome: 'ENDED'; readonly status: number; readonly said: string }
  | { readonly outcome: 'HANGS'; readonly process: number };

const script = readFileSync(new URL('ask-with-limit.sh', import.meta.url), 'utf8');

/** So many processes at a time. */
const batchSize = 50;

/** Asks many such questions at a time, each of which is given up after the limit. The answers are in the order of the questions; null where there is none at all. */
export async function askWithLimit(
  transport: Transport,
  questions: readonly Question[],
  limitSeconds: number,
): Promise<(Answer | null)[]> {
  const answers: (Answer | null)[] = [];
  for (let start = 0; start < questions.length; start += batchSize) {
    const batch = questions.slice(start, start + batchSize);
    const result = await transport.run({
      program: 'sh',
      args: ['-s', '--', String(limitSeconds), ...batch.flatMap((one) => [one.kind, argumentOf(one)])],
      stdin: script,
      timeoutMs: (limitSeconds + 10) * 1000,
    });
    answers.push(...batch.map((_, number) => answerIn(result, number)));
  }
  return answers;
}

function argumentOf(question: Question): string {
  switch (question.kind) {
    case 'mount':
      return `${question.leftBehind ?? 'none'}:${question.path}`;
    case 'uuid':
      return question.device;
    case 'page':
      return `${question.tool}:${question.device}`;
    default:
      return question satisfies never;
  }
}

function answerIn({ stdout }: CommandResult, number: number): Answer | null {
  const mine = stdout
    .split('\n')
    .filter((line) => line.startsWith(`${number} `))
    .map((line) => line.slice(`${number} `.length));
  const numberAfter = (word: string) => {
    const line = mine.find((text) => text.startsWith(`${word} `));
    return line === undefined ? null : Number(line.slice(word.length));
  };
  const process = numberAfter('hangs');
  if (process !== null) return { outcome: 'HANGS', process };
  const status = numberAfter('ended');
  if (status === null) return null;
  const said = mine.flatMap((line) => /^said (.*)/.exec(line)?.[1] ?? []);
  return { outcome: 'ENDED', status, said: said.join('\n').trim() };
}

import { randomUUID } from 'node:crypto';
import { exitCodeIn, framedScript, readFrame } from './frame.ts';
import { type Answer, answerIn, type Script } from './run-script.ts';
import { type Transport, usualMaxOutputBytes } from './transport.ts';

/** A script that goes on answering in one call: by itself at first, and then each line of its input in turn. */
export interface Conversation {
  /** Null where no answer came whole. The first comes without a question, and no question before it. */
  answerTo(question: string | null): Promise<Answer | null>;
  /** Ends the script, if it goes on. */
  end(): void;
}

/** Begins a conversation with a script of ours, which gives each answer between `begin_lines` and `end_answer`. */
export function converse(
  transport: Transport,
  { script, args, timeoutMs }: Pick<Script, 'script' | 'args' | 'timeoutMs'>,
): Conversation {
  const nonce = randomUUID();
  const over = new AbortController();
  const waiting: ((answer: Answer | null) => void)[] = [];
  let text = '';
  let reply = (_text: string): void => undefined;
  const command = {
    ...{ program: 'sh', args: ['-s', '--', ...args], stdin: framedScript(script, nonce) },
    ...{ encoding: 'latin1' as const, signal: over.signal },
  };
  const call = transport.stream(command, (line, write) => {
    reply = write;
    text += `${line}\n`;
    if (text.length > usualMaxOutputBytes) over.abort();
    if (exitCodeIn(line, nonce) === null) return;
    const frame = readFrame(text, nonce);
    text = '';
    waiting.shift()?.(frame && answerIn(frame));
  });
  const ended = call.then(() => null);
  // It may fail between two answers.
  ended.catch(() => undefined);

  return {
    async answerTo(question) {
      if (question !== null) reply(`${question}\n`);
      const answered = new Promise<Answer | null>((resolve) => waiting.push(resolve));
      const timer = setTimeout(() => over.abort(), timeoutMs);
      // What was answered before the call ended counts.
      return Promise.race([answered, ended]).finally(() => clearTimeout(timer));
    },
    end: () => over.abort(),
  };
}

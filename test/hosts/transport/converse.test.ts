import { expect, onTestFinished, test } from 'vitest';
import { HostUnreachable } from '../../../src/hosts/host.ts';
import { converse } from '../../../src/hosts/transport/converse.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { patience } from '../../support/patience.ts';

/** A script that says its arguments first, and then each line of its input, until that says `stop`. */
const script = `
answer() { begin_lines; field said "$1"; end_answer 0; }
main() {
  [ "$1" != hang ] || sleep 1000
  answer "$1"
  while read -r line; do
    [ "$line" != stop ] || exit
    answer "$line"
  done
}
main "$@"; exit 0
`;

function aConversation({
  transport = createLocalTransport(),
  args = ['first'],
  timeoutMs = patience(20_000),
}: {
  transport?: Transport;
  args?: readonly string[];
  timeoutMs?: number;
} = {}) {
  const conversation = converse(transport, { script, args, timeoutMs });
  onTestFinished(() => conversation.end());
  return async (question: string | null) => (await conversation.answerTo(question))?.text('said') ?? null;
}

test('a script answers first by itself, and then each question in turn, however soon they are asked', async () => {
  const ask = aConversation();
  expect(await ask(null)).toBe('first');
  expect(await Promise.all([ask('a  b'), ask('ü'), ask('c')])).toEqual(['a  b', 'ü', 'c']);
  expect(await ask('d')).toBe('d');
});

test('an answer holds line ends of all kinds, and bytes that are no UTF-8', async () => {
  const ask = aConversation({ args: ['a\r\nend-x 0\r\n\n'] });
  expect(await ask(null)).toBe('a\r\nend-x 0\r\n\n');
  const conversation = converse(createLocalTransport(), {
    script: `begin_lines; field said "$(printf '\\377')"; end_answer 7\n`,
    args: [],
    timeoutMs: patience(20_000),
  });
  const answer = await conversation.answerTo(null);
  expect(answer?.bytes('said')).toEqual(Buffer.from([0xff]));
  expect(answer?.exitCode).toBe(7);
});

test('there is no answer once the script has ended, or takes too long', async () => {
  const ask = aConversation();
  expect(await ask(null)).toBe('first');
  expect(await Promise.all([ask('stop'), ask('too late')])).toEqual([null, null]);
  expect(await ask('too late')).toBeNull();

  expect(await aConversation({ args: ['hang'], timeoutMs: 100 })(null)).toBeNull();
});

test('a host that is out of reach is no answer, but an error', async () => {
  const transport: Transport = {
    ...createLocalTransport(),
    stream: () => Promise.reject(new HostUnreachable('Gone.')),
  };
  await expect(aConversation({ transport })(null)).rejects.toThrow('Gone.');
});

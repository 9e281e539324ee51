import { describe, expect, it } from 'vitest';
import { joinCalls } from '../../../src/hosts/transport/join-calls.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { BoundedCommand, CommandResult, Transport } from '../../../src/hosts/transport/transport.ts';
import { patience } from '../../support/patience.ts';

/** This machine, and how often it was called; its calls may be made to fail. */
function counted(change = (command: BoundedCommand) => command) {
  const local = createLocalTransport();
  const counter = { calls: 0 };
  const transport: Transport = {
    ...local,
    run(command) {
      counter.calls += 1;
      return local.run(change(command));
    },
  };
  return { counter, joined: joinCalls(transport) };
}

const command = (program: string, ...args: string[]): BoundedCommand => ({
  program,
  args,
  // What may take much longer goes by itself.
  timeoutMs: Math.min(patience(1000), 100_000),
});
const withoutProcess = ({ process: _, ...result }: CommandResult) => result;

describe('calls that are made at the same moment', () => {
  it('are one, and each gets the answer that it would get alone', async () => {
    const local = createLocalTransport();
    const commands: BoundedCommand[] = [
      command('printf', '%s|', '$(id)', "it's", '', ' a  b ', 'ü\n'),
      { ...command('cat'), stdin: 'one\0two\n\n' },
      { ...command('printf', '\\377\\000x'), encoding: 'latin1' },
      command('sh', '-c', 'echo out; echo err >&2; exit 3'),
      command('true'),
      { ...command('yes'), maxOutputBytes: 1000 },
    ];
    const { counter, joined } = counted();
    const together = await Promise.all(commands.map((each) => joined.run(each)));
    expect(counter.calls).toBe(1);
    const [, , , , , tooMuch] = together;
    expect(tooMuch).toMatchObject({ exitCode: null });
    const alone = await Promise.all(commands.slice(0, -1).map((each) => local.run(each)));
    expect(together.slice(0, -1).map(withoutProcess)).toEqual(alone.map(withoutProcess));
  });

  it('know a program that is not there', async () => {
    const { joined } = counted();
    const results = await Promise.all([joined.run(command('/nowhere/tool')), joined.run(command('true'))]);
    expect(results).toMatchObject([{ exitCode: 127 }, { exitCode: 0 }]);
  });

  it('have a time of their own each', async () => {
    const { joined } = counted();
    const [slow, quick] = await Promise.all([
      joined.run({ ...command('sleep', '600'), timeoutMs: patience(300) }),
      joined.run(command('echo', 'quick')),
    ]);
    expect(slow).toMatchObject({ exitCode: null, timedOut: true, process: expect.any(Number) });
    expect(quick).toMatchObject({ exitCode: 0, stdout: 'quick\n', timedOut: false });
  });

  it('are made one by one where the host cannot do that', async () => {
    const { joined } = counted((each) =>
      each.stdin === undefined ? each : { ...each, program: 'false', args: [], stdin: '' },
    );
    const results = await Promise.all([joined.run(command('echo', 'a')), joined.run(command('echo', 'b'))]);
    expect(results.map(({ stdout }) => stdout)).toEqual(['a\n', 'b\n']);
  });
});

it('a call that is made alone is passed on as it is', async () => {
  const { counter, joined } = counted();
  expect(await joined.run(command('echo', 'alone'))).toMatchObject({ stdout: 'alone\n' });
  await joined.run(command('true'));
  expect(counter.calls).toBe(2);
});

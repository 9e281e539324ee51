import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  beginMark,
  exitCodeIn,
  framedScript,
  readFrame,
  textOf,
} from '../../../src/hosts/transport/frame.ts';

const nonce = '0b3d4f6e-nonce';
const end = (code: number) => `end-${nonce} ${code}\n`;
const begin = `${beginMark(nonce)}\n`;

const shells = [['dash'], ['bash', '--posix'], ['bash'], ['busybox', 'sh']].filter(
  ([shell = '']) => spawnSync(shell, ['-c', ':'], { stdio: 'ignore' }).error === undefined,
);

/** What a shell answers with, whatever the locale it is started in. */
function answerOf([shell = 'sh', ...options]: readonly string[], script: string, ...args: string[]) {
  const { stdout } = spawnSync(shell, [...options, '-s', '--', ...args], {
    input: framedScript(script, nonce),
    env: { ...process.env, LC_ALL: 'C.UTF-8', LANG: 'C.UTF-8' },
  });
  return stdout.toString('latin1');
}

// Every byte but NUL; and what looks like a part of the frame.
const value = fc.oneof(
  fc.uint8Array({ max: 255, maxLength: 40 }).map((bytes) => Buffer.from(bytes.map((byte) => byte || 10))),
  fc
    .array(
      fc.constantFrom(
        '\n',
        begin,
        end(0),
        'name 3\n',
        'realPath ',
        '/etc/shadow',
        'é',
        '\u202e',
        '%s',
        '\\n',
        '$(x)',
      ),
    )
    .map((parts) => Buffer.from(parts.join(''))),
);
const fields = fc.array(fc.tuple(fc.constantFrom('realPath', 'found', 'o'), value), { maxLength: 5 });

describe.each(shells.map((shell) => [shell.join(' '), shell] as const))('an answer of %s', (_, shell) => {
  test('is read as it was given, whatever bytes it has, and whatever stands before and after', () => {
    fc.assert(
      fc.property(fields, value, fc.integer({ min: 0, max: 255 }), (given, banner, exitCode) => {
        const literal = (bytes: Buffer) =>
          `"$(printf '${[...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}.')"`;
        const lines = given.map(([name, bytes]) => `value=${literal(bytes)}; field ${name} "\${value%.}"`);
        const script = `begin_answer\n${lines.join('\n')}\nexit ${exitCode}`;
        const noise = banner.toString('latin1').replaceAll(begin, '');
        const frame = readFrame(`${noise}${answerOf(shell, script)}${noise}`, nonce);
        expect(frame?.exitCode).toBe(exitCode);
        expect(frame?.fields.map(({ name, bytes }) => [name, Buffer.from(bytes, 'latin1')])).toEqual(given);
      }),
      { numRuns: 60 },
    );
  });

  test('cut anywhere is no answer', () => {
    const whole = answerOf(shell, 'begin_answer; field realPath "a\nb"; field found FILE');
    expect(readFrame(whole, nonce)).not.toBeNull();
    for (let length = 0; length < whole.length; length += 1) {
      expect(readFrame(whole.slice(0, length), nonce)).toBeNull();
    }
  });

  test('that is killed has no end, and one that fails has its exit code', () => {
    expect(readFrame(answerOf(shell, 'begin_answer; field a b; kill -KILL $$'), nonce)).toBeNull();
    expect(
      readFrame(
        answerOf(shell, 'begin_answer; field a b; (exit 1); echo "$(exit 2)" >/dev/null; exit 7'),
        nonce,
      ),
    ).toEqual({
      exitCode: 7,
      fields: [{ name: 'a', bytes: 'b' }],
    });
  });

  test('into which something else wrote is none', () => {
    expect(
      readFrame(answerOf(shell, 'begin_answer; field a b; echo mount: warning; field c d'), nonce),
    ).toBeNull();
  });

  test('has what a program said with all the line ends that belong to it', () => {
    const script = `begin_answer; saying printf '%s\\n' "$1" || exit 9; field said "$said"
      saying sh -c 'echo no; exit 3' || field status $?; field said "$said"`;
    const frame = readFrame(answerOf(shell, script, '/a\n\n'), nonce);
    expect(frame?.fields.map((field) => [field.name, textOf(field)])).toEqual([
      ['said', '/a\n\n'],
      ['status', '3'],
      ['said', 'no'],
    ]);
  });
});

test('bytes that are no UTF-8 are no text, so that they are never taken for another name', () => {
  const frame = readFrame(`${begin}realPath 3\n/\xff\xfe\n${end(0)}`, nonce);
  expect(frame?.fields).toEqual([{ name: 'realPath', bytes: '/\xff\xfe' }]);
  expect(frame?.fields.map(textOf)).toEqual([null]);
});

test('marks of another nonce are none', () => {
  expect(readFrame(`${begin.replace('0b3d', '1b3d')}${end(0)}`, nonce)).toBeNull();
  expect(exitCodeIn(`end-${nonce} 12`, nonce)).toBe(12);
  expect(exitCodeIn(`end-${nonce}0 12`, nonce)).toBeNull();
  expect(exitCodeIn(`end-${nonce} 12 `, nonce)).toBeNull();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSshAddress, showSshAddress } from '../../../src/domain/host/ssh-address.ts';

const parsed = (text: string) => {
  const result = parseSshAddress(text);
  return result.ok ? result.address : null;
};

test('is a name or an address, with a user and a port where they are given', () => {
  expect(parsed('hv1')).toEqual({ user: null, name: 'hv1', port: null });
  expect(parsed('root@HV1.example.com.:2222')).toEqual({
    user: 'root',
    name: 'HV1.example.com.',
    port: 2222,
  });
  expect(parsed('192.0.2.7:22')).toEqual({ user: null, name: '192.0.2.7', port: 22 });
  expect(parsed('fd00::1')).toEqual({ user: null, name: 'fd00::1', port: null });
  expect(parsed('a.b_c-d@[fd00::1]:22')).toEqual({ user: 'a.b_c-d', name: 'fd00::1', port: 22 });
});

test.each([
  ...[
    '',
    '@',
    'root@',
    '@hv1',
    '-oProxyCommand=id',
    'root@-oProxyCommand=id',
    '-l@hv1',
    'hv1 -oA=b',
    'a b',
    '%h',
    'hv%h',
  ],
  ...[
    '$(id)',
    'hv1;id',
    '`id`',
    'hv1\n',
    'hv1\nhv2',
    'root\n@hv1',
    "hv1'",
    'hv1|id',
    'hv1&',
    'hv1>x',
    '../hv1',
    'hv1/',
    '*',
    'hv?',
  ],
  ...[
    'hv1:',
    'hv1:0',
    'hv1:65536',
    'hv1:-1',
    'hv1:22:',
    'hv1:22 ',
    'hv1:٣',
    '[hv1]:22',
    '[fd00::1',
    '[fd00::1]22',
    'fe80::1%eth0',
  ],
  ...[
    'hv1-',
    '.hv1',
    'hv1..a',
    'ho\u202est',
    'hôst',
    'a@b@hv1',
    'root:pw@hv1',
    'ssh://hv1',
    'h'.repeat(254),
    `${'1:'.repeat(30)}1`,
  ],
  ...[`${'u'.repeat(33)}@hv1`, `${'a.'.repeat(100_000)}!`],
])('is refused before ssh sees it: %j', (text) => {
  expect(parseSshAddress(text)).toMatchObject({ ok: false, problem: expect.any(String) });
});

test('has nothing that a shell or ssh would read in another way, whatever is given', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '-o',
      'ProxyCommand=',
      '@',
      ':',
      '[',
      ']',
      '%h',
      '$(',
      ')',
      ' ',
      '\n',
      '\0',
      '22',
      'root',
      'hv1',
      '::1',
      '.',
      '-',
      '_',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      const address = parsed(parts.join(''));
      if (address === null) return;
      expect(address.name).toMatch(/^[A-Za-z0-9:][A-Za-z0-9_.:-]*$/);
      expect(address.user ?? 'root').toMatch(/^[A-Za-z_][A-Za-z0-9_.-]*$/);
      expect(parsed(showSshAddress(address))).toEqual(address);
    }),
    { numRuns: 2000 },
  );
});

import { describe, expect, it } from 'vitest';
import { readHostLines } from '../../../src/cli/actions/host-lines.ts';
import { registerLines } from '../../../src/cli/actions/register-hosts.ts';
import type { GraphqlClient } from '../../../src/cli/client/graphql-client.ts';

const nothing = { directories: [], labels: [] };
const problems = (text: string) =>
  readHostLines(text, nothing).flatMap(({ line, problem }) => (problem === null ? [] : [[line, problem]]));

describe('a file of hosts', () => {
  it('has an address on each line, with what is said of all', () => {
    const common = { directories: ['/srv'], labels: [{ key: 'site', value: 'a' }], maxRuns: 2 };
    expect(readHostLines('\uFEFFkvm1\r\n  root@[fe80::1]:22  \n\n# kvm0\nkvm3', common)).toMatchObject([
      { line: 1, host: { address: 'kvm1', ...common } },
      { line: 2, host: { address: 'root@[fe80::1]:22' } },
      { line: 5, host: { address: 'kvm3' } },
    ]);
  });

  it('may be CSV, with its columns in any order and fields that hold commas and quotes', () => {
    const text = '# all\nName,address,max_runs\n"a ""b"", c",kvm1,3\nthe "two",kvm2,\n,kvm3,\n';
    expect(readHostLines(text, { ...nothing, maxRuns: 2 })).toMatchObject([
      { line: 3, host: { address: 'kvm1', name: 'a "b", c', maxRuns: 3 } },
      { line: 4, host: { address: 'kvm2', name: 'the "two"', maxRuns: 2 } },
      { line: 5, host: { address: 'kvm3', name: undefined } },
    ]);
  });

  it('may say for each whether it may emulate, in place of what is said of all', () => {
    const text = 'address,allow_emulation\nkvm1,yes\nkvm2,no\nkvm3,\n';
    const allowed = readHostLines(text, { ...nothing, allowEmulation: false }).map(
      ({ host }) => host?.allowEmulation,
    );
    expect(allowed).toEqual([true, false, false]);
  });

  it('may have one column, and none of the lines that say nothing', () => {
    expect(readHostLines('address\nkvm1\n', nothing)).toMatchObject([{ line: 2, host: { address: 'kvm1' } }]);
    expect(readHostLines('', nothing)).toEqual([]);
    expect(readHostLines('\n# none\n', nothing)).toEqual([]);
  });

  it.each([
    ['kvm1\nkvm1', 2, /^Line 1 has the same address/],
    ['a b', 1, /^The address is not/],
    ['kvm1; rm -rf /', 1, /^The address is not/],
    ['-oProxyCommand=x', 1, /^The address is not/],
    ['kvm1:70000', 1, /port/],
    ['address,labels\nkvm1,site', 2, /"site" is not key=value/],
    ['address,labels\nkvm1,-=x', 2, /labels are not accepted/],
    ['address,max_runs\nkvm1,many', 2, /max_runs takes a whole number/],
    ['address,max_runs\nkvm1,1e2', 2, /max_runs takes a whole number/],
    ['address,name\nkvm1,"kvm" one\nkvm2,two', 2, /quotes are not in pairs/],
    ['address,name\nkvm1,"kvm1\nkvm2,two\nkvm3,three', 2, /quotes are not in pairs/],
    ['address,allow_emulation\nkvm1,maybe', 2, /allow_emulation takes yes or no/],
    ['address,name\nkvm1,a,b', 2, /has 3 fields/],
    ['address,name\n,a', 2, /it is empty/],
    ['address,directories\nkvm1,/a;b', 2, /"b" is not absolute/],
  ])('%j: line %i is refused', (text, line, problem) => {
    expect(problems(text)).toEqual([[line, expect.stringMatching(problem)]]);
  });

  it.each(['address,colour\nkvm1,red', 'name,labels\nkvm1,a=b', 'address,address\nkvm1,kvm2'])(
    '%j has columns that will not do',
    (text) => {
      expect(() => readHostLines(text, nothing)).toThrow(/column/);
    },
  );
});

it('of ten thousand lines with three bad ones, registers all others, some at a time', async () => {
  const bad = new Set([17, 5000, 9999]);
  const text = Array.from({ length: 10_000 }, (_, index) =>
    bad.has(index + 1) ? `kvm ${index}` : `kvm${index}`,
  ).join('\n');
  let asked = 0;
  let most = 0;
  const registered = new Set<unknown>();
  const client: Pick<GraphqlClient, 'request'> = {
    request: async (_, variables) => {
      asked += 1;
      most = Math.max(most, asked);
      await new Promise(setImmediate);
      asked -= 1;
      const { address } = (variables as unknown as { input: { address: string } }).input;
      registered.add(address);
      const host = { id: `host_${address}`, name: address };
      return { registerHost: { host, operation: { id: 'op_1' }, userErrors: [] } } as never;
    },
  };
  const ended: number[] = [];
  const results = await registerLines(readHostLines(text, nothing), {
    accept: async () => false,
    client: client as GraphqlClient,
    onEnd: ({ line }) => ended.push(line),
  });
  expect(results.map(({ line }) => line)).toEqual(Array.from({ length: 10_000 }, (_, index) => index + 1));
  const refused = results.filter(({ failure }) => failure !== null);
  expect(refused.map(({ line, given }) => [line, given])).toEqual([
    [17, 'kvm 16'],
    [5000, 'kvm 4999'],
    [9999, 'kvm 9998'],
  ]);
  expect(registered.size).toBe(9997);
  expect(ended).toHaveLength(10_000);
  expect(most).toBe(16);
});

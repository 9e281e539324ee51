import { expect, test } from 'vitest';
import type { Candidate } from '../../../../src/hosts/images/candidate.ts';
import { checkChains, longestChain } from '../../../../src/hosts/images/chain/check-chains.ts';

/** Images of which each stands on the one before it. */
function chainOf(count: number): Map<string, Candidate> {
  const candidates = Array.from({ length: count }, (_, index): [string, Candidate] => {
    const realPath = `/images/${index}`;
    const below = index === 0 ? null : `/images/${index - 1}`;
    const backing = below === null ? null : { name: below, leadsTo: below, format: 'qcow2' };
    return [
      realPath,
      {
        facts: {
          ...{ realPath, type: 'f', size: 1024, device: '1', inode: String(index), allocatedBytes: 512 },
          ...{ readable: true, writable: true, version: '' },
        },
        declared: 'qcow2',
        refused: null,
        finding: {
          ...{
            format: 'qcow2',
            formatBasis: 'DECLARED',
            luks: false,
            headerFormat: 'qcow2',
            unreadable: null,
            fault: null,
          },
          report: {
            ...{ format: 'qcow2', virtualSize: 1024, backing, snapshots: [] },
            ...{ encrypted: false, corrupt: false, dirty: false, lazyRefcounts: false, formatVersion: '1.1' },
          },
        },
        standsOn: below,
        severed: null,
        ...{ doubtful: null, provisioning: null, refcounts: null, volume: null },
      },
    ];
  });
  // The topmost is asked for first, as in a search for one image.
  return new Map(candidates.reverse());
}

const judged = (count: number) => checkChains(chainOf(count), () => 'which is not there');

test('a chain as long as libvirt allows is judged whole, in its order', () => {
  const verdicts = judged(longestChain);
  const { chain = [], fault } = verdicts.get(`/images/${longestChain - 1}`) ?? {};
  expect(fault).toBeNull();
  expect(chain.map(({ inode }) => Number(inode))).toEqual(
    Array.from({ length: longestChain }, (_, index) => longestChain - 1 - index),
  );
});

test('of a longer chain those above are not opened, and those below are', () => {
  const verdicts = judged(longestChain + 2);
  const fault = { code: 'BACKING_CHAIN_TOO_LONG', path: `/images/${longestChain}`, detail: '200' };
  expect(verdicts.get(`/images/${longestChain - 1}`)).toMatchObject({ fault: null });
  expect(verdicts.get(`/images/${longestChain}`)).toMatchObject({ chain: [], fault });
  expect(verdicts.get(`/images/${longestChain + 1}`)).toMatchObject({
    chain: [],
    fault,
    unreadable: expect.stringContaining('more images than libvirt'),
  });
});

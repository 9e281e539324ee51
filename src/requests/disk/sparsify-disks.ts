import { eachAtOnce } from '../../common/each-at-once.ts';
import { disksAtOnce } from '../../streams/handle-command.ts';
import type { Requests } from '../requests.ts';

/** The most disks that one request may name: as many as a page lists, twice over, and some hundred kilobytes of answer. */
export const maxDisksAtOnce = 1_000;

/** Requests.sparsifyDisks */
export const createSparsifyDisks =
  (sparsifyDisk: Requests['sparsifyDisk']): Requests['sparsifyDisks'] =>
  (inputs, caller) =>
    eachAtOnce(inputs, disksAtOnce, (input) => sparsifyDisk(input, caller));

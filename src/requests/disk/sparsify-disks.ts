import { createSlots } from '../../common/slots.ts';
import type { Requests } from '../requests.ts';

/** The most disks that one request may name: as many as a page lists, twice over, and some hundred kilobytes of answer. */
export const maxDisksAtOnce = 1_000;

/** Disks that are decided on at the same time: as many as the store takes in one go, and few enough to leave it to others. */
const decidedAtOnce = 16;

/** Requests.sparsifyDisks */
export function createSparsifyDisks(sparsifyDisk: Requests['sparsifyDisk']): Requests['sparsifyDisks'] {
  return (inputs, caller) => {
    const slots = createSlots(decidedAtOnce);
    return Promise.all(inputs.map((input) => slots.withOne(() => sparsifyDisk(input, caller))));
  };
}

import { createSlots } from '../common/slots.ts';

/** Disks that one request works on at the same time: as many as the store takes in one go, and few enough to leave it to others. */
const disksAtOnce = 16;

/** Does the work for each of many disks, so many at a time; the answers are in the order of the items. */
export function eachAtOnce<Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const slots = createSlots(disksAtOnce);
  return Promise.all(items.map((item) => slots.withOne(() => work(item))));
}

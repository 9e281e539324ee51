/** Lets so many works go on at once; the others wait their turn. */
export function createSlots(count: number): { withOne<Value>(work: () => Promise<Value>): Promise<Value> } {
  const waiting: (() => void)[] = [];
  let free = count;
  return {
    async withOne(work) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
  };
}

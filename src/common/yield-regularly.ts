import { setImmediate } from 'node:timers/promises';

/** How long a loop may keep everything else waiting, in milliseconds. */
const sliceMs = 10;

/** Gives a function to await in long loops: it yields to other work once a slice of time is used up. */
export function createYield(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}

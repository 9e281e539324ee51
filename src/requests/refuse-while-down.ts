import type { Requests } from './requests.ts';

/** Refuses every request at once while the store is known to be down, which `assertUp` throws: nobody waits for what cannot be. */
export function refuseWhileDown(requests: Requests, assertUp: () => void): Requests {
  const guarded = Object.entries(requests).map(([name, request]) => [
    name,
    async (...args: readonly unknown[]) => {
      assertUp();
      return Reflect.apply(request, undefined, args);
    },
  ]);
  return Object.fromEntries(guarded) as Requests;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Endable, endable } from '../../src/common/endable.ts';

const done = { value: undefined, done: true };

/** An iterator over what is pushed, and what became of the generator behind it. */
function overPushed(options: Parameters<typeof endable>[1] = {}) {
  const pushed: string[] = [];
  const state = { left: false };
  const items: Endable<string> = endable(async function* ({ signal, wait }) {
    try {
      while (!signal.aborted) {
        const next = pushed.shift();
        if (next === undefined) await wait();
        else if (next === 'FAIL') throw new Error('it failed');
        else if (next === 'LAST') return;
        else yield next;
      }
    } finally {
      state.left = true;
    }
  }, options);
  return {
    items,
    state,
    push: (item: string) => {
      pushed.push(item);
      items.wake();
    },
  };
}

describe('an iterator that can be ended', () => {
  it('gives what comes, in order, before and after it is asked for', async () => {
    const { items, push } = overPushed();
    push('one');
    push('two');
    const asked = [items.next(), items.next(), items.next(), items.next()];
    push('three');
    push('four');
    expect((await Promise.all(asked)).map(({ value }) => value)).toEqual(['one', 'two', 'three', 'four']);
  });

  it('does not miss what came while nobody waited', async () => {
    const { items, push } = overPushed();
    const first = items.next();
    push('one');
    await first;
    push('two');
    expect(await items.next()).toEqual({ value: 'two', done: false });
  });

  for (const how of ['end', 'return', 'throw'] as const) {
    it(`answers all who wait when it is left by ${how}, and lets the generator go`, async () => {
      let ends = 0;
      const { items, state } = overPushed({ onEnd: () => (ends += 1) });
      const waiting = [items.next(), items.next()];
      await nextTurn();
      if (how === 'end') items.end();
      else await items[how]?.();
      expect(await Promise.all(waiting)).toEqual([done, done]);
      expect(await items.next()).toEqual(done);
      await nextTurn();
      expect({ ends, ...state }).toEqual({ ends: 1, left: true });
    });
  }

  it('lets the generator go that nobody waits for', async () => {
    const { items, state, push } = overPushed();
    push('one');
    await items.next();
    items.end();
    await nextTurn();
    expect(state.left).toBe(true);
  });

  it('ends when its signal aborts, also before it is asked for anything', async () => {
    const controller = new AbortController();
    const waiting = overPushed({ signal: controller.signal });
    const pending = waiting.items.next();
    controller.abort();
    expect(await pending).toEqual(done);
    const late = overPushed({ signal: controller.signal });
    late.push('one');
    expect(await late.items.next()).toEqual(done);
  });

  it('hands on an error of the generator once, and its end', async () => {
    const failing = overPushed();
    failing.push('FAIL');
    await expect(failing.items.next()).rejects.toThrow('it failed');
    expect(await failing.items.next()).toEqual(done);
    const ending = overPushed();
    ending.push('LAST');
    expect(await ending.items.next()).toEqual(done);
  });
});

import { describe, expect, test, vi } from 'vitest';
import { createFlusher, type Flusher } from '../../../src/projections/store/flusher.ts';
import { createReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import { newEvent, recorded, registered } from '../events.ts';

function opened() {
  const connection = beginViewsFile(':memory:');
  const model = createReadModel(connection, () => undefined);
  const failed = vi.fn();
  const corrupt = vi.fn();
  const flusher = createFlusher(model, { failed, corrupt });
  let place = 0;
  return {
    flusher,
    failed,
    corrupt,
    rows: () => Number(connection.sql('SELECT count(*) AS n FROM activity').get()?.n),
    take(count: number) {
      const events = Array.from({ length: count }, () => {
        place += 1;
        const id = `disk_${place}` as const;
        return recorded(`disk-${id}`, newEvent('DiskRegistered', registered(id).data), 0, place);
      });
      model.apply(events, false);
    },
    full(isFull: boolean) {
      const pages = Number(connection.sql('PRAGMA page_count').get()?.page_count);
      connection.exec(`PRAGMA max_page_count = ${isFull ? pages : 1_000_000}`);
    },
  };
}

const isSettled = (flusher: Flusher) => () => flusher.problem() === null;

describe('the flusher', () => {
  test('writes what is pending after a short while', async () => {
    const { flusher, take, rows } = opened();
    take(3);
    flusher.touch(true);
    expect(rows()).toBe(0);
    await vi.waitUntil(() => rows() === 3);
  });

  test('writes small transactions when live and large ones while catching up', () => {
    const { flusher, take, rows } = opened();
    take(100);
    flusher.touch(false);
    expect(rows()).toBe(0);
    flusher.touch(true);
    expect(rows()).toBe(100);
  });

  test('writes at once for a query', () => {
    const { flusher, take, rows } = opened();
    take(1);
    flusher.settle();
    expect(rows()).toBe(1);
  });

  test('tries again while the disk is full, tells so, and loses nothing', async () => {
    const { flusher, take, rows, full, failed } = opened();
    full(true);
    take(50);
    flusher.settle();
    expect(flusher.problem()).toContain('full');
    flusher.settle();
    expect(failed).toHaveBeenCalledTimes(1);
    await vi.waitUntil(() => failed.mock.calls.length >= 2);
    full(false);
    await vi.waitUntil(isSettled(flusher), { timeout: 5_000 });
    expect(rows()).toBe(50);
  });

  test('lets no more in once too much waits, until it is written', async () => {
    const { flusher, take, rows, full } = opened();
    full(true);
    take(20_000);
    expect(flusher.blocked()).toBe(false);
    flusher.settle();
    expect(flusher.blocked()).toBe(true);
    const room = flusher.room();
    full(false);
    await room;
    expect(flusher.blocked()).toBe(false);
    expect(rows()).toBe(20_000);
  });
});

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { openSqliteEventStore } from '../../src/event-store/sqlite/open.ts';
import { openProjections } from '../../src/projections/open-projections.ts';
import type { Result } from '../report.ts';
import { diskEvents, jobEvents, recordable, seedDisks } from '../seed.ts';
import { makeSite, type Site } from '../site.ts';

const place = { hostId: 'host_bench', storageDomainId: 'dom_bench', images: '/images' } as const;
const disks = 20_000;
const jobsPerDisk = 2;

/** Events appended a second and projected from empty a second. */
export async function events(): Promise<Result[]> {
  const site = makeSite();
  try {
    return [await appended(site), ...(await projected(site))];
  } finally {
    site.remove();
  }
}

/** One event an append, each answered when it is on disk, against SQLite alone flushing once per 50 events. */
async function appended({ directory }: Site): Promise<Result> {
  const count = 10_000;
  const ratios: number[] = [];
  const rates: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    const store = await openSqliteEventStore({ file: join(directory, `appended-${round}.db`) });
    let began = performance.now();
    await seedDisks(store, place, count, (number) => diskEvents(number, place).slice(0, 1));
    const ours = (count * 1000) / (performance.now() - began);
    await store.close();

    const db = new DatabaseSync(join(directory, `bare-${round}.db`));
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, id TEXT UNIQUE, type TEXT, data TEXT, metadata TEXT)`);
    const insert = db.prepare('INSERT INTO event VALUES (NULL, ?, ?, ?, ?, ?)');
    began = performance.now();
    for (let number = 0; number < count; ) {
      db.exec('BEGIN');
      for (const end = number + 50; number < end; number += 1) {
        const [event] = recordable(diskEvents(number, place).slice(0, 1));
        if (event === undefined) continue;
        const { id, type, data, metadata } = event;
        insert.run(`disk-${number}`, id, type, JSON.stringify(data), JSON.stringify(metadata));
      }
      db.exec('COMMIT');
    }
    const theirs = (count * 1000) / (performance.now() - began);
    db.close();
    ratios.push(ours / theirs);
    rates.push(`${ours.toFixed(0)}/${theirs.toFixed(0)}`);
  }
  return {
    name: 'events: appended a second by 50 appenders at once, of SQLite alone committing 50 at a time',
    rounds: ratios,
    unit: '×',
    target: { atLeast: 0.5 },
    detail: `Winnow/SQLite a second: ${rates.join(' ')}; the target is our own`,
  };
}

async function projected({ directory, state }: Site): Promise<Result[]> {
  const store = await openSqliteEventStore({ file: join(state, 'events.db') });
  const history = (number: number) => [
    ...diskEvents(number, place),
    ...Array.from({ length: jobsPerDisk }, () => jobEvents(place)).flat(),
  ];
  await seedDisks(store, place, disks, history);
  const count = disks * history(0).length;
  const logger = pino({ level: 'silent' });
  const rates: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const file = join(directory, `views-${round}.db`);
    const began = performance.now();
    const projections = await openProjections({ store, file, logger });
    await projections.whole;
    rates.push((count * 1000) / (performance.now() - began));
    await projections.close();
  }
  await store.close();
  return [
    {
      name: 'events: projected a second from empty, until every list is served from its index',
      rounds: rates,
      unit: '/s',
      target: { atLeast: 33_000 },
      detail: `${count} events of ${disks} disks with ${jobsPerDisk} ended jobs each`,
    },
  ];
}

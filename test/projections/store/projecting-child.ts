// Appends and projects until it is killed; says so after each step.
import { join } from 'node:path';
import { pino } from 'pino';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { openProjections } from '../../../src/projections/open-projections.ts';
import { appendTo, jobEvents, observed, registered } from '../events.ts';

const directory = process.argv[2] ?? '';
const store = await openSqliteEventStore({ file: join(directory, 'events.db') });
const logger = pino({ level: 'silent' });
const { views } = await openProjections({ store, file: join(directory, 'views.db'), logger });

for (let step = 0; ; step += 1) {
  const appends = Array.from({ length: 25 }, (_, index) => {
    const name = `${step}_${index}`;
    const job = jobEvents(`job_${name}`);
    const events = [registered(`disk_${name}`), observed(), job.requested, job.locked(), job.started()];
    return appendTo(store, `disk-disk_${name}`, events);
  });
  await Promise.all(appends);
  // A query makes the views write, so that the kill comes between transactions as well as within one.
  views.activity({}, 'DESC', { first: 1 });
  process.stdout.write(`${step}\n`);
}

// Appends to twenty streams as fast as it can, and prints each event once its append was answered.
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';
import { event } from '../events.ts';

const [file = '', round = ''] = process.argv.slice(2);
const store = await openSqliteEventStore({ file });
await Promise.all(
  Array.from({ length: 20 }, async (_, writer) => {
    const stream = `writer-${round}-${writer}`;
    for (let revision = 0; ; revision += 2) {
      const pair = [event({ revision }), event({ revision: revision + 1 })];
      await store.append(stream, pair, revision === 0 ? 'NO_STREAM' : revision - 1);
      for (const [index, { id }] of pair.entries()) {
        process.stdout.write(`${JSON.stringify({ stream, revision: revision + index, id })}\n`);
      }
    }
  }),
);

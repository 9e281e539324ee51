// Opens the store in the file that is named, and prints what came of it.
import { EventStoreUnavailable } from '../../../src/event-store/errors.ts';
import { openSqliteEventStore } from '../../../src/event-store/sqlite/open.ts';

const [file = ''] = process.argv.slice(2);
try {
  const store = await openSqliteEventStore({ file });
  await store.close();
  console.log(JSON.stringify({ opened: true }));
} catch (error) {
  if (!(error instanceof EventStoreUnavailable)) throw error;
  console.log(JSON.stringify({ name: error.name, retryable: error.retryable, message: error.message }));
}

import { appended } from '../eventstoredb/appending.ts';
import { caughtUp } from '../eventstoredb/catching-up.ts';
import { read } from '../eventstoredb/reading.ts';
import { testedServer } from '../eventstoredb/tested-server.ts';
import type { Result } from '../report.ts';

/** Names the server to run on; without it, nothing is measured here. */
export const eventStoreDbVariable = 'WINNOW_TEST_EVENTSTOREDB';

/** Winnow on a real EventStoreDB against the bare client doing the same. */
export async function eventstoredb(): Promise<Result[]> {
  const connectionString = process.env[eventStoreDbVariable];
  if (!connectionString) throw new Error(`${eventStoreDbVariable} names no server.`);
  const server = testedServer(connectionString);
  // Reading comes first: whoever follows a prefix passes over what others appended before.
  return [
    ...(await read(server)),
    await caughtUp(server),
    await appended(server, 1),
    await appended(server, 32),
  ];
}

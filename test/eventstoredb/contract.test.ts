import { eventStoreContract } from '../event-store/contract.ts';
import { eventStoreDbUnderTest } from '../event-store/eventstoredb/eventstoredb-under-test.ts';

eventStoreContract('EventStoreDB', () =>
  eventStoreDbUnderTest({ connectionString: process.env.WINNOW_TEST_EVENTSTOREDB ?? '' }),
);

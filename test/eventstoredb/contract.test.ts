import { eventStoreContract } from '../event-store/contract.ts';
import { eventStoreDbUnderTest } from '../event-store/real-eventstoredb.ts';

eventStoreContract('EventStoreDB', () =>
  eventStoreDbUnderTest({ connectionString: process.env.WINNOW_TEST_EVENTSTOREDB ?? '' }),
);

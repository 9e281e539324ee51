import { startEventStoreDbDouble } from '../../support/eventstoredb-double/double.ts';
import { eventStoreContract } from '../contract.ts';
import { eventStoreDbUnderTest } from './eventstoredb-under-test.ts';

eventStoreContract('the EventStoreDB adapter on a double of the server', async () => {
  const double = await startEventStoreDbDouble();
  const subject = await eventStoreDbUnderTest({ connectionString: double.connectionString });
  return {
    ...subject,
    dispose: async () => {
      await subject.dispose();
      await double.stop();
    },
  };
});

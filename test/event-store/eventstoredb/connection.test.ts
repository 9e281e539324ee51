import { UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { credentials } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { readClientSettings } from '../../../src/event-store/eventstoredb/client-settings.ts';
import { SafeClient } from '../../../src/event-store/eventstoredb/connection.ts';

/** A client whose calls a test can break as the driver sees it. */
class BreakableClient extends SafeClient {
  async breakCall(): Promise<void> {
    const stub = new StreamsClient('127.0.0.1:1', credentials.createInsecure());
    await this.handleError(stub, new UnavailableError());
    stub.close();
  }
}

it('a call that breaks while the leader of a cluster is looked for in vain does not end the process', async () => {
  const settings = await readClientSettings({
    connectionString: 'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=1&discoveryInterval=1',
  });
  const client = new BreakableClient(settings);
  const reading = client.readAll({ maxCount: 1 }).toArray();
  const [read, broken] = await Promise.allSettled([reading, client.breakCall()]);
  expect(read).toMatchObject({
    status: 'rejected',
    reason: { message: 'Failed to discover after 1 attempts.' },
  });
  expect(broken.status).toBe('fulfilled');
});

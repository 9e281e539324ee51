import { UnavailableError } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { credentials } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { readClientSettings } from '../../../src/event-store/eventstoredb/client-settings.ts';
import { Connection } from '../../../src/event-store/eventstoredb/connection.ts';
import { allRequest } from '../../../src/event-store/eventstoredb/requests.ts';

/** A connection whose calls a test can break as the driver sees it. */
class BreakableConnection extends Connection {
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
  const connection = new BreakableConnection(settings);
  const request = allRequest({ prefix: null, from: 'END', direction: 'BACKWARDS', limit: 1 });
  const reading = connection.read(request);
  const [read, broken] = await Promise.allSettled([reading, connection.breakCall()]);
  expect(read).toMatchObject({
    status: 'rejected',
    reason: { message: 'Failed to discover after 1 attempts.' },
  });
  expect(broken.status).toBe('fulfilled');
  connection.close();
});

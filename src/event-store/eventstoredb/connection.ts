import { EventStoreDBClient } from '@eventstore/db-client';
import type { ClientSettings } from './client-settings.ts';

/** The driver's client, without the two unhandled rejections that end the process. */
export class SafeClient extends EventStoreDBClient {
  constructor({ discover, hosts, nodePreference, client, channel, credentials }: ClientSettings) {
    const [first = { address: '', port: 0 }, ...others] = hosts;
    if (discover) super({ discover: first, nodePreference, ...client }, channel, credentials);
    else if (others.length > 0)
      super({ endpoints: [...hosts], nodePreference, ...client }, channel, credentials);
    else super({ endpoint: first, ...client }, channel, credentials);
    // When the stream that appends share breaks under load, the driver rejects promises that nothing handles. It
    // makes a call for each append when the server does not support that stream.
    this.supports = () => Promise.resolve(false);
    // The driver does not wait for this when a call breaks. When the next channel cannot be made, as in a cluster
    // without a leader, the call that needs it fails as well.
    const { handleError } = this;
    this.handleError = (client, error) => handleError(client, error).catch(() => undefined);
  }

  /** Closes the connection once the calls that have begun end. The driver's `dispose` leaves it open. */
  async closeChannel(): Promise<void> {
    (await this.getChannel()).close();
  }
}

/** A client of the driver, replaced when its server stops answering. */
export interface Connection {
  /** Whether reads are for the leader alone. */
  readonly requiresLeader: boolean;
  client(): EventStoreDBClient;
  /** Makes the next call open a new channel and look up the leader again, unless the client was replaced already. */
  replace(unresponsive: EventStoreDBClient): void;
  /** Cancels all calls and closes the channel. */
  close(): void;
}

/** Connects at the first call. */
export function createConnection(settings: ClientSettings): Connection {
  let client = new SafeClient(settings);
  const closeChannel = (): void => {
    client.closeChannel().catch(() => undefined);
  };
  return {
    requiresLeader: settings.nodePreference === 'leader',
    client: () => client,
    replace: (unresponsive) => {
      if (unresponsive !== client) return;
      closeChannel();
      client = new SafeClient(settings);
    },
    close: () => {
      // Not awaited: it waits for ever for calls whose end it did not notice.
      void client.dispose();
      closeChannel();
    },
  };
}

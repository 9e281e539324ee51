import { EventStoreDBClient } from '@eventstore/db-client';
import type { ClientSettings } from './client-settings.ts';

/** The driver's client, without the two habits by which it ends the process. */
export class SafeClient extends EventStoreDBClient {
  constructor({ discover, hosts, nodePreference, client, channel, credentials }: ClientSettings) {
    const [first = { address: '', port: 0 }, ...others] = hosts;
    if (discover) super({ discover: first, nodePreference, ...client }, channel, credentials);
    else if (others.length > 0)
      super({ endpoints: [...hosts], nodePreference, ...client }, channel, credentials);
    else super({ endpoint: first, ...client }, channel, credentials);
    // Appends that share one stream are rejected where nobody listens when it breaks under load. A server that is
    // not known to support that gets a call for each append.
    this.supports = () => Promise.resolve(false);
    // Nobody waits for this when a call breaks. Where the next channel cannot be made, as in a cluster without a
    // leader, the call that needs it is told, too.
    const { handleError } = this;
    this.handleError = (client, error) => handleError(client, error).catch(() => undefined);
  }

  /** Lets calls that have begun go on, and takes no more. The driver's `dispose` leaves the connection open. */
  async closeChannel(): Promise<void> {
    (await this.getChannel()).close();
  }
}

/** A client of the driver's, and how to go on when its server stops answering. */
export interface Connection {
  /** Whether reads are for the leader alone. */
  readonly requiresLeader: boolean;
  client(): EventStoreDBClient;
  /** Makes the next call take a new channel and look for the leader anew, unless that was done already. */
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
      // It would wait for calls that ended unseen, for ever.
      void client.dispose();
      closeChannel();
    },
  };
}

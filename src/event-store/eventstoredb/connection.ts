import { EventStoreDBClient, UnavailableError } from '@eventstore/db-client';
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { ClientReadableStream } from '@grpc/grpc-js';
import type { ClientSettings } from './client-settings.ts';
import { type ReadMessage, toReadMessage } from './read-message.ts';

export type ReadCall = ClientReadableStream<ReadMessage>;
export type BatchAppendCall = ReturnType<StreamsClient['batchAppend']>;

/**
 * The driver's client with its channel, discovery, TLS and credentials, opened up to the calls of the protocol.
 * The driver's own calls are left alone: its reading of all knows no filter, its caught-up overtakes events, and
 * its appends wait for ever for a server that hangs and end the process when their stream breaks under load.
 */
export class Connection extends EventStoreDBClient {
  readonly #requiresLeader: boolean;
  #stub: StreamsClient | null = null;

  constructor({ discover, hosts, nodePreference, client, channel, credentials }: ClientSettings) {
    const [first = { address: '', port: 0 }, ...others] = hosts;
    if (discover) super({ discover: first, nodePreference, ...client }, channel, credentials);
    else if (others.length > 0)
      super({ endpoints: [...hosts], nodePreference, ...client }, channel, credentials);
    else super({ endpoint: first, ...client }, channel, credentials);
    this.#requiresLeader = nodePreference === 'leader';
    // The driver does not wait for this when a call breaks: where the next channel cannot be made, as in a cluster
    // without a leader, that would end the process. The call that needs the channel is told, too.
    const { handleError } = this;
    this.handleError = (client, error) => handleError(client, error).catch(() => undefined);
  }

  /** Starts a read or a subscription, without a deadline of its own. */
  read(request: ReadReq): Promise<ReadCall> {
    return this.GRPCStreamCreator(StreamsClient, 'read', (stub) => {
      this.#stub = stub;
      const { path, requestSerialize } = StreamsService.read;
      const [metadata, options] = this.#arguments(this.#requiresLeader);
      return stub.makeServerStreamRequest(path, requestSerialize, toReadMessage, request, metadata, options);
    })();
  }

  /** Opens a stream of appends. */
  batchAppend(): Promise<BatchAppendCall> {
    return this.GRPCStreamCreator(StreamsClient, 'batchAppend', (stub) => {
      this.#stub = stub;
      return stub.batchAppend(...this.#arguments(true));
    })();
  }

  /** Makes the next call take a new channel, and look for the leader anew, as after an unavailable server. */
  async reconnect(): Promise<void> {
    if (this.#stub !== null) await this.handleError(this.#stub, new UnavailableError());
  }

  /** Cancels all calls and closes the channel. The driver would wait for calls that ended unseen, for ever. */
  close(): void {
    void this.dispose();
    this.#stub?.close();
  }

  #arguments(requiresLeader: boolean): ReturnType<Connection['callArguments']> {
    return this.callArguments({ requiresLeader }, { deadline: Number.POSITIVE_INFINITY });
  }
}

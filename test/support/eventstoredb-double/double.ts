import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { freePort } from '../free-port.ts';
import { serveAppend } from './append-call.ts';
import { serveBatchAppend } from './batch-append-call.ts';
import { type Faults, noFaults } from './faults.ts';
import { createLog, type Log } from './log.ts';
import { type OpenSubscription, serveRead } from './read-call.ts';
import { supportedMethods } from './server-features.ts';

/** A server that speaks EventStoreDB's protocol from memory, and fails as it is told to. */
export interface EventStoreDbDouble {
  readonly connectionString: string;
  /** The same, by way of the cluster's gossip. */
  readonly clusterConnectionString: string;
  readonly log: Log;
  readonly faults: Faults;
  readonly subscriptions: ReadonlySet<OpenSubscription>;
  /** How many calls were begun that several appends may share. */
  sharedAppendCalls(): number;
  /** Breaks all connections and takes none, until `start`. What was stored stays. */
  stop(): Promise<void>;
  /** Takes connections again, on the same port. */
  start(): Promise<void>;
}

/** Starts it, on a free port of the loopback address unless told otherwise. */
export async function startEventStoreDbDouble(
  listen: { readonly host: string; readonly port: number } | null = null,
): Promise<EventStoreDbDouble> {
  const { host, port } = listen ?? { host: '127.0.0.1', port: await freePort() };
  const log = createLog();
  const faults = noFaults();
  const subscriptions = new Set<OpenSubscription>();
  let server: Server | null = null;
  let sharedCalls = 0;

  const handlers: UntypedServiceImplementation = {
    read: (call: Parameters<typeof serveRead>[0]) => serveRead(call, log, faults, subscriptions),
    append: (call: Parameters<typeof serveAppend>[0], answer: Parameters<typeof serveAppend>[1]) =>
      serveAppend(call, answer, log, faults),
    batchAppend: (call: Parameters<typeof serveBatchAppend>[0]) => {
      sharedCalls += 1;
      serveBatchAppend(call, log);
    },
  };

  function start(): Promise<void> {
    const starting = new Server();
    starting.addService(StreamsService, handlers);
    starting.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, methods: unknown) => void) =>
        answer(null, supportedMethods()),
    });
    starting.addService(GossipService, {
      read: (_: unknown, answer: (error: null, cluster: unknown) => void) => answer(null, clusterOf(port)),
    });
    return new Promise((resolve, reject) => {
      starting.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error) => {
        if (error !== null) return reject(error);
        server = starting;
        resolve();
      });
    });
  }

  await start();
  return {
    connectionString: `esdb://127.0.0.1:${port}?tls=false`,
    clusterConnectionString: `esdb+discover://127.0.0.1:${port}?tls=false`,
    log,
    faults,
    subscriptions,
    sharedAppendCalls: () => sharedCalls,
    start,
    stop: async () => {
      server?.forceShutdown();
      server = null;
      subscriptions.clear();
      log.forgetIds();
    },
  };
}

function clusterOf(port: number): InstanceType<typeof gossip.ClusterInfo> {
  const endpoint = new gossip.EndPoint();
  endpoint.setAddress('127.0.0.1');
  endpoint.setPort(port);
  const id = new shared.UUID();
  id.setString('00000000-0000-4000-8000-000000000000');
  const leader = new gossip.MemberInfo();
  leader.setInstanceId(id);
  leader.setTimeStamp('0');
  leader.setState(gossip.MemberInfo.VNodeState.LEADER);
  leader.setIsAlive(true);
  leader.setHttpEndPoint(endpoint);
  const cluster = new gossip.ClusterInfo();
  cluster.setMembersList([leader]);
  return cluster;
}

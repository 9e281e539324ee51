/** What one operation may ask for, on any transport. */
export interface OperationLimits {
  /** Lexical tokens of a document: bounds parsing and validation. A full introspection query has about 400. */
  readonly maxTokens: number;
  /** Brackets within each other, of any kind: bounds the recursion of parser and validation. Introspection has 16. */
  readonly maxNesting: number;
  /** Characters of a name in a document: an alias comes back with every object of a list. */
  readonly maxNameLength: number;
  /** Fields below each other, introspection apart. Disk → job → history → job → disk with their lists is 10. */
  readonly maxDepth: number;
  /** Aliases in a document: each can ask for the same costly field once more. */
  readonly maxAliases: number;
  /** Fields of Query, Mutation or Subscription in one operation: each mutation waits for a flush to disk. */
  readonly maxRootFields: number;
  /** Fields to resolve at most, lists counted with their page sizes. The limit is some 0.1 s of one core; a full introspection is about 14 000. */
  readonly maxCost: number;
}

/** How the server behaves; the environment variables of config.ts map to these. */
export interface ServerSettings {
  /** Where to listen; loopback addresses only, as there is no sign-in yet. */
  readonly host: string;
  /** TCP port; 0: any free one. */
  readonly port: number;
  /** Names beside loopback ones that a Host header may have, without port: those of an SSH tunnel or a local proxy. */
  readonly allowedHosts: readonly string[];
  /** Origins (`https://console.example`) beside the server's own whose pages may call it. */
  readonly allowedOrigins: readonly string[];
  readonly limits: OperationLimits;
  /** Bytes of one request's body, and of one WebSocket message. Beyond: 413, or close code 1009. */
  readonly maxBodyBytes: number;
  /** Milliseconds in which a request must have arrived whole; frees sockets that send drop by drop. */
  readonly requestTimeoutMs: number;
  readonly webSocket: WebSocketSettings;
  readonly eventStreams: EventStreamSettings;
  /** Seconds that the views may lag behind the events before `/readyz` says no. */
  readonly readyLagSeconds: number;
  /** Milliseconds for requests in flight to finish when the server closes; then they are cut off. */
  readonly closeTimeoutMs: number;
}

export interface WebSocketSettings {
  /** Open sockets. Beyond: the upgrade is answered 503. */
  readonly maxSockets: number;
  /** Operations in flight on one socket, subscriptions included. Beyond: the operation gets an error, the others go on. */
  readonly maxOperations: number;
  /** Milliseconds for the client's `connection_init`. Beyond: close code 4408. */
  readonly initTimeoutMs: number;
  /** Milliseconds between pings; a peer that has not answered one by the next is dropped. */
  readonly pingIntervalMs: number;
  /** Bytes that may wait for a client that does not read. Beyond: close code 1013. */
  readonly maxBufferedBytes: number;
  /** Milliseconds for which a client may read nothing while something waits for it. Beyond: close code 1013. */
  readonly readTimeoutMs: number;
  /** Milliseconds for the client's answer to a close; then the connection is cut. */
  readonly closeTimeoutMs: number;
}

/** Server-sent events; one response holds one operation. */
export interface EventStreamSettings {
  /** Open streams. Beyond: 503. */
  readonly maxStreams: number;
  /** Milliseconds between comments, so that proxies do not close a quiet stream as dead. */
  readonly keepAliveMs: number;
  /** Milliseconds for which a client may read nothing while something waits for it. Beyond: the stream is cut off. */
  readonly readTimeoutMs: number;
  /** Milliseconds for a client to read the end of a stream that is cut off; then the connection is cut. */
  readonly closeTimeoutMs: number;
}

export const defaultServerSettings: ServerSettings = {
  host: '127.0.0.1',
  port: 8080,
  allowedHosts: [],
  allowedOrigins: [],
  limits: {
    maxTokens: 2000,
    maxNesting: 100,
    maxNameLength: 100,
    maxDepth: 12,
    maxAliases: 50,
    maxRootFields: 20,
    maxCost: 50_000,
  },
  maxBodyBytes: 256 * 1024,
  requestTimeoutMs: 30_000,
  webSocket: {
    maxSockets: 1000,
    maxOperations: 100,
    initTimeoutMs: 5000,
    pingIntervalMs: 15_000,
    maxBufferedBytes: 1024 * 1024,
    readTimeoutMs: 30_000,
    closeTimeoutMs: 1000,
  },
  eventStreams: {
    maxStreams: 1000,
    keepAliveMs: 15_000,
    readTimeoutMs: 30_000,
    closeTimeoutMs: 1000,
  },
  readyLagSeconds: 30,
  closeTimeoutMs: 2000,
};

import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { type DestinationStream, pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Services } from '../../src/resolvers/context.ts';
import { createServer, type RunningServer } from '../../src/server/create-server.ts';
import {
  defaultServerSettings,
  type EventStreamSettings,
  type ServerSettings,
  type WebSocketSettings,
} from '../../src/server/settings.ts';
import { type SeededServices, seededServices } from './seeded-services.ts';

export interface TestServer extends RunningServer {
  readonly port: number;
  readonly services: SeededServices;
  /** The log's lines so far. */
  readonly lines: Record<string, unknown>[];
  /** The first line that matches, waited for. */
  line(matches: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
}

type Changes = Partial<Omit<ServerSettings, 'webSocket' | 'eventStreams' | 'limits'>> & {
  readonly eventStreams?: Partial<EventStreamSettings>;
  readonly webSocket?: Partial<WebSocketSettings>;
  readonly limits?: Partial<ServerSettings['limits']>;
};

/** A server on a free port of this machine, closed when the test ends; `changed` replaces parts of its services. */
export async function startServer(
  changes: Changes = {},
  changed: Partial<Services> = {},
): Promise<TestServer> {
  const services: SeededServices = Object.assign(await seededServices(), changed);
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  const destination: DestinationStream = {
    write: (text) => {
      lines.push(JSON.parse(text));
      for (const look of waiting) look();
    },
  };
  const { webSocket, eventStreams, limits } = defaultServerSettings;
  const server = await createServer({
    services,
    settings: {
      ...defaultServerSettings,
      port: 0,
      ...changes,
      webSocket: { ...webSocket, ...changes.webSocket },
      eventStreams: { ...eventStreams, ...changes.eventStreams },
      limits: { ...limits, ...changes.limits },
    },
    logger: pino({ level: 'debug' }, destination),
  });
  onTestFinished(() => server.close());
  return {
    ...server,
    services,
    lines,
    port: Number(new URL(server.url).port),
    line: (matches) =>
      new Promise((resolve) => {
        const look = (): void => {
          const line = lines.find(matches);
          if (line === undefined) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        look();
      }),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request, with exactly these headers: fetch would not let a test forge Host or Origin. */
export function send(
  server: { readonly port: number },
  {
    method = 'POST',
    path = '/graphql',
    headers = {},
    body,
  }: { method?: string; path?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, method, path, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** A POST of an operation; `accept` as the specification's own media type unless told otherwise. */
export function post(
  server: { readonly port: number },
  query: string,
  variables: Record<string, unknown> = {},
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  return send(server, {
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
}

/** The errors of an answer. */
export const errorsOf = ({ text }: Answer): { message: string; extensions: Record<string, unknown> }[] =>
  JSON.parse(text).errors;

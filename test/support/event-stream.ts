import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { onTestFinished } from 'vitest';

/** An event of a stream; comments are left out. */
export interface StreamEvent {
  readonly event: string | null;
  readonly id: string | null;
  readonly data: { data?: Record<string, unknown>; errors?: unknown } | null;
}

/** The complete events in the text of a stream. */
export const eventsOf = (text: string): StreamEvent[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .filter((block) => !block.startsWith(':'))
    .map((block) => {
      const field = (name: string): string | null =>
        new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? null;
      return { event: field('event'), id: field('id'), data: JSON.parse(field('data') || 'null') };
    });

export interface TestStream {
  readonly response: IncomingMessage;
  /** The next event, waited for; null once the stream has ended. */
  next(): Promise<StreamEvent | null>;
  /** All that has come, comments too. */
  text(): string;
}

/** Opens an event stream and reads it by hand. */
export function openStream(
  server: { readonly port: number },
  query: string,
  {
    headers = {},
    variables = {},
  }: { headers?: OutgoingHttpHeaders; variables?: Record<string, unknown> } = {},
): Promise<TestStream> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port: server.port,
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
      },
      (response) => {
        let text = '';
        let rest = '';
        let ended = false;
        let arrived = (): void => undefined;
        const events: StreamEvent[] = [];
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
          rest += part;
          const end = rest.lastIndexOf('\n\n') + 2;
          if (end < 2) return;
          events.push(...eventsOf(rest.slice(0, end)));
          rest = rest.slice(end);
          arrived();
        });
        response.on('close', () => {
          ended = true;
          arrived();
        });
        response.on('error', () => undefined);
        const next = async (): Promise<StreamEvent | null> => {
          while (events.length === 0 && !ended) {
            await new Promise<void>((resolve) => {
              arrived = resolve;
            });
          }
          return events.shift() ?? null;
        };
        resolve({ response, next, text: () => text });
      },
    );
    onTestFinished(() => void request.destroy());
    request.on('error', reject);
    request.end(JSON.stringify({ query, variables }));
  });
}

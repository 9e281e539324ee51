import { UsageError } from '../errors.ts';

/** Where a server takes GraphQL, over HTTP and over WebSocket. */
export interface Endpoint {
  readonly http: string;
  readonly webSocket: string;
  /** Whether paths on this machine are paths of the server. */
  readonly local: boolean;
}

/** @throws UsageError when the text is no http or https address, or has a user or password, which is not shown again. */
export function parseEndpoint(text: string): Endpoint {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new UsageError(
      `"${text}" is not the address of a server.`,
      'Give --url (or WINNOW_URL) as in http://127.0.0.1:8080.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      'The address of a server takes no user and no password: there is no sign-in yet.',
      'Give --url (or WINNOW_URL) without them, as in http://127.0.0.1:8080.',
    );
  }
  // No part of a request, and refused in the address of a WebSocket.
  url.hash = '';
  if (url.pathname === '/') url.pathname = '/graphql';
  const webSocket = new URL(url);
  webSocket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return { http: url.href, webSocket: webSocket.href, local };
}

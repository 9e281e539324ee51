import { UsageError } from '../errors.ts';

/** The URLs of a server's GraphQL API over HTTP and WebSocket. */
export interface Endpoint {
  readonly http: string;
  readonly webSocket: string;
  /** Whether the server is on this host, with the same paths. */
  readonly local: boolean;
}

/** @throws UsageError when the text is not an http or https URL, or contains a user or password, which is not repeated. */
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
  // A fragment is not sent, and not allowed in the URL of a WebSocket.
  url.hash = '';
  if (url.pathname === '/') url.pathname = '/graphql';
  const webSocket = new URL(url);
  webSocket.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return { http: url.href, webSocket: webSocket.href, local };
}

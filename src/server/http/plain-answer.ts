import type { Duplex } from 'node:stream';

// To import it takes all that it exports, and with that, unused, Node's fetch: 3 MB of memory.
const { STATUS_CODES, maxHeaderSize } = process.getBuiltinModule('node:http');

/** How much the URL and the headers of a request may have, in bytes. */
export const maxHeadersBytes = maxHeaderSize;

/** Answers in plain HTTP where there is no response to write to, and closes the connection. */
export function answerPlainly(socket: Duplex, status: number, message: string): void {
  // The peer may be gone already, which needs no handling.
  socket.on('error', () => socket.destroy());
  const body = `${message}\n`;
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

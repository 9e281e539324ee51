import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

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

import type { WebSocket as GraphQLSocket } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { WebSocketSettings } from '../settings.ts';

/** Try again later: clients connect again and resume. */
const tryAgainLater = 1013;

export interface BoundedSocket extends Pick<GraphQLSocket, 'protocol' | 'send' | 'close'> {
  pong(data: Buffer): void;
}

/**
 * A socket whose unread data is bounded. Each operation's next payload waits until the last one was handed over, so that a
 * client that reads nothing holds up itself alone; after a time, or when too much waits, it is closed.
 */
export function boundedSocket(socket: WebSocket, settings: WebSocketSettings): BoundedSocket {
  let waiting = 0;
  let unread: NodeJS.Timeout | null = null;

  let cut: NodeJS.Timeout | null = null;
  const close = (code: number, reason: string): void => {
    socket.close(code, reason);
    cut ??= setTimeout(() => socket.terminate(), settings.closeTimeoutMs);
  };
  const giveUp = (): void => close(tryAgainLater, 'Too slow: read faster, and resume with the last cursor');
  const handedOver = (): void => {
    waiting -= 1;
    if (unread === null) return;
    if (waiting > 0) return void unread.refresh();
    clearTimeout(unread);
    unread = null;
  };
  socket.once('close', () => {
    if (unread) clearTimeout(unread);
    if (cut) clearTimeout(cut);
  });

  return {
    protocol: socket.protocol,
    close,
    send: (data) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > settings.maxBufferedBytes) {
          giveUp();
          return resolve();
        }
        waiting += 1;
        // An error means that the socket is closing, which ends its operations by itself.
        socket.send(data, () => {
          handedOver();
          resolve();
        });
        if (socket.bufferedAmount > 0) unread ??= setTimeout(giveUp, settings.readTimeoutMs);
      }),
    pong: (data) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > settings.maxBufferedBytes) giveUp();
      else socket.pong(data);
    },
  };
}

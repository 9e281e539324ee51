import type { WebSocket, WebSocketServer } from 'ws';

/** Pings every socket, and drops those that have not answered the previous ping. Returns the function that stops it. */
export function keepAlive(sockets: WebSocketServer, intervalMs: number): () => void {
  const unanswered = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (unanswered.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        unanswered.add(socket);
        socket.ping();
      }
    }
  }, intervalMs);
  sockets.on('connection', (socket: WebSocket) => socket.on('pong', () => unanswered.delete(socket)));
  return () => clearInterval(timer);
}

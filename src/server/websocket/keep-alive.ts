import type { WebSocket, WebSocketServer } from 'ws';

/** Pings every socket, and drops those that have not answered the ping before. Answers the function that stops it. */
export function keepAlive(sockets: WebSocketServer, intervalMs: number): () => void {
  const silent = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        silent.add(socket);
        socket.ping();
      }
    }
  }, intervalMs);
  sockets.on('connection', (socket: WebSocket) => socket.on('pong', () => silent.delete(socket)));
  return () => clearInterval(timer);
}

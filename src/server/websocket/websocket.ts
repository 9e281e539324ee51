import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  CloseCode,
  handleProtocols,
  MessageType,
  parseMessage,
  type Server,
  stringifyMessage,
} from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { answerPlainly } from '../http/plain-answer.ts';
import type { ServerParts } from '../server-parts.ts';
import { boundedSocket } from './bounded-socket.ts';
import { keepAlive } from './keep-alive.ts';
import { protocolServer, type RunningOperations } from './protocol-server.ts';

/** Service restart: clients connect again and resume. */
const serviceRestart = 1012;

export interface WebSocketSide {
  /** Closes every socket with 1012, and cuts those that do not answer in time. */
  close(): Promise<void>;
}

/** GraphQL over WebSocket, on the HTTP server's own port and path. */
export function attachWebSocket(http: HttpServer, parts: ServerParts): WebSocketSide {
  const { settings, logger, check } = parts;
  const { webSocket } = settings;
  const protocol = protocolServer(parts);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    autoPong: false,
    maxPayload: settings.maxBodyBytes,
    handleProtocols,
  });
  const stopPings = keepAlive(sockets, webSocket.pingIntervalMs);
  let closing = false;

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const problem = closing
      ? ({ status: 503, message: 'The server is closing: try again in a few seconds.' } as const)
      : refusalOf(request, sockets.clients.size);
    if (problem) {
      logger.info({ path: pathOf(request), status: problem.status }, 'websocket refused');
      return answerPlainly(socket, problem.status, problem.message);
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      sockets.emit('connection', opened, request);
      serve(opened, protocol, parts);
    });
  });

  const refusalOf = (request: IncomingMessage, open: number) => {
    const caller = check(request.headers);
    if (caller) return { status: 403, message: caller.message } as const;
    if (pathOf(request) !== '/graphql') {
      return { status: 404, message: 'There is no WebSocket here: GraphQL is at /graphql.' } as const;
    }
    if (open < webSocket.maxSockets) return null;
    return {
      status: 503,
      message: `The server has ${open} WebSockets open, at most ${webSocket.maxSockets} are allowed: close some, or try again later.`,
    } as const;
  };

  return {
    close: async () => {
      closing = true;
      stopPings();
      const cut = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, webSocket.closeTimeoutMs);
      for (const socket of sockets.clients) socket.close(serviceRestart, 'Service restart');
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      clearTimeout(cut);
    },
  };
}

/** Whether a message is one that only servers send: graphql-ws throws at one as at any fault. */
function isOfServer(text: string): boolean {
  const { type } = parseMessage(text);
  return type === MessageType.ConnectionAck || type === MessageType.Next || type === MessageType.Error;
}

/** The answer to a ping; null where its payload is nested too deeply to be written, which unlike reading is recursive. */
function pongOf(payload: Record<string, unknown> | undefined): string | null {
  try {
    return stringifyMessage({ type: MessageType.Pong, ...(payload && { payload }) });
  } catch {
    return null;
  }
}

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0] ?? url;

function serve(socket: WebSocket, server: Server<RunningOperations>, parts: ServerParts): void {
  const { settings, logger } = parts;
  const { send, close, pong, protocol } = boundedSocket(socket, settings.webSocket);
  const closed = server.opened(
    {
      protocol,
      send,
      close,
      onPing: (payload) => {
        const answer = pongOf(payload);
        return answer === null
          ? close(CloseCode.BadRequest, 'A ping that is nested too deeply')
          : send(answer);
      },
      onMessage: (handle) =>
        socket.on('message', (data) => {
          const text = String(data);
          handle(text).catch((fault: Error) => {
            if (isOfServer(text))
              return close(CloseCode.BadRequest, 'Only servers send messages of this type');
            logger.error({ err: fault }, 'websocket message met a fault');
            close(CloseCode.InternalServerError, 'Winnow met a fault of its own');
          });
        }),
    },
    new Map(),
  );
  socket.on('ping', pong);
  // What a client does wrong on the protocol's level (too large a message, broken frames); ws closes the socket itself.
  socket.on('error', (problem) => logger.info({ problem: problem.message }, 'websocket broke the protocol'));
  socket.once('close', (code, reason) => {
    closed(code, String(reason)).catch((fault: Error) => {
      logger.error({ err: fault }, 'a subscription could not be ended');
    });
    logger.debug({ code }, 'websocket closed');
  });
}

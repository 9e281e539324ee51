import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '../domain/actor.ts';

/** Who sends a request or opens a WebSocket. */
export type Authenticate = (headers: IncomingHttpHeaders) => Actor;

/** Everyone who reaches a server without sign-in is somebody on this machine. */
export const localUser: Authenticate = () => ({ kind: 'USER', id: 'local' });

import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from '../domain/actor.ts';

/** Who sends a request or opens a WebSocket. */
export type Authenticate = (headers: IncomingHttpHeaders) => Actor;

/** Without sign-in every caller is a local user of this host. */
export const localUser: Authenticate = () => ({ kind: 'USER', id: 'local' });

import type { IncomingHttpHeaders } from 'node:http';
import { quoted } from '../common/shorten.ts';
import { isLoopback } from './listen-address.ts';

/** Why a request is refused before anything else of it is read. */
export interface CallerProblem {
  readonly code: 'HOST_NOT_ALLOWED' | 'ORIGIN_NOT_ALLOWED';
  readonly message: string;
}

export interface CallerRules {
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

/**
 * Keeps web pages out. A page elsewhere that gives this host's address a name of its own (DNS rebinding) has that
 * name in Host; one that calls this server directly has its own Origin, on WebSockets too.
 */
export function callerCheck({ allowedHosts, allowedOrigins }: CallerRules) {
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()));
  const origins = new Set(allowedOrigins);
  return ({ host, origin }: IncomingHttpHeaders): CallerProblem | null => {
    const name = host === undefined ? '' : hostName(host);
    if (!isLoopback(name) && !hosts.has(name)) {
      return {
        code: 'HOST_NOT_ALLOWED',
        message: `The Host header ${quoted(host ?? '')} is not this server's: use localhost or 127.0.0.1, or name the host in the server's allowed hosts (WINNOW_ALLOWED_HOSTS).`,
      };
    }
    if (
      origin === undefined ||
      origin === `http://${host}` ||
      origin === `https://${host}` ||
      origins.has(origin)
    ) {
      return null;
    }
    return {
      code: 'ORIGIN_NOT_ALLOWED',
      message: `Pages of ${quoted(origin)} may not call this server: name that origin in the server's allowed origins (WINNOW_ALLOWED_ORIGINS) if they should.`,
    };
  };
}

/**
 * Whether a browser requests something for a page elsewhere without Origin, as for an image or a frame: it sends the page's
 * relation to the server in Sec-Fetch-Site. Such a page could not read the answer, but cause load.
 */
export function fromForeignPage({ origin, ...headers }: IncomingHttpHeaders): CallerProblem | null {
  const site = headers['sec-fetch-site'];
  if (origin !== undefined || (site !== 'cross-site' && site !== 'same-site')) return null;
  return {
    code: 'ORIGIN_NOT_ALLOWED',
    message:
      "A page elsewhere may call this server by fetch or EventSource alone, which send its Origin: name that origin in the server's allowed origins (WINNOW_ALLOWED_ORIGINS).",
  };
}

/** Without the port; an IPv6 address without its brackets. */
function hostName(host: string): string {
  const [, ipv6, name] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::\d+)?$/i.exec(host) ?? [];
  return (ipv6 ?? name ?? '').toLowerCase();
}

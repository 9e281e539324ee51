import { setTimeout as wait } from 'node:timers/promises';
import { parseEndpoint } from '../../../src/cli/client/endpoint.ts';
import type { GraphqlClient } from '../../../src/cli/client/graphql-client.ts';
import { networkClient } from '../../../src/cli/client/network-client.ts';
import type { CrashPoint } from '../../../src/common/crash-points.ts';
import { patience } from '../patience.ts';
import type { ServerProcess, Site } from '../server-process.ts';

/** How long a client waits for a server that may be stopped, in milliseconds. */
const requestTimeout = patience(1000);

/** A server must be back so long after the last fault, in milliseconds. */
const backMs = patience(15_000);

/** A server that is started again whenever it ends, as a service manager would. */
export interface KeptServer {
  /** A client of it that gives up soon; null while it is not there. */
  client(): GraphqlClient | null;
  signal(signal: NodeJS.Signals): boolean;
  /** Ends it by that signal; it is back after a while, and then dies at that point. */
  end(signal: NodeJS.Signals, awayMs: number, crashAt: CrashPoint | null): boolean;
  /** Resolves once it is there. */
  untilThere(): Promise<void>;
  /** Resolves once it is there, and will not die by itself; throws what it said last when it does not come. */
  untilWell(): Promise<void>;
  logs(): string;
  /** How it ended where nobody had ended it. */
  readonly surprises: readonly string[];
  stop(): Promise<void>;
}

interface Life {
  readonly server: ServerProcess;
  readonly client: GraphqlClient;
  readonly crashAt: CrashPoint | null;
}

/** Keeps a server of a site alive under a name, until it is stopped. */
export function keepServer(
  site: Site,
  name: string,
  environment: Readonly<Record<string, string>>,
  firstCrashAt: CrashPoint | null,
): KeptServer {
  let life: Life | null = null;
  let next: { awayMs: number; crashAt: CrashPoint | null } | null = { awayMs: 0, crashAt: firstCrashAt };
  let ending = false;
  const logs: string[] = [];
  const surprises: string[] = [];
  const clients: GraphqlClient[] = [];

  async function live(crashAt: CrashPoint | null): Promise<void> {
    const server = await site
      .start({ ...environment, ...(crashAt === null ? {} : { WINNOW_CRASH_AT: crashAt }) }, { name })
      // A store that goes away while a server starts ends it; it is started again.
      .catch((error: unknown) => void logs.push(`not started: ${error}`));
    if (!server) return;
    const client = networkClient(parseEndpoint(server.url), { requestTimeout, reconnectFor: 0 });
    life = { server, client, crashAt };
    const how = await server.ended;
    life = null;
    logs.push(`${server.log()}ended: ${how}\n`);
    const asked = next !== null || ending || (crashAt !== null && how === 'SIGKILL');
    if (!asked || (how !== 'SIGKILL' && how !== 0)) surprises.push(`server ${name} ended with ${how}`);
    // Its client is left open: closed by us, subscriptions would seem to have come to their end.
    clients.push(client);
    await server.kill('SIGKILL');
  }

  const living = (async () => {
    while (!ending) {
      const { awayMs, crashAt } = next ?? { awayMs: 200, crashAt: null };
      next = null;
      await wait(awayMs);
      await live(crashAt);
    }
  })();

  function end(signal: NodeJS.Signals, awayMs: number, crashAt: CrashPoint | null): boolean {
    if (life === null) return false;
    next = { awayMs, crashAt };
    life.server.process.kill(signal);
    return true;
  }

  return {
    client: () => life?.client ?? null,
    signal: (signal) => life?.server.process.kill(signal) ?? false,
    end,
    async untilThere() {
      while (life === null) await wait(20);
    },
    async untilWell() {
      const giveUpAt = Date.now() + backMs;
      for (; life === null || life.crashAt !== null; await wait(50)) {
        if (Date.now() >= giveUpAt)
          throw new Error(`Server ${name} does not come back. It said last: ${logs.join('\n').slice(-1500)}`);
        end('SIGKILL', 0, null);
      }
    },
    logs: () => [...logs, life?.server.log() ?? ''].join('\n'),
    surprises,
    async stop() {
      ending = true;
      life?.server.process.kill('SIGKILL');
      await living;
      for (const client of clients) await client.close();
    },
  };
}

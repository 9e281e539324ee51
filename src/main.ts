import { join } from 'node:path';
import type { GraphQLSchema } from 'graphql';
import { type Logger, pino } from 'pino';
import { logDestination } from './common/log-destination.ts';
import { makeDirectory } from './common/make-directory.ts';
import { messageOf } from './common/message-of.ts';
import type { Settings } from './config.ts';
import { knownOf } from './create-fleet.ts';
import { createServices } from './create-services.ts';
import { registerFleet } from './discovery/register-fleet.ts';
import { StoreDown } from './event-store/errors.ts';
import type { Position } from './event-store/event-store.ts';
import { type HealthWatch, watchHealth } from './event-store/health-watch.ts';
import { openEventStore } from './event-store/open-event-store.ts';
import { claimStore, type StoreOwned } from './event-store/ownership/claim.ts';
import { assertNoUnfinishedImport } from './event-store/transfer/import-marker.ts';
import type { Host } from './hosts/host.ts';
import { DirectoryUnusable, findLocalDirectories, openLocalHost } from './hosts/open-local-host.ts';
import { openProjections, type Projections } from './projections/open-projections.ts';
import { onlyReadable } from './projections/readable/assert-readable.ts';
import type { Services } from './resolvers/context.ts';
import { schema } from './resolvers/schema.ts';
import { createServer } from './server/create-server.ts';
import { reservePort } from './server/listen.ts';
import { assertLoopback } from './server/listen-address.ts';

export { DirectoryUnusable } from './hosts/open-local-host.ts';
export { UnsafeListenAddress } from './server/listen-address.ts';

export interface StartOptions {
  /** Directories to register as storage domains beside those of the settings. */
  readonly directories?: readonly string[];
  /** Whether to answer over HTTP and WebSocket; otherwise only this process can send requests. */
  readonly listen: boolean;
  /** Whether to start and follow runs; a command that only reads does not. */
  readonly coordinate: boolean;
  readonly logger?: Logger;
  /** Aborts the start while it waits for an event store that does not answer. */
  readonly signal?: AbortSignal;
}

export interface Winnow {
  readonly services: Services;
  readonly schema: GraphQLSchema;
  /** Where it listens, null when it does not. */
  readonly url: string | null;
  /** Builds all views again from the events. */
  rebuildProjections(): Promise<void>;
  /** Stops; runs on the host go on, and the next start picks them up. */
  close(): Promise<void>;
}

/** Another process uses the state directory. */
export class StateDirectoryOwned extends Error {
  override readonly name = 'StateDirectoryOwned';
  readonly owner: StoreOwned['owner'];
  constructor(directory: string, owner: StoreOwned['owner']) {
    const where = owner.url === null ? '' : ` at ${owner.url}`;
    super(
      `The state directory ${directory} is in use by \`${owner.command}\` (process ${owner.pid}${where}). ` +
        'Use that server, stop it, or choose another directory with --state-dir.',
    );
    this.owner = owner;
  }
}

/** Starts Winnow with all its parts; where one cannot start, ends those that were started before it. */
export async function startWinnow(settings: Settings, options: StartOptions): Promise<Winnow> {
  const { stateDirectory } = settings;
  const { signal = new AbortController().signal } = options;
  const logger = options.logger ?? pino({ level: settings.logLevel }, logDestination());
  const undo: (() => Promise<unknown> | unknown)[] = [];
  const close = async () => {
    for (const end of undo.splice(0).reverse()) await end();
  };
  try {
    if (options.listen) assertLoopback(settings.server.host);
    const given = [...settings.directories, ...(options.directories ?? [])];
    const directories = await findLocalDirectories(given, ownDirectoriesOf(settings));
    const claim = await claimStore(stateDirectory, commandLine());
    if (!claim.claimed) throw new StateDirectoryOwned(stateDirectory, claim.owner);
    undo.push(() => claim.release());
    const reserved = options.listen ? await reservePort(settings.server) : null;
    undo.push(() => reserved?.release());

    const store = onlyReadable(await openEventStore(settings.eventStore));
    undo.push(() => store.close());
    const health = await watchHealth(store);
    undo.push(() => health.stop());
    await untilAvailable(health, logger, signal, options.listen);
    await assertNoUnfinishedImport(store);
    const projections = await openProjections({
      store,
      file: join(stateDirectory, 'views.db'),
      logger,
      giveUp: !options.listen,
    });
    undo.push(() => projections.close());
    await Promise.race([projections.whole, whenAborted(signal)]);

    const host = await openHost(settings, projections);
    const { views, projector } = projections;
    const untilShown = (position: Position) => projector.waitFor(position, settings.viewTimeoutMs);
    await registerFleet({ store, views, untilShown, now: () => new Date() }, host, directories);
    const parts = createServices({
      settings,
      store,
      health,
      projections,
      host,
      logger,
      coordinate: options.coordinate,
    });
    undo.push(() => parts.stop());

    const { services } = parts;
    const server = options.listen
      ? await createServer({ services, settings: settings.server, logger, reserved })
      : null;
    if (server !== null) {
      undo.push(() => server.close());
      claim.announce(server.url);
      parts.listensAt(server.url);
      parts.scanBySchedule();
      logger.info({ url: server.url, stateDirectory, directories }, 'winnow is ready');
    }
    return {
      services,
      schema,
      url: server?.url ?? null,
      rebuildProjections: () => projections.projector.rebuild(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The start was aborted while it waited for the event store, or for the views to be built. */
export class StartAborted extends Error {
  override readonly name = 'StartAborted';
  constructor() {
    super('The start was aborted.');
  }
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const abort = () => reject(new StartAborted());
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });

/** How long a command waits for an event store on other machines, in milliseconds: its user can try again. */
const commandWaitsMs = 10_000;

/** Waits for the event store: a command for a bounded time, a server for as long as it takes. */
async function untilAvailable(
  health: HealthWatch,
  logger: Logger,
  signal: AbortSignal,
  serves: boolean,
): Promise<void> {
  const { available, problem, kind } = health.current();
  if (available) return;
  logger.warn({ problem }, 'waiting for the event store');
  const patience = kind === 'SQLITE' ? 0 : commandWaitsMs;
  await health.untilAvailable(serves ? signal : AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  if (signal.aborted) throw new StartAborted();
  const { available: nowAvailable, problem: left, retryable = true } = health.current();
  if (!nowAvailable) throw new StoreDown(left ?? 'The event store does not answer.', retryable);
}

/** The directories in which Winnow keeps its own state. */
const ownDirectoriesOf = ({ stateDirectory, runsDirectory }: Settings): string[] => [
  stateDirectory,
  runsDirectory,
];

async function openHost(settings: Settings, { views }: Projections): Promise<Host> {
  const { runsDirectory, tools, libvirtUri } = settings;
  try {
    makeDirectory(runsDirectory);
  } catch (cause) {
    const problem = messageOf(cause);
    throw new DirectoryUnusable(
      `The directory of the records of runs, ${runsDirectory}, cannot be created (${problem}). Correct WINNOW_RUNS_DIR, or let this user write there.`,
      { cause },
    );
  }
  return openLocalHost({
    runsDirectory,
    ownDirectories: ownDirectoriesOf(settings),
    tools,
    libvirtUri,
    known: (id) => knownOf(views, id),
  });
}

/** The command of this process, for those who find the state directory in use. */
export const commandLine = (): string => ['winnow', ...process.argv.slice(2)].join(' ');

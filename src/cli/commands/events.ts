import { Command } from 'commander';
import { loadSettings, type Settings } from '../../config.ts';
import { openEventStore, openEventStoreForReading } from '../../event-store/open-event-store.ts';
import { claimStore } from '../../event-store/ownership/claim.ts';
import { exportEvents } from '../../event-store/transfer/export-events.ts';
import { openExport, writeExport, writeExportFile } from '../../event-store/transfer/export-file.ts';
import type { Trailer } from '../../event-store/transfer/format.ts';
import { importEvents } from '../../event-store/transfer/import-events.ts';
import { assertNoUnfinishedImport } from '../../event-store/transfer/import-marker.ts';
import { commandLine, StateDirectoryOwned } from '../../main.ts';
import { type CommandContext, withJson } from '../actions/command-context.ts';
import { stateDirectoryOf } from '../actions/embedded.ts';
import { CommandFailure, exitCodes, OutputLost, UsageError } from '../errors.ts';
import { printJson } from '../output/messages.ts';
import type { Output, Terminal } from '../output/terminal.ts';

interface EventsOptions {
  readonly stateDir?: string;
  readonly eventStore?: string;
  readonly json?: boolean;
}

const standard = '-';

/** `winnow events`: exports all events of a store, and imports them into an empty one. */
export function eventsCommand(context: CommandContext): Command {
  return new Command('events')
    .description('export all events of a store, and import them into an empty one')
    .addCommand(exportCommand(context))
    .addCommand(importCommand(context));
}

function exportCommand({ terminal }: CommandContext): Command {
  const command = new Command('export')
    .description('write all events, one per line, with a checksum on each and a digest at the end')
    .argument('[file]', 'a new file; - is standard output', standard)
    .addHelpText(
      'after',
      `
Works while a server uses the store; events appended after the start are left out.

Examples:
  $ winnow events export backup.jsonl
  $ winnow events export | zstd > backup.jsonl.zst`,
    );
  return withStore(command).action(async (file: string, options: EventsOptions) => {
    if (file === standard && options.json) {
      throw new UsageError('--json and the events both need standard output.', 'Name a file for the events.');
    }
    await using ending = new AsyncDisposableStack();
    const store = await openEventStoreForReading(settingsOf(options, terminal).eventStore);
    ending.defer(() => store.close());
    await assertNoUnfinishedImport(store);
    const lines = exportEvents(store);
    const trailer =
      file === standard
        ? await throughOutput(() => writeExport(lines, terminal.data.output))
        : await fileWork(file, () => writeExportFile(lines, file));
    const output = file === standard ? terminal.stderr : terminal.stdout;
    report('exported', trailer, file, options, output, terminal);
  });
}

function importCommand({ terminal }: CommandContext): Command {
  const command = new Command('import')
    .description('import exported events into an empty store, keeping order and revisions')
    .argument('[file]', 'the output of `winnow events export`; - is standard input', standard)
    .addHelpText(
      'after',
      `
The whole file is checked before anything is stored, and the content of the store
afterwards. An interrupted import continues when it is started again with the same
file; until it is complete, no server uses the store.

Examples:
  $ winnow events import backup.jsonl --state-dir /srv/winnow
  $ winnow events import backup.jsonl --event-store esdb://127.0.0.1:2113?tls=false`,
    );
  return withStore(command).action(async (file: string, options: EventsOptions) => {
    const settings = settingsOf(options, terminal);
    await using ending = new AsyncDisposableStack();
    const exported = await fileWork(file, () => openExport(file === standard ? terminal.data.input : file));
    ending.defer(exported.close);
    ending.defer(await claim(settings));
    const store = await openEventStore(settings.eventStore);
    ending.defer(() => store.close());
    const trailer = await importEvents(store, exported.source);
    report('imported', trailer, file, options, terminal.stdout, terminal);
  });
}

const withStore = (command: Command): Command =>
  withJson(
    command
      .option('--state-dir <directory>', 'where the embedded store is (also WINNOW_STATE_DIR)')
      .option('--event-store <address>', 'an EventStoreDB instead, esdb://… (also WINNOW_EVENT_STORE)'),
  );

function settingsOf(options: EventsOptions, terminal: Terminal): Settings {
  return loadSettings({
    ...terminal.env,
    WINNOW_STATE_DIR: stateDirectoryOf(options, terminal),
    // --state-dir means the embedded store in it, even if the environment names another store.
    WINNOW_EVENT_STORE:
      options.eventStore ?? (options.stateDir === undefined ? terminal.env.WINNOW_EVENT_STORE : undefined),
    WINNOW_EVENT_STORE_FILE:
      options.eventStore === undefined && options.stateDir === undefined
        ? terminal.env.WINNOW_EVENT_STORE_FILE
        : undefined,
  });
}

/** Claims the embedded store, so that no server uses it; answers with how to release it. */
async function claim({ eventStore, stateDirectory }: Settings): Promise<() => void> {
  if (eventStore.kind !== 'SQLITE') return () => undefined;
  const claimed = await claimStore(stateDirectory, commandLine());
  if (!claimed.claimed) throw new StateDirectoryOwned(stateDirectory, claimed.owner);
  return claimed.release;
}

/** Standard output reports its own errors, once for all commands. */
async function throughOutput<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Error && 'syscall' in error && error.syscall === 'write'
      ? new OutputLost(error)
      : error;
  }
}

async function fileWork<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    const taken = error.code === 'EEXIST';
    throw new CommandFailure(
      taken ? `${file} already exists, and is not overwritten.` : `${file}: ${error.message}`,
      {
        code: taken ? 'FILE_EXISTS' : 'FILE_UNUSABLE',
        exitCode: taken ? exitCodes.REFUSED : exitCodes.FAILED,
        remedy: taken ? 'Name another file, or remove it first.' : null,
        cause: error,
      },
    );
  }
}

function report(
  done: 'exported' | 'imported',
  { events, sha256 }: Trailer,
  file: string,
  { json }: EventsOptions,
  output: Output,
  { stdout }: Terminal,
): void {
  const where = file === standard ? '' : ` (${file})`;
  if (json) printJson(stdout, { ok: true, events, sha256 });
  else output.write(`${events} events were ${done}${where}. SHA-256 ${sha256}\n`);
}

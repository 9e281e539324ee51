import { readFileSync } from 'node:fs';
import type { RunId } from '../domain/ids.ts';
import { HostUnreachable, type MayAct, type RunState } from './host.ts';
import type { CommandResult, Transport } from './transport.ts';

/** What a host kept of a run. Sizes are st_blocks × 512; null is what could not be measured. */
export interface RunRecord {
  readonly state: RunState;
  /** The path that the run worked on; null when nothing is kept of it. */
  readonly imagePath: string | null;
  /** As a shell has it: above 128, the tool was killed by that signal. Null unless FINISHED. */
  readonly exitStatus: number | null;
  readonly sizeBefore: number | null;
  readonly sizeAfter: number | null;
  /** Whether the path led to the same file after the run as before. Null unless FINISHED. */
  readonly image: 'SAME' | 'GONE' | 'REPLACED' | null;
  readonly stopAsked: boolean;
  readonly durationSeconds: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

export type StartAnswer = { readonly started: true } | { readonly started: false; readonly why: string };

/** The runs of one host, held there by a shell script that is sent along with each question. */
export interface Supervisor {
  /** Also true when a run was started under this id before, by whomever. */
  start(runId: RunId, image: string, tool: readonly string[], mayStart?: MayAct): Promise<StartAnswer>;
  state(runId: RunId): Promise<RunState>;
  /** Tells the lines of supervisor.sh's `follow`; resolves when the run is over, or the signal aborts. */
  follow(runId: RunId, onLine: (line: string) => void, signal: AbortSignal): Promise<void>;
  stop(runId: RunId, how: 'GRACEFUL' | 'FORCE', mayStop?: MayAct): Promise<void>;
  collect(runId: RunId): Promise<RunRecord>;
  /** False when the run lives still, and so was not forgotten. */
  forget(runId: RunId): Promise<boolean>;
  list(): Promise<readonly string[]>;
}

const supervisorScript = readFileSync(new URL('supervisor.sh', import.meta.url), 'utf8');
const runnerScript = readFileSync(new URL('runner.sh', import.meta.url), 'utf8');

// The script gives up by itself well before: the longest, a forced stop, takes 15 s at most.
const answerTimeoutMs = 30_000;

const runStates: ReadonlySet<string> = new Set<RunState>(['UNKNOWN', 'RUNNING', 'FINISHED', 'LOST']);
const isRunState = (text: string): text is RunState => runStates.has(text);

const always: MayAct = () => Number.POSITIVE_INFINITY;

/** `runsDirectory` must be on the host's own storage: what lives in it is told by the processes of that host. */
export function createSupervisor(transport: Transport, runsDirectory: string): Supervisor {
  const commandFor = (command: string, runId: string, args: readonly string[]) => ({
    program: 'sh',
    args: ['-s', '--', command, runsDirectory, checked(runId), ...args],
    stdin: supervisorScript,
  });

  async function ask(command: string, runId: string, ...args: string[]): Promise<string> {
    const result = await transport.run({
      ...commandFor(command, runId, args),
      timeoutMs: answerTimeoutMs,
    });
    if (result.exitCode !== 0) throw unanswered(command, result);
    return result.stdout.trim();
  }

  /** The host's own clock is read first: what is left is counted from a moment that lies before. */
  async function deadline(mayAct: MayAct): Promise<string> {
    if (mayAct() === Number.POSITIVE_INFINITY) return 'none';
    const uptime = Number(await ask('uptime', '-'));
    return String(Math.floor(uptime + mayAct() / 10));
  }

  /** Asks for something that must not happen once it is too late. */
  async function askInTime(
    mayAct: MayAct,
    command: string,
    runId: string,
    ...args: string[]
  ): Promise<string> {
    for (;;) {
      const answer = await ask(command, runId, await deadline(mayAct), ...args);
      if (answer !== 'TOO_LATE') return answer;
    }
  }

  return {
    async start(runId, image, tool, mayStart = always) {
      const answer = await askInTime(mayStart, 'start', runId, image, runnerScript, ...tool);
      if (answer === 'STARTED' || answer === 'ALREADY') return { started: true };
      return { started: false, why: answer.replace(/^NOT_STARTED /, '') };
    },

    async state(runId) {
      const answer = await ask('state', runId);
      if (!isRunState(answer)) throw new HostUnreachable(`The host answered ${JSON.stringify(answer)}.`);
      return answer;
    },

    async follow(runId, onLine, signal) {
      let over = false;
      const command = { ...commandFor('follow', runId, []), signal };
      await transport.stream(command, (line) => {
        if (line.startsWith('x ')) over = true;
        onLine(line);
      });
      if (!over && !signal.aborted) {
        throw new HostUnreachable(`The host stopped telling of run ${runId} before its end.`);
      }
    },

    async stop(runId, how, mayStop = always) {
      await askInTime(mayStop, 'stop', runId, how);
    },

    async collect(runId) {
      const lines: string[] = [];
      await transport.stream(commandFor('collect', runId, []), (line) => lines.push(line));
      return parseRecord(lines);
    },

    async forget(runId) {
      const answer = await ask('forget', runId);
      if (answer === 'FORGOTTEN') return true;
      if (answer === 'RUNNING') return false;
      throw new HostUnreachable(`The host could not remove what it kept of run ${runId}.`);
    },

    async list() {
      // `list` is about no run; its id is any.
      return (await ask('list', '-')).split('\n').filter((line) => line !== '');
    },
  };
}

/** A run's id becomes the name of a directory on the host. */
function checked(runId: string): string {
  if (!/^[\w-][\w.-]{0,200}$/.test(runId)) {
    throw new TypeError(`${JSON.stringify(runId)} cannot be the id of a run.`);
  }
  return runId;
}

function unanswered(command: string, { exitCode, stderr, timedOut }: CommandResult): HostUnreachable {
  const why = timedOut ? `no answer in ${answerTimeoutMs / 1000} s` : `status ${exitCode}: ${stderr.trim()}`;
  return new HostUnreachable(`The host could not be asked to ${command} a run: ${why}`);
}

function parseRecord(lines: readonly string[]): RunRecord {
  const fields = new Map<string, string>();
  const stdout: string[] = [];
  const stderr: string[] = [];
  for (const line of lines) {
    if (line.startsWith('o ')) stdout.push(line.slice(2));
    else if (line.startsWith('e ')) stderr.push(line.slice(2));
    else fields.set(line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1));
  }
  const number = (name: string) => {
    const text = fields.get(name)?.trim();
    return text === undefined || text === '' || Number.isNaN(Number(text)) ? null : Number(text);
  };
  const state = fields.get('state') ?? '';
  if (!isRunState(state)) throw new HostUnreachable('The host did not tell what came of the run.');
  const image = fields.get('image');
  const began = number('began');
  const ended = number('ended');
  return {
    state,
    imagePath: fields.get('path') ?? null,
    exitStatus: number('status'),
    sizeBefore: number('before'),
    sizeAfter: number('after'),
    image: image === 'SAME' || image === 'GONE' || image === 'REPLACED' ? image : null,
    stopAsked: fields.has('stop'),
    durationSeconds: began === null || ended === null ? null : ended - began,
    stdout,
    stderr,
  };
}

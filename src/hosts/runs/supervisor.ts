import { randomUUID } from 'node:crypto';
import { lvmIdInGroups } from '../../domain/disk/volume.ts';
import type { RunId } from '../../domain/ids.ts';
import { HostUnreachable, type MayAct, type RunState } from '../host.ts';
import { type FileUsers, readFileUsers } from '../images/use/file-users.ts';
import { beginMark, framedScript } from '../transport/frame.ts';
import { type Answer, runScript } from '../transport/run-script.ts';
import { scriptsOf } from '../transport/scripts-of.ts';
import type { Transport } from '../transport/transport.ts';
import { createRunLines } from './follow-runs.ts';
import { orderArgs, type RunOrder } from './run-order.ts';
import { isRunState, type RunRecord, readRecord } from './run-record.ts';

export type StartAnswer =
  | { readonly started: true; readonly bootId: string | null }
  /** `users`: who uses the image, where that is why. */
  | { readonly started: false; readonly why: string; readonly users: FileUsers | null }
  /** The host was booted since the run was ordered, and has no record of it. */
  | { readonly started: false; readonly why: null };

const supervisorScript = scriptsOf(
  import.meta.url,
  'follow-run.sh',
  '../volumes/volumes.sh',
  '../volumes/mapped-by-array.sh',
  '../volumes/activation.sh',
  '../images/use/file-users.sh',
  '../transport/privately.sh',
  '../transport/in-scope.sh',
  'supervisor.sh',
);
const runnerScript = scriptsOf(
  import.meta.url,
  '../volumes/volumes.sh',
  '../volumes/mapped-by-array.sh',
  'confine.sh',
  'export-image.sh',
  'runner.sh',
);

// The script gives up by itself well before: the longest, a forced stop, takes 15 s at most.
const answerTimeoutMs = 30_000;

// The heads of both streams as runner.sh keeps them, their tails, and the frame around them.
const maxRecordBytes = 2 * (8 * 1024 * 1024 + 64 * 1024) + 64 * 1024;

const always: MayAct = () => Number.POSITIVE_INFINITY;

/**
 * The runs of one host, held there by a shell script that is sent along with each question. `runsDirectory` must be on the
 * host's own storage: what lives in it is known by the processes of that host.
 */
export function createSupervisor(transport: Transport, runsDirectory: () => string) {
  const argsOf = (command: string, runId: string, args: readonly string[]) => [
    command,
    runsDirectory(),
    checked(runId),
    ...args,
  ];

  async function askAll(command: string, runId: string, ...args: string[]): Promise<Answer> {
    const answer = await runScript(transport, {
      script: supervisorScript,
      args: argsOf(command, runId, args),
      timeoutMs: answerTimeoutMs,
      maxOutputBytes: maxRecordBytes,
    });
    if (answer.heard && answer.exitCode === 0) return answer;
    const why = answer.heard ? `status ${answer.exitCode}` : answer.why;
    throw new HostUnreachable(`The host could not be asked to ${command} a run: ${why}`);
  }

  const ask = async (command: string, runId: string, ...args: string[]) =>
    (await askAll(command, runId, ...args)).text('answer');

  /** Until when it may happen by the host's own clock, counted from a moment that lies before. */
  async function deadline(mayAct: MayAct, uptime: number | null): Promise<string> {
    if (mayAct() === Number.POSITIVE_INFINITY) return 'none';
    const before = uptime ?? (await askAll('uptime', '-')).number('answer');
    if (before === null) throw new HostUnreachable('The host did not report its clock.');
    return String(Math.floor(before + mayAct() / 10));
  }

  /** Asks for something that must not happen once it is too late. */
  async function askInTime(
    mayAct: MayAct,
    command: string,
    runId: string,
    args: readonly string[],
    uptime: number | null = null,
  ): Promise<Answer> {
    for (let known = uptime; ; known = null) {
      const answer = await askAll(command, runId, await deadline(mayAct, known), ...args);
      if (answer.text('answer') !== 'TOO_LATE') return answer;
    }
  }

  const viewOf = (runId: string) => `${runsDirectory()}/${runId}/view`;

  return {
    /**
     * Also true when a run was started under this id before, by whomever. `uptime`: the host's clock a short while ago, so
     * that it need not be asked. `bootId`: the only boot of the host that it may be started in.
     */
    async start(
      runId: RunId,
      order: RunOrder,
      mayStart = always,
      { uptime = null, bootId = null }: { uptime?: number | null; bootId?: string | null } = {},
    ): Promise<StartAnswer> {
      const [{ device = '', inode = '' } = {}] = order.chain;
      const files = [order.image, device, inode];
      const args = [bootId ?? '-', ...files, runnerScript, ...orderArgs(order, viewOf(runId), 'RUN')];
      const answer = await askInTime(mayStart, 'start', runId, args, uptime);
      switch (answer.text('answer')) {
        case 'STARTED':
        case 'ALREADY':
          return { started: true, bootId: answer.text('boot') };
        case 'REBOOTED':
          return { started: false, why: null };
        case 'NOT_STARTED':
          return { started: false, why: answer.shown('why'), users: null };
        case 'IN_USE':
          return { started: false, why: 'the image is in use', users: readFileUsers(answer) };
        default:
          throw new HostUnreachable(`The host did not report whether run ${runId} was started.`);
      }
    },

    /**
     * Activates a volume that is to be inspected for a run, unless it is active: `forget` undoes that, and so does a start
     * that fails. Gives why it could not be; null where it is active.
     */
    async activate(runId: RunId, volumeId: string): Promise<string | null> {
      const answer = await askAll('activate', runId, lvmId(volumeId));
      switch (answer.text('answer')) {
        case 'ACTIVE':
        case 'ALREADY':
          return null;
        case 'NOT_STARTED':
          return answer.shown('why');
        default:
          throw new HostUnreachable('The host did not report whether the volume was activated.');
      }
    },

    /** `boot` is about no run; its id is any. */
    bootId: async (): Promise<string | null> => ask('boot', '-'),

    async state(runId: RunId): Promise<RunState> {
      const answer = await ask('state', runId);
      if (!isRunState(answer)) throw new HostUnreachable(`The host answered ${JSON.stringify(answer)}.`);
      return answer;
    },

    /** Gives the lines of follow-run.sh; resolves with the run's state when it is over, with null when the signal aborts. */
    follow: createRunLines((first, on, signal) => {
      let begun = false;
      const nonce = randomUUID();
      const command = {
        program: 'sh',
        args: ['-s', '--', 'follow', runsDirectory(), '-', String(first.number), checked(first.runId)],
        stdin: framedScript(supervisorScript, nonce),
        signal,
      };
      return transport.stream(command, (line, reply) => {
        if (begun) {
          const [, number, text] = /^(\d+) (.*)$/s.exec(line) ?? [];
          if (text !== undefined) on.line(Number(number), text);
        } else if (line.endsWith(beginMark(nonce))) {
          begun = true;
          on.begun((number, runId) => reply(`${number} ${checked(runId)}\n`));
        }
      });
    }),

    async stop(runId: RunId, how: 'GRACEFUL' | 'FORCE', mayStop = always): Promise<void> {
      await askInTime(mayStop, 'stop', runId, [how]);
    },

    async collect(runId: RunId): Promise<RunRecord> {
      const answer = await askAll('collect', runId);
      const state = answer.text('state');
      if (!isRunState(state)) throw new HostUnreachable('The host did not report what came of the run.');
      return readRecord(answer, state, viewOf(runId));
    },

    /** False when the run lives still, and so was not forgotten. */
    async forget(runId: RunId): Promise<boolean> {
      const answer = await ask('forget', runId);
      if (answer === 'FORGOTTEN') return true;
      if (answer === 'RUNNING') return false;
      if (answer === 'ACTIVE') {
        throw new Error(
          `The logical volume that was activated for run ${runId} could not be deactivated; that is tried again.`,
        );
      }
      throw new HostUnreachable(`The host could not remove what it kept of run ${runId}.`);
    },

    async list(): Promise<readonly string[]> {
      // `list` is about no run; its id is any.
      return (await askAll('list', '-')).all('run').filter((name) => name !== null);
    },
  };
}

/** An id as lvchange wants it. */
function lvmId(id: string): string {
  const written = lvmIdInGroups(id);
  if (written === null) throw new TypeError(`${JSON.stringify(id)} is no id of LVM.`);
  return written;
}

/** A run's id becomes the name of a directory on the host. */
function checked(runId: string): string {
  if (!/^[\w-][\w.-]{0,200}$/.test(runId)) {
    throw new TypeError(`${JSON.stringify(runId)} cannot be the id of a run.`);
  }
  return runId;
}

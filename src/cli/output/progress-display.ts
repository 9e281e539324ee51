import { hasEnded } from '../../domain/job/status.ts';
import type { JobNode } from '../client/documents.ts';
import { clearLine, notice } from './messages.ts';
import { printableLine } from './printable.ts';
import { describePhase, describeProgress, formatProgressBar } from './progress-bar.ts';
import type { Output, Terminal } from './terminal.ts';
import { formatClock } from './times.ts';

/** Shows the progress of a job. */
export interface ProgressDisplay {
  update(job: JobNode): void;
  /** Writes a line above or between what is shown. */
  note(text: string): void;
  stop(): void;
}

/** The progress on standard error, of which a command with --json shows only notes. */
export const displayFor = ({ json }: { readonly json?: boolean }, { stderr }: Terminal): ProgressDisplay =>
  json ? silentDisplay(stderr) : progressDisplay(stderr);

/** On a terminal a bar that is redrawn; elsewhere a line whenever the phase or the count of filesystems changes. */
export const progressDisplay = (output: Output, now: () => number = Date.now): ProgressDisplay =>
  output.interactive ? drawnBar(output, now) : plainLines(output, now);

function drawnBar(output: Output, now: () => number): ProgressDisplay {
  let job: JobNode | null = null;
  const draw = () => {
    if (job === null) return;
    const line = formatProgressBar(job, elapsed(job, now()), output.columns());
    output.write(`${clearLine}${printableLine(line)}`);
  };
  // The clock and the moving block advance between two updates.
  const timer = setInterval(draw, 250);
  return {
    update(next) {
      job = next;
      draw();
    },
    note(text) {
      notice(output, text);
      draw();
    },
    stop() {
      clearInterval(timer);
      output.write(clearLine);
    },
  };
}

function plainLines(output: Output, now: () => number): ProgressDisplay {
  let last = '';
  return {
    update(job) {
      const progress = job.progress;
      const state = [describePhase(job), progress?.filesystemsDone, progress?.filesystemsTotal].join();
      if (state === last || hasEnded(job.status)) return;
      last = state;
      const texts = [describePhase(job), ...describeProgress(job)].join('  ');
      output.write(`${formatClock(elapsed(job, now())).padStart(5)}  ${printableLine(texts)}\n`);
    },
    note: (text) => notice(output, text),
    stop() {},
  };
}

/** Never negative: the server's clock may be ahead of this one. */
const elapsed = (job: JobNode, now: number): number =>
  Math.max(0, (now - Date.parse(job.requestedAt)) / 1000);

/** Shows only notes, for output that scripts read. */
export const silentDisplay = (output: Output): ProgressDisplay => ({
  update() {},
  note: (text) => notice(output, text),
  stop() {},
});

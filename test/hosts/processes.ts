import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { patience } from '../support/patience.ts';

/** The pid of the tool of the run that is kept there. */
export const pidIn = (kept: string) => Number(readFileSync(join(kept, 'pid'), 'utf8'));
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** st_blocks × 512. */
export const bytesOf = (file: string) => statSync(file).blocks * 512;

/** The pid of the shell that holds a run: the parent of its tool. */
export function runnerOf(kept: string): number {
  const stat = readFileSync(`/proc/${pidIn(kept)}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Kills all of them, the shell that holds the run included, until none is left: one that was about to start a program shows no mark. */
export async function killAll(kept: string): Promise<void> {
  const killed = () =>
    processesOf(kept).map((path) => spawnSync('kill', ['-KILL', path.split('/')[2] ?? '']));
  await until(async () => killed().length === 0 && (await sleep(100).then(killed)).length === 0);
}

/** Processes that carry the run's mark, whatever they are. */
export function processesOf(kept: string): string[] {
  const mark = readFileSync(join(kept, 'started'), 'utf8').trim();
  const found = spawnSync('sh', ['-c', `grep -alszxF "WINNOW_RUNNER=${mark}" /proc/[0-9]*/environ`]);
  return found.stdout.toString().split('\n').filter(Boolean);
}

/** Waits for what no event tells. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + patience(10_000); !(await condition()); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('What the test waits for did not come.');
  }
}

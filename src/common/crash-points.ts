/** Every point between two effects of a job, in their order, at which a server may die. */
export const crashPoints = [
  'after-request-recorded',
  'after-preflight',
  'after-lock-recorded',
  'after-run-started',
  'after-start-recorded',
  'after-run-ended',
  'after-result-collected',
  'after-result-recorded',
  'after-run-forgotten',
  'after-stop-sent',
] as const;

export type CrashPoint = (typeof crashPoints)[number];

const armed = process.env.WINNOW_CRASH_AT;

/** Kills the process as `kill -9` would when WINNOW_CRASH_AT names this point; for tests of what survives that. */
export function crashPoint(point: CrashPoint): void {
  if (point === armed) process.kill(process.pid, 'SIGKILL');
}

import { counted } from '../../domain/counted.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import type { JobNode } from '../client/documents.ts';
import { describeWait } from './describe-job.ts';
import { formatClock } from './times.ts';

/** A job's phase in words. */
export function describePhase(job: JobNode): string {
  const wait = describeWait(job);
  if (wait !== null) return `waiting${placeInLine(job)}: ${wait}`;
  if (job.status === 'RUNNING' && job.progress) return phases[job.progress.phase];
  return statuses[job.status];
}

function placeInLine({ waitingFor }: JobNode): string {
  const position = waitingFor?.position ?? null;
  if (position === null) return '';
  return position === 0 ? ', next in line' : `, ${position} before it`;
}

/** The known parts of a job's progress: `1 of 2 filesystems`, `120 MiB given back`. */
export function describeProgress(job: JobNode): string[] {
  const { progress } = job;
  if (!progress) return [];
  const { filesystemsDone: done, filesystemsTotal: total, bytesReclaimed } = progress;
  return [
    ...(total === null ? [] : [`${done ?? 0} of ${counted(total, 'filesystem')}`]),
    ...(bytesReclaimed === null ? [] : [`${formatBytes(bytesReclaimed)} given back`]),
  ];
}

/**
 * One line of at most `columns` characters. The bar fills with the filesystems that are done; while their number is
 * unknown, a block moves in it.
 */
export function formatProgressBar(job: JobNode, elapsedSeconds: number, columns: number): string {
  const texts = [describePhase(job), ...describeProgress(job), formatClock(elapsedSeconds)].join('  ');
  const width = Math.min(24, columns - texts.length - 5);
  if (width < 6) return texts.slice(0, Math.max(0, columns - 1));
  return `[${bar(job, elapsedSeconds, width)}]  ${texts}`;
}

function bar(job: JobNode, elapsedSeconds: number, width: number): string {
  const total = job.progress?.filesystemsTotal ?? null;
  if (total === null || total === 0) return pulse(Math.floor(elapsedSeconds * 4), width);
  const filled = Math.round((width * (job.progress?.filesystemsDone ?? 0)) / total);
  return '#'.repeat(filled) + '-'.repeat(width - filled);
}

function pulse(step: number, width: number): string {
  const block = 3;
  const way = width - block;
  const at = way - Math.abs((step % (2 * way)) - way);
  return '-'.repeat(at) + '#'.repeat(block) + '-'.repeat(way - at);
}

const phases = {
  BOOTING: 'starting the appliance',
  INSPECTING: 'looking for filesystems',
  TRIMMING: 'trimming',
  FINISHING: 'finishing',
} as const;

const statuses: Record<JobNode['status'], string> = {
  REQUESTED: 'accepted',
  LOCKED: 'locked the disk',
  RUNNING: 'started',
  CANCELING: 'canceling',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELED: 'canceled',
};

import { capitalized } from '../../common/capitalized.ts';
import { discardedOnly } from '../../domain/disk/result.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import type { JobNode } from '../client/documents.ts';

import { printable, printableLine } from './printable.ts';
import type { Colors } from './terminal.ts';
import { formatDuration } from './times.ts';
import { typeable } from './typeable.ts';

/** What a job waits for, with commands to type; null where it waits for nothing. */
export function describeWait({ disk, waitingFor, attempts }: JobNode): string | null {
  if (waitingFor === null) return null;
  const { message } = waitingFor;
  const named =
    /\bHost (\S+) (?:is drained|was confirmed|has no address)/.exec(message)?.[1] ??
    attempts.at(-1)?.host?.name;
  return typeable(message, disk, named);
}

/** The result of a job that has ended, for people. */
export function describeEndedJob(job: JobNode, colors: Colors): string {
  return [headline(job, colors), ...details(job), `  job        ${job.id}`]
    .map((line) => `${line}\n`)
    .join('');
}

function headline(job: JobNode, colors: Colors): string {
  const name = printableLine(job.disk?.name ?? '');
  const { result, failure } = job;
  if (failure) return `${colors.red('Failed')}: ${printableLine(failure.message)} (${failure.code})`;
  if (!result) return `${colors.yellow('Canceled')}: ${name}`;
  if (!result.measured) return `${colors.green(capitalized(discardedOnly(result)))}: ${name}`;
  const share = Number(result.sizeBefore) > 0 ? Number(result.reclaimed) / Number(result.sizeBefore) : 0;
  if (result.outcome === 'NOTHING_TO_RECLAIM') return `${colors.yellow('Nothing to give back')}: ${name}`;
  return `${colors.green(`${formatBytes(result.reclaimed)} given back`)} (${(share * 100).toFixed(1)} %): ${name}`;
}

function details({ disk, result, failure, durationSeconds }: JobNode): string[] {
  const took = durationSeconds === null ? [] : [`  took       ${formatDuration(durationSeconds)}`];
  if (failure) {
    return [
      `  remedy     ${printableLine(typeable(failure.remedy, disk))}`,
      ...took,
      ...(failure.outputTail === null
        ? []
        : ['  last output of the tool:', indent(printable(failure.outputTail))]),
    ];
  }
  if (!result) return took;
  return [
    ...sizes(result),
    ...result.filesystems.map(describeFilesystem),
    ...result.warnings.map((warning) => `  warning    ${printableLine(warning)}`),
    ...(result.outcome === 'RECLAIMED' || result.outcome === 'DISCARDED'
      ? []
      : [`  why        ${printableLine(result.explanation)}`]),
    ...took,
  ];
}

/** Where nothing was measured, before and after are the size of the volume. */
function sizes({ measured, sizeBefore, sizeAfter, poolFreed }: NonNullable<JobNode['result']>): string[] {
  if (!measured) return [`  volume     ${formatBytes(sizeBefore)}`];
  return [
    `  before     ${formatBytes(sizeBefore)}`,
    `  after      ${formatBytes(sizeAfter)}`,
    ...(poolFreed === null
      ? []
      : [`  pool       ${formatBytes(poolFreed)} less in its thin pool, whoever wrote there meanwhile`]),
  ];
}

function describeFilesystem(filesystem: NonNullable<JobNode['result']>['filesystems'][number]): string {
  const { device, type, outcome, trimmed, reason } = filesystem;
  const detail = reason ?? (trimmed === null ? null : `${formatBytes(trimmed)} of free space`);
  return `  ${outcome.toLowerCase().replaceAll('_', ' ').padEnd(9)}  ${printableLine(`${device} (${type})${detail === null ? '' : `: ${detail}`}`)}`;
}

const indent = (text: string): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

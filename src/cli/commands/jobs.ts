import { Command } from 'commander';
import { discardedOnly } from '../../domain/disk/result.ts';
import { formatBytes } from '../../domain/format-bytes.ts';
import { type CommandContext, withLimit } from '../actions/command-context.ts';
import { findDisk } from '../actions/find-disk.ts';
import { hostIdOf } from '../actions/find-host.ts';
import { labelFilterOf } from '../actions/label-options.ts';
import { connected } from '../actions/session.ts';
import { type JobNode, listJobs } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';

import { describeWait } from '../output/describe-job.ts';
import { describePhase } from '../output/progress-bar.ts';
import { type Column, formatTable } from '../output/table.ts';
import { formatDuration, formatMoment } from '../output/times.ts';

interface JobsOptions {
  readonly disk?: string;
  readonly active?: boolean;
  readonly host?: string;
  readonly withLabel?: readonly string[];
  readonly withDomainLabel?: readonly string[];
  readonly withHostLabel?: readonly string[];
  readonly limit: number;
}

/** `winnow jobs`: lists the sparsify jobs, newest first. */
export function jobsCommand(context: CommandContext): Command {
  const command = new Command('jobs')
    .description('list the sparsify jobs, newest first')
    .option('--disk <disk>', 'only those of this disk: its id, its name or the path of its image')
    .option('--active', 'only those that have not ended')
    .option('--host <host>', 'only those with an attempt on this host: its id or name')
    .option('--with-label <label...>', 'only those of disks with all of these labels, key or key=value')
    .option(
      '--with-domain-label <label...>',
      'only those of disks whose storage domain has all of these labels',
    )
    .option(
      '--with-host-label <label...>',
      'only those with an attempt on a host that has all of these labels',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ winnow jobs\n  $ winnow jobs --active --json\n  $ winnow jobs --with-label team=web --with-host-label site=berlin\n',
    );
  return connected<JobsOptions>(withLimit(command), context, async (session) => {
    const { client, remote, options } = session;
    const { disk, active, host, limit } = options;
    const diskId = disk === undefined ? undefined : (await findDisk(disk, client, { remote })).id;
    const filter = {
      ...{ diskId, active, hostId: host === undefined ? undefined : await hostIdOf(host, client) },
      diskLabels: options.withLabel?.map(labelFilterOf),
      storageDomainLabels: options.withDomainLabel?.map(labelFilterOf),
      hostLabels: options.withHostLabel?.map(labelFilterOf),
    };
    const page = await firstOf(limit, client, listJobs, { filter });
    session.printList('jobs', page, (jobs) => formatTable(columns, jobs));
  });
}

const columns: readonly Column<JobNode>[] = [
  { title: 'JOB', cell: ({ id }) => id },
  { title: 'DISK', cell: ({ disk }) => disk?.name ?? null },
  { title: 'STATUS', cell: ({ status }) => status.toLowerCase() },
  { title: 'REQUESTED', cell: ({ requestedAt }) => formatMoment(requestedAt) },
  { title: 'TOOK', align: 'right', cell: ({ durationSeconds }) => formatDuration(durationSeconds) },
  { title: 'RECLAIMED', align: 'right', cell: reclaimed },
  { title: 'NOTE', cell: note },
];

function reclaimed({ result, progress }: JobNode): string {
  if (result?.measured === false) return '';
  return formatBytes(result?.reclaimed ?? progress?.bytesReclaimed ?? null);
}

function note(job: JobNode): string | null {
  switch (job.status) {
    case 'COMPLETED':
      if (job.result?.measured === false) return discardedOnly(job.result);
      return job.result?.outcome === 'RECLAIMED' ? null : (job.result?.outcome ?? null);
    case 'FAILED':
      return job.failure?.code ?? null;
    case 'CANCELING':
    case 'CANCELED':
      return describeWait(job);
    case 'REQUESTED':
    case 'LOCKED':
    case 'RUNNING':
      return describePhase(job);
    default:
      return job.status satisfies never;
  }
}

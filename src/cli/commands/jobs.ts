import { Command } from 'commander';
import { formatBytes } from '../../domain/format-bytes.ts';
import {
  type CommandContext,
  type ConnectionOptions,
  noteRest,
  withConnection,
  withJson,
  withLimit,
} from '../actions/command-context.ts';
import { connect, isRemote } from '../actions/connect.ts';
import { findDisk } from '../actions/find-disk.ts';
import { type JobNode, listJobs } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';

import { printJson } from '../output/messages.ts';
import { describePhase } from '../output/progress-bar.ts';
import { type Column, formatTable } from '../output/table.ts';
import { formatDuration, formatMoment } from '../output/times.ts';

interface JobsOptions extends ConnectionOptions {
  readonly disk?: string;
  readonly active?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `winnow jobs`: lists the sparsify jobs, newest first. */
export function jobsCommand({ terminal }: CommandContext): Command {
  const command = new Command('jobs')
    .description('list the sparsify jobs, newest first')
    .option('--disk <disk>', 'only those of this disk: its id, its name or the path of its image')
    .option('--active', 'only those that have not ended')
    .addHelpText('after', '\nExamples:\n  $ winnow jobs\n  $ winnow jobs --active --json\n');
  return withJson(withLimit(withConnection(command))).action(async (options: JobsOptions) => {
    await using connection = await connect(options, terminal, { reading: true });
    const { client } = connection;
    const { disk } = options;
    const remote = isRemote(options, terminal.env);
    const diskId = disk === undefined ? undefined : (await findDisk(disk, client, { remote })).id;
    const { nodes, totalCount } = await firstOf(options.limit, client, listJobs, {
      filter: { diskId, active: options.active },
    });
    if (options.json) printJson(terminal.stdout, { ok: true, jobs: nodes, totalCount });
    else terminal.stdout.write(formatTable(columns, nodes));
    if (!options.json) noteRest(nodes.length, totalCount, terminal);
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
  return formatBytes(result?.reclaimed ?? progress?.bytesReclaimed ?? null);
}

function note(job: JobNode): string | null {
  switch (job.status) {
    case 'COMPLETED':
      return job.result?.outcome === 'RECLAIMED' ? null : (job.result?.outcome ?? null);
    case 'FAILED':
      return job.failure?.code ?? null;
    case 'CANCELING':
    case 'CANCELED':
      return job.waitingFor?.message ?? null;
    case 'REQUESTED':
    case 'LOCKED':
    case 'RUNNING':
      return describePhase(job);
    default:
      return job.status satisfies never;
  }
}

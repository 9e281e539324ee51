import { Command } from 'commander';
import { type CommandContext, withLimit } from '../actions/command-context.ts';
import { findDisk } from '../actions/find-disk.ts';
import { findJob } from '../actions/follow-job.ts';
import { connected } from '../actions/session.ts';
import { type ListActivity, listActivity } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';
import { type Column, formatTable } from '../output/table.ts';
import { formatMoment } from '../output/times.ts';

interface HistoryOptions {
  readonly disk?: string;
  readonly job?: string;
  readonly limit: number;
}

/** `winnow history`: who did what, and when; the newest events, in order. */
export function historyCommand(context: CommandContext): Command {
  const command = new Command('history')
    .description('show who did what to which disk, and when; the newest last')
    .option('--disk <disk>', 'only events of this disk: its id, its name or the path of its image')
    .option('--job <job>', 'only events of this job: its id')
    .addHelpText(
      'after',
      '\nExamples:\n  $ winnow history --limit 20\n  $ winnow history --disk web.qcow2 --json\n',
    );
  return connected<HistoryOptions>(withLimit(command), context, async (session) => {
    const { client, remote, options } = session;
    const { disk, job } = options;
    const diskId = disk === undefined ? undefined : (await findDisk(disk, client, { remote })).id;
    const jobId = job === undefined ? undefined : (await findJob(job, client)).id;
    const { nodes, totalCount } = await firstOf(options.limit, client, listActivity, {
      order: 'DESC',
      filter: { diskId, jobId },
    });
    const page = { nodes: nodes.toReversed(), totalCount };
    session.printList('activity', page, (activity) => formatTable(columns, activity));
  });
}

const columns: readonly Column<ListActivity['activity']['nodes'][number]>[] = [
  { title: 'WHEN', cell: ({ occurredAt }) => formatMoment(occurredAt) },
  { title: 'WHO', cell: ({ actor }) => actor.id },
  { title: 'DISK', cell: ({ disk }) => disk?.name ?? null },
  { title: 'WHAT', cell: ({ summary }) => summary },
];

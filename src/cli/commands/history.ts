import { Command } from 'commander';
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
import { findJob } from '../actions/follow-job.ts';
import { type ListActivity, listActivity } from '../client/documents.ts';
import { firstOf } from '../client/pages.ts';
import { printJson } from '../output/messages.ts';
import { type Column, formatTable } from '../output/table.ts';
import { formatMoment } from '../output/times.ts';

interface HistoryOptions extends ConnectionOptions {
  readonly disk?: string;
  readonly job?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `winnow history`: who did what, and when; the newest events, in order. */
export function historyCommand({ terminal }: CommandContext): Command {
  const command = new Command('history')
    .description('show who did what to which disk, and when; the newest last')
    .option('--disk <disk>', 'only events of this disk: its id, its name or the path of its image')
    .option('--job <job>', 'only events of this job: its id')
    .addHelpText(
      'after',
      '\nExamples:\n  $ winnow history --limit 20\n  $ winnow history --disk web.qcow2 --json\n',
    );
  return withJson(withLimit(withConnection(command))).action(async (options: HistoryOptions) => {
    await using connection = await connect(options, terminal, { reading: true });
    const { client } = connection;
    const { disk, job } = options;
    const remote = isRemote(options, terminal.env);
    const diskId = disk === undefined ? undefined : (await findDisk(disk, client, { remote })).id;
    const jobId = job === undefined ? undefined : (await findJob(job, client)).id;
    const { nodes, totalCount } = await firstOf(options.limit, client, listActivity, {
      order: 'DESC',
      filter: { diskId, jobId },
    });
    const activity = nodes.toReversed();
    if (options.json) printJson(terminal.stdout, { ok: true, activity, totalCount });
    else terminal.stdout.write(formatTable(columns, activity));
    if (!options.json) noteRest(nodes.length, totalCount, terminal);
  });
}

const columns: readonly Column<ListActivity['activity']['nodes'][number]>[] = [
  { title: 'WHEN', cell: ({ occurredAt }) => formatMoment(occurredAt) },
  { title: 'WHO', cell: ({ actor }) => actor.id },
  { title: 'DISK', cell: ({ disk }) => disk?.name ?? null },
  { title: 'WHAT', cell: ({ summary }) => summary },
];

import { Command } from 'commander';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect } from '../actions/connect.ts';
import { exitCodeOf, findJob, followJob } from '../actions/follow-job.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { printJson } from '../output/messages.ts';
import { progressDisplay, silentDisplay } from '../output/progress-display.ts';

/** `winnow follow JOB`: shows the progress of a job until it has ended. Leaving does not stop the job. */
export function followCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('follow')
    .description('show the progress of a job until it has ended; leaving does not stop the job')
    .argument('<job>', 'the id of the job, as `winnow jobs` lists it')
    .addHelpText('after', '\nExample:\n  $ winnow follow job_0193…\n');
  return withJson(withConnection(command)).action(
    async (id: string, options: ConnectionOptions & { readonly json?: boolean }) => {
      await using connection = await connect(options, terminal);
      await findJob(id, connection.client);
      const display = options.json ? silentDisplay(terminal.stderr) : progressDisplay(terminal.stderr);
      const job = await followJob(connection.client, id, display.update).finally(display.stop);
      if (options.json) printJson(terminal.stdout, { ok: job.status === 'COMPLETED', job });
      else terminal.stdout.write(describeEndedJob(job, terminal.stdout.colors));
      end(exitCodeOf(job));
    },
  );
}

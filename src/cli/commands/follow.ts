import { Command } from 'commander';
import { type CommandContext, type ConnectionOptions, withConnection, withJson } from '../command-context.ts';
import { connect } from '../connect.ts';
import { describeEndedJob } from '../describe-job.ts';
import { findJob } from '../find-job.ts';
import { followJob } from '../follow-job.ts';
import { printJson } from '../output.ts';
import { progressDisplay, silentDisplay } from '../progress-display.ts';
import { exitCodeOf } from '../run-job.ts';

/** `winnow follow JOB`: shows how a job goes until it has ended. Leaving does not touch the job. */
export function followCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('follow')
    .description('show how a job goes until it has ended; leaving does not touch the job')
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

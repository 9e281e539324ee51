import { Command } from 'commander';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect } from '../actions/connect.ts';
import { exitCodeOf, findJob, followJob } from '../actions/follow-job.ts';
import { followOperation } from '../actions/follow-operation.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { printJson } from '../output/messages.ts';
import { progressDisplay, silentDisplay } from '../output/progress-display.ts';

/** `winnow follow JOB`: shows the progress of a job, or waits for an operation. Leaving stops neither. */
export function followCommand({ terminal, end }: CommandContext): Command {
  const command = new Command('follow')
    .description(
      'show the progress of a job until it has ended, or wait for an operation; leaving does not stop it',
    )
    .argument('<job>', 'the id of a job, as `winnow jobs` lists it, or of an operation')
    .addHelpText('after', '\nExample:\n  $ winnow follow job_0193…\n');
  return withJson(withConnection(command)).action(
    async (id: string, options: ConnectionOptions & { readonly json?: boolean }) => {
      await using connection = await connect(options, terminal);
      if (id.startsWith('op_')) {
        const operation = await followOperation(connection.client, id);
        if (options.json) printJson(terminal.stdout, { ok: true, operation });
        else terminal.stdout.write(`${id} has succeeded.\n`);
        return;
      }
      await findJob(id, connection.client);
      const display = options.json ? silentDisplay(terminal.stderr) : progressDisplay(terminal.stderr);
      const job = await followJob(connection.client, id, display.update).finally(display.stop);
      if (options.json) printJson(terminal.stdout, { ok: job.status === 'COMPLETED', job });
      else terminal.stdout.write(describeEndedJob(job, terminal.stdout.colors));
      end(exitCodeOf(job));
    },
  );
}

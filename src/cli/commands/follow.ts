import { Command } from 'commander';
import type { CommandContext } from '../actions/command-context.ts';
import { exitCodeOf, findJob, followJob } from '../actions/follow-job.ts';
import { followOperation } from '../actions/follow-operation.ts';
import { connected } from '../actions/session.ts';
import { describeEndedJob } from '../output/describe-job.ts';
import { displayFor } from '../output/progress-display.ts';

/** `winnow follow JOB`: shows the progress of a job, or waits for an operation. Leaving stops neither. */
export function followCommand(context: CommandContext): Command {
  const command = new Command('follow')
    .description(
      'show the progress of a job until it has ended, or wait for an operation; leaving does not stop it',
    )
    .argument('<job>', 'the id of a job, as `winnow jobs` lists it, or of an operation')
    .addHelpText('after', '\nExample:\n  $ winnow follow job_0193…\n');
  return connected<object, [id: string]>(
    command,
    context,
    async ({ client, options, terminal, print, end }, id) => {
      if (id.startsWith('op_')) {
        print({ operation: await followOperation(client, id) }, `${id} has succeeded.\n`);
        return;
      }
      await findJob(id, client);
      const display = displayFor(options, terminal);
      const job = await followJob(client, id, display.update).finally(display.stop);
      print({ ok: job.status === 'COMPLETED', job }, describeEndedJob(job, terminal.stdout.colors));
      end(exitCodeOf(job));
    },
    {},
  );
}

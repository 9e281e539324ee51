import { Command } from 'commander';
import { hasEnded } from '../../domain/job/status.ts';
import type { CommandContext } from '../actions/command-context.ts';
import { findJob, followJob } from '../actions/follow-job.ts';
import { refusalOf } from '../actions/refusal.ts';
import { connected } from '../actions/session.ts';
import { cancelSparsifyJob } from '../client/documents.ts';

/** `winnow cancel JOB`: stops a job, and waits until it has ended. */
export function cancelCommand(context: CommandContext): Command {
  const command = new Command('cancel')
    .description('stop a job, and wait until it has ended; space that it has given back stays given back')
    .argument('<job>', 'the id of the job, as `winnow jobs` lists it')
    .option('--reason <text>', 'why, for the history')
    .addHelpText('after', '\nExample:\n  $ winnow cancel job_0193… --reason "the VM is needed"\n');
  return connected<{ readonly reason?: string }, [id: string]>(
    command,
    context,
    async ({ client, options, print }, id) => {
      await findJob(id, client);
      const { cancelSparsifyJob: payload } = await client.request(cancelSparsifyJob, {
        input: { id, reason: options.reason },
      });
      if (payload.job === null) throw refusalOf(payload.userErrors, `${id} was not canceled.`);
      const job = hasEnded(payload.job.status) ? payload.job : await followJob(client, id, () => {});
      print({ job }, `${id} is ${job.status}.\n`);
    },
    {},
  );
}

import { Command } from 'commander';
import { hasEnded } from '../../domain/job/status.ts';
import {
  type CommandContext,
  type ConnectionOptions,
  withConnection,
  withJson,
} from '../actions/command-context.ts';
import { connect } from '../actions/connect.ts';
import { findJob, followJob } from '../actions/follow-job.ts';
import { refusalOf } from '../actions/refusal.ts';
import { cancelSparsifyJob } from '../client/documents.ts';
import { printJson } from '../output/messages.ts';

/** `winnow cancel JOB`: stops a job, and waits until it has ended. */
export function cancelCommand({ terminal }: CommandContext): Command {
  const command = new Command('cancel')
    .description('stop a job, and wait until it has ended; space that it has given back stays given back')
    .argument('<job>', 'the id of the job, as `winnow jobs` lists it')
    .option('--reason <text>', 'why, for the history')
    .addHelpText('after', '\nExample:\n  $ winnow cancel job_0193… --reason "the VM is needed"\n');
  return withJson(withConnection(command)).action(
    async (
      id: string,
      options: ConnectionOptions & { readonly reason?: string; readonly json?: boolean },
    ) => {
      await using connection = await connect(options, terminal);
      const { client } = connection;
      await findJob(id, client);
      const { cancelSparsifyJob: payload } = await client.request(cancelSparsifyJob, {
        input: { id, reason: options.reason },
      });
      if (payload.job === null) throw refusalOf(payload.userErrors, `${id} was not canceled.`);
      const job = hasEnded(payload.job.status) ? payload.job : await followJob(client, id, () => {});
      if (options.json) printJson(terminal.stdout, { ok: true, job });
      else terminal.stdout.write(`${id} is ${job.status}.\n`);
    },
  );
}

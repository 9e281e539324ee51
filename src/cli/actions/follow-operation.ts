import type { Command } from 'commander';
import { getOperation, type OperationNode, watchOperation } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { CommandFailure, exitCodes, Refused, UsageError } from '../errors.ts';
import { typeable } from '../output/typeable.ts';
import type { Connection } from './connect.ts';

/** The option of every command that starts what continues in the background. */
export const withNoWait = (command: Command, what: 'operation' | 'job' = 'operation'): Command =>
  command.option('--no-wait', `print the id of each ${what} instead of waiting for its end`);

/** @throws UsageError when nothing would continue the work after the command. */
export function assertContinues({ inProcess }: Connection, { wait }: { readonly wait: boolean }): void {
  if (wait || !inProcess) return;
  throw new UsageError(
    '--no-wait needs a server: without one nothing continues the work after the command.',
    'Start a server with `winnow serve`, or leave out --no-wait.',
  );
}

/** Waits until an operation has ended. @throws CommandFailure when it failed, Refused when there is none with this id. */
export async function followOperation(client: GraphqlClient, id: string): Promise<OperationNode> {
  let { operation: last } = await client.request(getOperation, { id });
  if (last === null) {
    throw new Refused('NOT_FOUND', `There is no operation ${JSON.stringify(id)}.`, 'Check the id.');
  }
  if (last.outcome === null) {
    for await (const { operation } of client.subscribe(watchOperation, { id })) last = operation.operation;
  }
  const { problem, disk } = last;
  if (problem === null) return last;
  throw new CommandFailure(typeable(problem.message, disk), {
    code: problem.code,
    exitCode: exitCodes.FAILED,
    remedy: typeable(problem.remedy, disk),
  });
}

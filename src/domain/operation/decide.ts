import { accept, type Decision } from '../decision.ts';
import type { OperationEvent, OperationFailure, OperationRequest } from './events.ts';

export type OperationStatus = 'UNREQUESTED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';

/** What can be asked of an operation's history. */
export type OperationCommand =
  | { readonly type: 'RequestOperation'; readonly request: OperationRequest }
  /** Null: it succeeded. */
  | { readonly type: 'EndOperation'; readonly failure: OperationFailure | null };

/** What an event makes of an operation's status. */
export function operationStatusAfter(status: OperationStatus, event: OperationEvent): OperationStatus {
  switch (event.type) {
    case 'OperationRequested':
      return 'RUNNING';
    case 'OperationSucceeded':
      return 'SUCCEEDED';
    case 'OperationFailed':
      return 'FAILED';
    default:
      event satisfies never;
      return status;
  }
}

/** What follows from a command: an operation is requested once and ends once, whoever comes again. */
export function decideOperation(
  status: OperationStatus,
  command: OperationCommand,
): Decision<OperationEvent, never> {
  switch (command.type) {
    case 'RequestOperation':
      return status === 'UNREQUESTED'
        ? accept({ type: 'OperationRequested', data: command.request })
        : accept();
    case 'EndOperation':
      if (status !== 'RUNNING') return accept();
      return command.failure === null
        ? accept({ type: 'OperationSucceeded', data: {} })
        : accept({ type: 'OperationFailed', data: command.failure });
    default:
      command satisfies never;
      return accept();
  }
}

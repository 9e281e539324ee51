import type { FailureCode } from '../domain/disk/events.ts';
import { codeOfImage } from './mutation/code-of-image.ts';
import type { OperationProblemResolvers, OperationResolvers, UserErrorCode } from './schema-types.ts';

export const Operation: OperationResolvers = {
  action: ({ kind }) => kind,
  host: ({ hostId }, _args, { views }) => views.host(hostId),
  disk: ({ diskId }, _args, { views }) => diskId && views.disk(diskId),
  outcome: ({ status }) => (status === 'RUNNING' ? null : status),
  problem: ({ failure }) => failure,
};

const ownCodes: Readonly<Record<string, UserErrorCode>> = {
  DISK_NOT_FOUND: 'NOT_FOUND',
  DISK_BUSY: 'DISK_BUSY',
  CONFLICT: 'CONFLICT',
};

export const OperationProblem: OperationProblemResolvers = {
  code: ({ code }) => ownCodes[code] ?? codeOfImage(code as FailureCode),
};

import type {
  FailureCode,
  FilesystemResult,
  SparsifyOutcome,
  SparsifyWarningCode,
} from '../../domain/disk/events.ts';
import type { SparsifyPhase } from '../../domain/job/progress.ts';
import type { JobStatus } from '../../domain/job/status.ts';
import type { WaitReasonCode } from '../../domain/job/wait-reason.ts';

/** A number of bytes, decimal: sizes of disks exceed the range of JSON's numbers in some languages. */
export type ByteSize = string;

export interface FailureNode {
  readonly code: FailureCode;
  readonly message: string;
  readonly remedy: string;
  readonly outputTail: string | null;
  readonly retryable: boolean;
}

/** A job with all fields that the commands show. Times are RFC 3339, durations in seconds; null is unknown. */
export interface JobNode {
  readonly id: string;
  readonly status: JobStatus;
  readonly disk: { readonly id: string; readonly name: string; readonly path: string } | null;
  readonly waitingFor: { readonly code: WaitReasonCode; readonly message: string } | null;
  readonly requestedBy: { readonly kind: string; readonly id: string };
  readonly reason: string | null;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly durationSeconds: number | null;
  readonly acknowledgedWarnings: readonly SparsifyWarningCode[];
  readonly attempts: readonly { readonly number: number; readonly host: { readonly name: string } | null }[];
  readonly progress: {
    readonly attempt: number;
    readonly phase: SparsifyPhase;
    readonly filesystemsDone: number | null;
    readonly filesystemsTotal: number | null;
    readonly bytesReclaimed: ByteSize | null;
  } | null;
  readonly result: {
    readonly outcome: SparsifyOutcome;
    readonly sizeBefore: ByteSize;
    readonly sizeAfter: ByteSize;
    readonly reclaimed: ByteSize;
    readonly filesystems: readonly {
      readonly device: string;
      readonly type: string;
      readonly outcome: FilesystemResult['outcome'];
      readonly trimmed: ByteSize | null;
      readonly reason: string | null;
    }[];
    readonly warnings: readonly string[];
    readonly explanation: string;
  } | null;
  readonly failure: FailureNode | null;
}

export const jobFields = /* GraphQL */ `
  fragment JobFields on SparsifyJob {
    id status
    disk { id name path }
    waitingFor { code message }
    requestedBy { kind id }
    reason requestedAt startedAt finishedAt durationSeconds acknowledgedWarnings
    attempts { number host { name } }
    progress { attempt phase filesystemsDone filesystemsTotal bytesReclaimed }
    result {
      outcome sizeBefore sizeAfter reclaimed
      filesystems { device type outcome trimmed reason }
      warnings explanation
    }
    failure { code message remedy outputTail retryable }
  }
`;

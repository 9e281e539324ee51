import type {
  FailureCode,
  FilesystemResult,
  SparsifyOutcome,
  SparsifyWarningCode,
} from '../../domain/disk/events.ts';
import type { SparsifyPhase } from '../../domain/job/progress.ts';
import type { JobStatus } from '../../domain/job/status.ts';
import type { WaitReasonCode } from '../../domain/job/wait-reason.ts';
import type { TypedDocument, UserError } from './graphql-client.ts';
import { type Connection, pageFields } from './pages.ts';

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

export const listJobs: TypedDocument<
  { readonly sparsifyJobs: Connection<JobNode> },
  { first: number; after?: string | null; filter?: { diskId?: string; active?: boolean } }
> = {
  document: `query Jobs($first: Int!, $after: String, $filter: SparsifyJobFilter) {
    sparsifyJobs(first: $first, after: $after, filter: $filter) { nodes { ...JobFields } ${pageFields} }
  } ${jobFields}`,
};

export const getJob: TypedDocument<{ readonly sparsifyJob: JobNode | null }, { id: string }> = {
  document: `query Job($id: ID!) { sparsifyJob(id: $id) { ...JobFields } } ${jobFields}`,
};

/** What became of one of the disks of `sparsifyDisks`. */
export interface SparsifyDisksResult {
  readonly job: JobNode | null;
  readonly userErrors: readonly UserError[];
}

export const sparsifyDisks: TypedDocument<
  {
    readonly sparsifyDisks: {
      readonly results: readonly SparsifyDisksResult[];
      readonly userErrors: readonly UserError[];
    };
  },
  {
    input: {
      ids: readonly string[];
      idempotencyKey?: string;
      acknowledgeWarnings?: readonly SparsifyWarningCode[] | undefined;
      timeoutSeconds?: number | undefined;
      reason?: string | undefined;
    };
  }
> = {
  document: `mutation SparsifyDisks($input: SparsifyDisksInput!) {
    sparsifyDisks(input: $input) { results { job { ...JobFields } userErrors { code message } } userErrors { code message } }
  } ${jobFields}`,
};

export const sparsifyDisk: TypedDocument<
  { readonly sparsifyDisk: { readonly job: JobNode | null; readonly userErrors: readonly UserError[] } },
  {
    input: {
      id: string;
      idempotencyKey?: string;
      acknowledgeWarnings?: readonly SparsifyWarningCode[] | undefined;
      timeoutSeconds?: number | undefined;
      reason?: string | undefined;
    };
  }
> = {
  document: `mutation SparsifyDisk($input: SparsifyDiskInput!) {
    sparsifyDisk(input: $input) { job { ...JobFields } userErrors { code message } }
  } ${jobFields}`,
};

export const cancelSparsifyJob: TypedDocument<
  { readonly cancelSparsifyJob: { readonly job: JobNode | null; readonly userErrors: readonly UserError[] } },
  { input: { id: string; reason?: string } }
> = {
  document: `mutation CancelSparsifyJob($input: CancelSparsifyJobInput!) {
    cancelSparsifyJob(input: $input) { job { ...JobFields } userErrors { code message } }
  } ${jobFields}`,
};

export const watchJob: TypedDocument<
  { readonly sparsifyJob: { readonly cursor: string; readonly job: JobNode } },
  { id: string; after?: string }
> = {
  document: `subscription WatchJob($id: ID!, $after: String) {
    sparsifyJob(id: $id, after: $after) { cursor job { ...JobFields } }
  } ${jobFields}`,
};

import { hasEnded } from '../../domain/job/status.ts';
import {
  type DiskNode,
  type JobNode,
  type SparsifyDiskInput,
  type SparsifyDisksInput,
  sparsifyDisk,
  sparsifyDisks,
} from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { CommandFailure, type ExitCode, exitCodes } from '../errors.ts';
import { exitCodeOf } from './follow-job.ts';
import { refusalOf } from './refusal.ts';

/** The options of a job, as the API takes them. */
export type JobOptions = Omit<SparsifyDisksInput, 'ids'>;

/** What became of the request for one disk. */
export interface Requested {
  readonly given: string;
  readonly disk: DiskNode | null;
  readonly job: JobNode | null;
  readonly failure: CommandFailure | null;
}

/** The most disks of one request, by the API. */
const mostAtOnce = 1000;

/** Requests a job on a disk. @throws Refused */
export async function requestJob(
  disk: DiskNode,
  options: Omit<SparsifyDiskInput, 'id'>,
  client: GraphqlClient,
): Promise<JobNode> {
  const { sparsifyDisk: payload } = await client.request(sparsifyDisk, {
    input: { id: disk.id, ...options },
  });
  if (payload.job !== null) return payload.job;
  const remedy = remedyFor(payload.userErrors[0]?.code, disk);
  throw refusalOf(payload.userErrors, `The job on ${disk.name} was not accepted.`, { disk, remedy });
}

function remedyFor(code: string | undefined, disk: DiskNode): string | null {
  if (code === 'WARNINGS_NOT_ACKNOWLEDGED') {
    const codes = disk.sparsifiability.warnings.map((warning) => warning.code).join(' ');
    return `To run despite that, add --acknowledge-warnings ${codes}.`;
  }
  if (code === 'DISK_BUSY' && disk.activeJob !== null) {
    return `Follow that job with \`winnow follow ${disk.activeJob.id}\`, or stop it with \`winnow cancel ${disk.activeJob.id}\`.`;
  }
  return null;
}

/** Requests a job on each disk; each is accepted or refused by itself, and a disk that is named twice gets one. */
export async function requestJobs(
  chosen: readonly string[],
  diskOf: (given: string) => Promise<DiskNode>,
  options: JobOptions,
  client: GraphqlClient,
): Promise<Requested[]> {
  const found = new Map<string, { readonly given: string; readonly disk: DiskNode }>();
  const requested: Requested[] = [];
  for (const given of chosen) {
    try {
      const disk = await diskOf(given);
      if (!found.has(disk.id)) found.set(disk.id, { given, disk });
    } catch (error) {
      // A server that does not answer will not answer for the other disks either.
      if (!(error instanceof CommandFailure) || error.exitCode === exitCodes.UNREACHABLE) throw error;
      requested.push({ given, disk: null, job: null, failure: error });
    }
  }
  const disks = [...found.values()];
  for (let from = 0; from < disks.length; from += mostAtOnce) {
    const batch = disks.slice(from, from + mostAtOnce);
    const { sparsifyDisks: payload } = await client.request(sparsifyDisks, {
      input: { ids: batch.map(({ disk }) => disk.id), ...options },
    });
    if (payload.userErrors.length > 0) throw refusalOf(payload.userErrors, 'No job was accepted.');
    for (const [index, { job, userErrors }] of payload.results.entries()) {
      const { given = '', disk = null } = batch[index] ?? {};
      const failure = job === null ? refusalOf(userErrors, `${given} was refused.`, { disk }) : null;
      requested.push({ given, disk, job, failure });
    }
  }
  return requested;
}

/** The exit code for many disks: that of the worst outcome. */
export function exitCodeOfAll(requested: readonly Requested[]): ExitCode {
  const codes = requested.map(({ job, failure }) => {
    if (failure !== null) return failure.exitCode;
    return job !== null && hasEnded(job.status) ? exitCodeOf(job) : exitCodes.DONE;
  });
  const worstFirst = [exitCodes.FAILED, exitCodes.CANCELED, exitCodes.REFUSED] as const;
  return (
    worstFirst.find((code) => codes.includes(code)) ?? codes.find((code) => code !== 0) ?? exitCodes.DONE
  );
}

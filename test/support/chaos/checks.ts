import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { GraphqlClient } from '../../../src/cli/client/graphql-client.ts';
import type { DiskId, JobId } from '../../../src/domain/ids.ts';
import type { JobStatus } from '../../../src/domain/job/status.ts';
import { hasEnded } from '../../../src/domain/job/status.ts';
import type { Accepted } from './clients.ts';
import type { Histories } from './histories.ts';

/** A line of the tool's own account: which run it was started for, and whether another was at work on the image. */
export interface ToolStart {
  readonly runId: string;
  readonly how: string;
}

/** Reads the tool's own account of its starts. */
export const toolStartsIn = (file: string): ToolStart[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => ({ runId: line.split(' ', 1)[0] ?? '', how: line.slice(line.indexOf(' ') + 1) }))
    : [];

/** No accepted request is lost, none has two jobs, and each has ended. */
export function checkRequests({ jobs }: Histories, accepted: readonly Accepted[]): string[] {
  const wrong: string[] = [];
  for (const { key, jobId, canceled } of accepted) {
    const job = jobs.get(jobId as JobId);
    if (job?.key !== key)
      wrong.push(`the request "${key}" was accepted as ${jobId}, which is of ${job?.key}`);
    if (canceled && job && !job.statuses.some((status) => status === 'CANCELING' || status === 'CANCELED'))
      wrong.push(`the cancel of ${jobId} was accepted and is lost`);
  }
  const keys = [...jobs.values()].map(({ key }) => key);
  if (new Set(keys).size !== keys.length) wrong.push(`requests have several jobs each: ${keys}`);
  if (keys.length !== accepted.length)
    wrong.push(`${accepted.length} requests were accepted, ${keys.length} recorded`);
  for (const [id, { view }] of jobs) if (!hasEnded(view.status)) wrong.push(`${id} is still ${view.status}`);
  return wrong;
}

/** Each attempt starts the tool once at most, as it is recorded, and never beside another on the image. */
export function checkStarts({ jobs }: Histories, starts: readonly ToolStart[]): string[] {
  const wrong = starts
    .filter(({ how }) => how !== 'alone')
    .map(({ runId, how }) => `${runId} was started ${how}`);
  const runs = new Map([...jobs.values()].flatMap(({ runs: ofJob }) => [...ofJob]));
  const counts = new Map<string, number>();
  for (const { runId } of starts) counts.set(runId, (counts.get(runId) ?? 0) + 1);
  for (const [runId, count] of counts) {
    if (count > 1) wrong.push(`the tool was started ${count} times for ${runId}`);
    if (!runs.has(runId)) wrong.push(`the tool was started for ${runId}, of which nothing is recorded`);
  }
  return wrong;
}

/** The payloads of a subscription to a job: every status in its order from the first one seen, and no other. */
export function checkStatuses({ jobs }: Histories, jobId: string, seen: readonly JobStatus[]): string[] {
  const all = distinct(jobs.get(jobId as JobId)?.statuses ?? []);
  const told = distinct(seen);
  const suffix = all.slice(-told.length);
  if (told.length > 0 && JSON.stringify(suffix) === JSON.stringify(told)) return [];
  return [`a subscriber of ${jobId} saw ${told.join(', ')} of ${all.join(', ')}`];
}

const distinct = (statuses: readonly JobStatus[]): JobStatus[] =>
  statuses.filter((status, index) => status !== statuses[index - 1]);

/** The audit history as a subscriber saw it: every event once, in order. */
export function checkActivity({ eventIds }: Histories, seen: readonly string[]): string[] {
  const ids = eventIds.map((id) => `act_${id}`);
  const wanted = ids.slice(ids.indexOf(seen[0] ?? ''));
  if (JSON.stringify(wanted) === JSON.stringify(seen)) return [];
  const at = wanted.findIndex((id, index) => seen[index] !== id);
  return [
    `a subscriber of the history saw ${seen.length} events of ${wanted.length}, others from number ${at} on`,
  ];
}

/** Says what a server's views tell that the events do not, for the disks and their jobs. */
export async function checkViews(
  client: GraphqlClient,
  name: string,
  histories: Histories,
): Promise<string[]> {
  interface Found {
    readonly disk: {
      readonly availability: string;
      readonly activeJob: { readonly id: string } | null;
      readonly history: { readonly nodes: readonly { readonly __typename: string }[] };
      readonly jobs: {
        readonly nodes: readonly {
          readonly id: string;
          readonly status: string;
          readonly attempts: readonly { readonly number: number }[];
        }[];
      };
    } | null;
  }
  const document =
    'query ($id: ID!) { disk(id: $id) { availability activeJob { id } history(orderBy: ASC, first: 200) { nodes { __typename } } jobs { nodes { id status attempts { number } } } } }';
  const wrong: string[] = [];
  for (const [id, { types }] of histories.disks) {
    const { disk } = await client.request<Found, { id: DiskId }>({ document }, { id });
    const told = {
      availability: disk?.availability,
      activeJob: disk?.activeJob ?? null,
      types: disk?.history.nodes.map(({ __typename }) => __typename),
      jobs: disk?.jobs.nodes.map((job) => [job.id, job.status, job.attempts.length]).toSorted(),
    };
    const jobs = [...histories.jobs.values()].filter(({ view }) => view.diskId === id);
    const wanted = {
      availability: 'AVAILABLE',
      activeJob: null,
      types,
      jobs: jobs.map(({ view }) => [view.id, view.status, view.attempts.length]).toSorted(),
    };
    if (JSON.stringify(told) !== JSON.stringify(wanted))
      wrong.push(`server ${name} shows ${JSON.stringify(told)}, not ${JSON.stringify(wanted)}`);
  }
  return wrong;
}

/** Processes of this machine, by their ids, whose command line speaks of a directory. */
export function processesOn(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory);
      } catch {
        return false;
      }
    });
}

import { setTimeout as wait } from 'node:timers/promises';
import type { GraphqlClient, Update, Variables } from '../../../src/cli/client/graphql-client.ts';
import { randomFrom } from '../../event-store/random.ts';
import type { RequestPlan } from './round-plan.ts';
import type { KeptServer } from './servers.ts';

/** A request that was answered with a job. */
export interface Accepted {
  readonly key: string;
  readonly diskId: string;
  readonly jobId: string;
  /** Whether a cancel of it was taken. */
  readonly canceled: boolean;
}

interface Payload {
  readonly job: { readonly id: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

const sparsifyDisk = {
  document:
    'mutation ($input: SparsifyDiskInput!) { payload: sparsifyDisk(input: $input) { job { id } userErrors { code message } } }',
};
const cancelJob = {
  document:
    'mutation ($input: CancelSparsifyJobInput!) { payload: cancelSparsifyJob(input: $input) { job { id } userErrors { code message } } }',
};

/** An answer that no server may give, whatever befalls it. */
class AnswerBroken extends Error {
  override readonly name = 'AnswerBroken';
}

/** What a client does about a server that is not there, or answers with a fault: it asks another, until the signal. */
function persistent(servers: readonly KeptServer[], random: () => number, signal: AbortSignal) {
  return async <Answer>(
    ask: (client: GraphqlClient) => Promise<Answer | null>,
    onAnswer: (server: KeptServer) => void = () => undefined,
  ): Promise<Answer> => {
    let last: unknown = 'no server was there';
    while (!signal.aborted) {
      const server = servers[Math.floor(random() * servers.length)];
      const client = server?.client();
      if (server && client) {
        const answer = await ask(client).catch((error: unknown) => {
          if (error instanceof AnswerBroken) throw error;
          last = error;
          return null;
        });
        if (answer !== null) {
          onAnswer(server);
          return answer;
        }
      }
      await wait(50 + random() * 150);
    }
    throw new Error(`A client was not answered: ${last}`);
  };
}

/** Sends a request to one server after the other until it is accepted, and then does what else is planned with its job. */
export async function sendRequest(
  servers: readonly KeptServer[],
  diskId: string,
  plan: RequestPlan,
  { signal, onAccepted }: { readonly signal: AbortSignal; readonly onAccepted: (jobId: string) => void },
): Promise<Accepted> {
  const random = randomFrom(plan.seed);
  const untilAnswered = persistent(servers, random, signal);
  // Refusals are told again and again while another job is on its way, and by servers that do not know the disk yet.
  const send = (onAnswer?: (server: KeptServer) => void) =>
    untilAnswered(async (client) => {
      const { payload } = await client.request<{ payload: Payload }, Variables>(sparsifyDisk, {
        input: { id: diskId, idempotencyKey: plan.key },
      });
      if (payload.job === null && payload.userErrors.length === 0)
        throw new AnswerBroken(
          `The request "${plan.key}" was accepted without a job: its events are not there.`,
        );
      return payload.job?.id ?? null;
    }, onAnswer);

  await wait(plan.afterMs);
  const killIt = (server: KeptServer): void => {
    if (plan.killed) server.end('SIGKILL', 100, null);
  };
  const jobId = await send(killIt);
  onAccepted(jobId);
  const again = plan.repeated ? await send() : jobId;
  if (again !== jobId) throw new Error(`The request "${plan.key}" got the jobs ${jobId} and ${again}.`);
  if (plan.cancelAfterMs === null) return { key: plan.key, diskId, jobId, canceled: false };
  await wait(plan.cancelAfterMs);
  const canceled = await untilAnswered(async (client) => {
    const { payload } = await client.request<{ payload: Payload }, Variables>(cancelJob, {
      input: { id: jobId },
    });
    if (payload.userErrors.length === 0) return true;
    return payload.userErrors.some(({ code }) => code === 'NOT_FOUND') ? null : false;
  }, killIt);
  return { key: plan.key, diskId, jobId, canceled };
}

/**
 * A subscriber that goes from server to server, whether it is cut off or not, and resumes by the cursor that it has.
 * Ends where the subscription does, after the update that is its last, or when the signal aborts.
 */
export async function* subscribeAnywhere<Data extends Update>(
  servers: readonly KeptServer[],
  document: string,
  given: Variables,
  {
    random,
    signal,
    isLast,
    after: first = null,
  }: {
    readonly random: () => number;
    readonly signal: AbortSignal;
    readonly isLast: (update: Data) => boolean;
    readonly after?: string | null;
  },
): AsyncGenerator<Data> {
  let after = first;
  let last: Data | null = null;
  let completedEarly = false;
  while (!signal.aborted) {
    const client = servers[Math.floor(random() * servers.length)]?.client();
    await wait(20);
    if (!client) continue;
    const updates = client.subscribe<Data, Variables>({ document }, { ...given, ...(after && { after }) });
    const leaveAt = Date.now() + 500 + random() * 4000;
    try {
      while (!signal.aborted) {
        const next = await Promise.race([updates.next(), wait(Math.max(0, leaveAt - Date.now()), null)]);
        if (next === null) break;
        if (next.done) {
          if (last !== null && isLast(last)) return;
          completedEarly = true;
          break;
        }
        last = next.value;
        after = Object.values(next.value)[0]?.cursor ?? after;
        yield next.value;
      }
    } catch {
      // It was cut off, or the server does not know the object yet; the next one is asked.
    } finally {
      // A generator that waits for a server that is stopped does not return before it goes on.
      void updates.return(undefined).catch(() => undefined);
    }
    if (completedEarly) throw new Error('A subscription was completed before its end.');
  }
}

import { createInterface } from 'node:readline/promises';
import { eachAtOnce } from '../../common/each-at-once.ts';
import { type AddHost, addHost, type OperationNode, type RegisterHostInput } from '../client/documents.ts';
import type { GraphqlClient } from '../client/graphql-client.ts';
import { CommandFailure, exitCodes, type Refused } from '../errors.ts';
import { printableLine } from '../output/printable.ts';
import type { Terminal } from '../output/terminal.ts';
import { followOperation } from './follow-operation.ts';
import type { HostEntry, HostLine } from './host-lines.ts';
import { refusalOf } from './refusal.ts';

type Added = AddHost['registerHost'];
type Problem = Added['userErrors'][number];

/** Whether a key that is not known yet is accepted. */
export type AcceptKey = (problem: Problem, address: string) => Promise<boolean>;

/** How many hosts are registered at a time: each is contacted by the server meanwhile, which may take 10 s where it does not answer. */
const registeredAtOnce = 16;

/** A host that was registered, and what probes and scans it. */
export interface RegisteredHost {
  readonly host: NonNullable<Added['host']>;
  readonly operation: OperationNode;
}

/** What became of a line. */
export interface LineResult {
  readonly line: number;
  readonly given: string;
  readonly host: RegisteredHost['host'] | null;
  readonly operation: OperationNode | null;
  readonly failure: CommandFailure | null;
}

/** Registers a host, and again with its key where that was not known and is accepted. @throws Refused */
export async function registerOne(
  { fingerprint, labels, ...entry }: HostEntry,
  accept: AcceptKey,
  client: GraphqlClient,
): Promise<RegisteredHost> {
  const { address } = entry;
  const input: RegisterHostInput = {
    ...entry,
    ...(labels.length > 0 && { labels }),
    ...(fingerprint !== undefined && { hostKeyFingerprint: fingerprint }),
  };
  let payload = (await client.request(addHost, { input })).registerHost;
  const [problem] = payload.userErrors;
  if (problem?.code === 'HOST_KEY_UNKNOWN' && problem.hostKey && (await accept(problem, address))) {
    const { fingerprint: hostKeyFingerprint } = problem.hostKey;
    payload = (await client.request(addHost, { input: { ...input, hostKeyFingerprint } })).registerHost;
  }
  const { host, operation, userErrors } = payload;
  if (host !== null && operation !== null) return { host, operation };
  throw keyRefusal(userErrors, `${address} was not registered.`);
}

/** A refusal of a key, with what to type to accept it. */
export function keyRefusal(
  errors: readonly Problem[],
  otherwise: string,
  host: string | null = null,
): Refused {
  const [problem] = errors;
  const { code, hostKey } = problem ?? {};
  const remedy =
    code === 'HOST_KEY_UNKNOWN' && hostKey
      ? `When it is the same, add --fingerprint ${hostKey.fingerprint}; --accept-new-key accepts it unseen.`
      : null;
  return refusalOf(errors, otherwise, { remedy, host });
}

/** Registers the hosts of a file, and calls back for each line, in the order in which they end. */
export async function registerLines(
  lines: readonly HostLine[],
  {
    accept,
    client,
    onEnd,
  }: { accept: AcceptKey; client: GraphqlClient; onEnd: (result: LineResult) => void },
): Promise<LineResult[]> {
  return eachAtOnce(lines, registeredAtOnce, async ({ line, given, host, problem }) => {
    const result = { line, given, host: null, operation: null, failure: null };
    const ended = await (problem !== null ? refusedLine(problem) : registerOne(host, accept, client)).then(
      (registered): LineResult => ({ ...result, ...registered }),
      (error: unknown): LineResult => ({ ...result, failure: failureOf(error) }),
    );
    onEnd(ended);
    return ended;
  });
}

/** Waits until the hosts were probed and scanned, and calls back for each where that failed. */
export async function followLines(
  results: readonly LineResult[],
  client: GraphqlClient,
  onFailure: (result: LineResult) => void,
): Promise<LineResult[]> {
  const followed: LineResult[] = [];
  for (const result of results) {
    const { operation } = result;
    const ended = operation === null ? null : await followOperation(client, operation.id).catch(failureOf);
    const failed = ended instanceof CommandFailure;
    followed.push({ ...result, ...(failed ? { failure: ended } : ended && { operation: ended }) });
    if (failed) onFailure(followed.at(-1) ?? result);
  }
  return followed;
}

/** A server that does not answer will not answer for the other hosts either. */
function failureOf(error: unknown): CommandFailure {
  if (!(error instanceof CommandFailure) || error.exitCode === exitCodes.UNREACHABLE) throw error;
  return error;
}

async function refusedLine(problem: string): Promise<never> {
  throw new CommandFailure(problem, { code: 'INVALID_INPUT', exitCode: exitCodes.REFUSED });
}

/** Accepts every new key, or asks at a terminal, or accepts none. */
export function acceptsKeys(
  { acceptNewKey = false, json = false }: { readonly acceptNewKey?: boolean; readonly json?: boolean },
  terminal: Terminal,
): AcceptKey {
  if (acceptNewKey) return async () => true;
  if (json || !terminal.attended) return async () => false;
  return async ({ hostKey }, address) => {
    if (!hostKey) return false;
    terminal.stderr.write(
      `The host at ${printableLine(address)} shows a key that is not known here:\n` +
        `  ${printableLine(`${hostKey.type} ${hostKey.fingerprint}`)}\n` +
        'On the host itself `ssh-keygen -lf` shows it, of the files in /etc/ssh that end with _key.pub.\n',
    );
    return confirmed('Is it the same, and do you accept it? (yes/no) ', terminal);
  };
}

/** Asks at the terminal; anything but yes is a no. */
export async function confirmed(question: string, { stderr, data }: Terminal): Promise<boolean> {
  stderr.write(question);
  const lines = createInterface({ input: data.input });
  try {
    for await (const line of lines) return /^\s*(y|yes)\s*$/i.test(line);
    return false;
  } finally {
    lines.close();
  }
}

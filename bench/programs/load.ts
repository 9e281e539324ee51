import autocannon from 'autocannon';
import { quantile } from '../statistics.ts';

// The program that puts load on a server, in a process of its own: each message is one run, answered by its outcome.

/** One operation, sent over and over: each request takes the next variables, from the first again after the last. */
export interface LoadRun {
  readonly url: string;
  readonly document: string;
  readonly variables: readonly Readonly<Record<string, unknown>>[];
  readonly connections: number;
  readonly amount: number;
  /** Every answer has this text, else the run fails. */
  readonly expect: string;
}

export interface LoadOutcome {
  readonly perSecond: number;
  readonly milliseconds: { readonly p50: number; readonly p99: number };
  /** An answer that was not as expected. */
  readonly unexpected: string | null;
}

let running: ReturnType<typeof autocannon> | null = null;

async function load({
  url,
  document,
  variables,
  connections,
  amount,
  expect,
}: LoadRun): Promise<LoadOutcome> {
  const bodies = variables.map((given) => JSON.stringify({ query: document, variables: given }));
  const times: number[] = [];
  let next = 0;
  let unexpected: string | null = null;
  let ended = performance.now();
  const began = ended;
  const run = autocannon({
    url,
    connections,
    amount,
    requests: [
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        setupRequest: (request) => ({ ...request, body: bodies[next++ % bodies.length] ?? '' }),
        onResponse: (_status, body) => {
          if (!body.includes(expect)) unexpected ??= body;
        },
      },
    ],
  });
  running = run;
  run.on('response', (_client, _status, _bytes, milliseconds) => {
    times.push(milliseconds);
    ended = performance.now();
  });
  await run;
  return {
    perSecond: (times.length * 1000) / (ended - began),
    milliseconds: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
    unexpected,
  };
}

process.on('message', (message: LoadRun | 'STOP') => {
  if (message === 'STOP') running?.stop();
  else void load(message).then((outcome) => process.send?.(outcome));
});

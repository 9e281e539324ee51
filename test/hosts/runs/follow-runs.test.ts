import { expect, it } from 'vitest';
import { HostUnreachable } from '../../../src/hosts/host.ts';
import { createRunLines, type OpenFollow } from '../../../src/hosts/runs/follow-runs.ts';
import { freshRunId } from '../a-host.ts';

/** What a host follows, a stream each. */
function aHostThatIsHeard() {
  const streams: {
    readonly runs: string[];
    readonly signal: AbortSignal;
    readonly end: PromiseWithResolvers<void>;
    readonly on: Parameters<OpenFollow>[1];
  }[] = [];
  const follow = createRunLines((first, on, signal) => {
    const end = Promise.withResolvers<void>();
    const runs = [first.runId];
    streams.push({ runs, signal, end, on });
    signal.addEventListener('abort', () => end.resolve());
    on.begun((_, runId) => runs.push(runId));
    return end.promise;
  });
  return { streams, follow };
}

const nobodyStops = new AbortController().signal;

it('a run whose follower left before its end is followed by another stream, and the others stay where they are', async () => {
  const { streams, follow } = aHostThatIsHeard();
  const [silent, other] = [freshRunId(), freshRunId()];
  const heard: string[] = [];
  const stop = new AbortController();
  const left = follow(silent, () => {}, stop.signal);
  const stays = follow(other, (line) => heard.push(line), nobodyStops);
  stop.abort();
  await left;
  const again = follow(silent, (line) => heard.push(line), nobodyStops);
  expect(streams.map(({ runs }) => runs)).toEqual([[silent, other], [silent]]);
  streams[0]?.on.line(1, 'a 1');
  streams[0]?.on.line(2, 'x FINISHED');
  streams[1]?.on.line(1, 'x LOST');
  await Promise.all([stays, again]);
  expect(heard).toEqual(['x FINISHED', 'x LOST']);
  expect(streams.map(({ signal }) => signal.aborted)).toEqual([true, true]);
});

it('a stream that breaks is told to all whose runs were not over, with its reason', async () => {
  const { streams, follow } = aHostThatIsHeard();
  const runs = [freshRunId(), freshRunId(), freshRunId()];
  const [over, ...cut] = runs.map((runId) => follow(runId, () => {}, nobodyStops));
  streams[0]?.on.line(1, 'x FINISHED');
  await over;
  const reason = new HostUnreachable('It was cut off.');
  streams[0]?.end.reject(reason);
  expect(await Promise.allSettled(cut)).toEqual([
    { status: 'rejected', reason },
    { status: 'rejected', reason },
  ]);
});

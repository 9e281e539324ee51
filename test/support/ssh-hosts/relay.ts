import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** What a link does to all that passes, from now on. */
export interface LinkState {
  /** Added to each round trip, half of it each way. */
  readonly roundTripMs: number;
  /** Nothing passes, and the connection stays. */
  readonly stalled: boolean;
}

/** As much as a link holds at a time: a delay of 300 ms leaves 3 MiB/s, and a stall soon stops who sends. */
const mostBytes = 1024 * 1024;

/** `ProxyCommand relay.ts SOCKET HOST PORT`: the test at the socket says what the link does, and breaks it by hanging up. */
function relay(socket: string, host: string, port: number): void {
  let state: LinkState | null = null;
  let changed = () => {};
  const change = () => new Promise<void>((resolve) => (changed = resolve));
  let onChange = change();
  const pass = async (from: Readable, to: Writable): Promise<void> => {
    const held: { readonly data: Buffer; readonly since: number }[] = [];
    let bytes = 0;
    let ended = false;
    let arrived = () => {};
    from
      .on('data', (data: Buffer) => {
        held.push({ data, since: performance.now() });
        bytes += data.length;
        if (bytes > mostBytes) from.pause();
        arrived();
      })
      .on('end', () => {
        ended = true;
        arrived();
      });
    while (true) {
      const next = held[0];
      if (next === undefined) {
        if (ended) break;
        await new Promise<void>((resolve) => (arrived = resolve));
        continue;
      }
      const left = next.since + (state?.roundTripMs ?? 0) / 2 - performance.now();
      if (state === null || state.stalled) await onChange;
      else if (left > 0) await wait(left);
      else {
        held.shift();
        bytes -= next.data.length;
        from.resume();
        to.write(next.data);
      }
    }
  };

  const control = connect(socket, () => {
    const far = connect(port, host, () => {
      void pass(process.stdin, far).then(() => far.end());
      void pass(far, process.stdout).then(() => process.exit(0));
    });
    far.on('error', (error) => {
      console.error(error.message);
      process.exit(1);
    });
  });
  const broken = () => process.exit(1);
  control.on('error', broken).on('close', broken);
  process.stdout.on('error', broken);
  createInterface({ input: control }).on('line', (line) => {
    state = JSON.parse(line);
    changed();
    onChange = change();
  });
}

if (import.meta.main) relay(process.argv[2] ?? '', process.argv[3] ?? '', Number(process.argv[4]));

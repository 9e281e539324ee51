import { type CrashPoint, crashPoints } from '../../../src/common/crash-points.ts';
import type { AppendFault } from '../eventstoredb-double/faults.ts';
import { choicesFrom } from './choices.ts';
import type { StoreKind } from './store.ts';

/** One thing that goes wrong. Times are in milliseconds. */
export type Fault =
  | {
      readonly kind: 'KILL';
      readonly server: number;
      readonly awayMs: number;
      readonly crashAt: CrashPoint | null;
    }
  | { readonly kind: 'STOP'; readonly server: number; readonly forMs: number }
  | {
      readonly kind: 'END';
      readonly server: number;
      readonly awayMs: number;
      readonly crashAt: CrashPoint | null;
    }
  | { readonly kind: 'PARTITION'; readonly server: number; readonly forMs: number }
  | { readonly kind: 'STORE_DOWN'; readonly forMs: number }
  | { readonly kind: 'STORE_HANGS'; readonly forMs: number }
  | { readonly kind: 'APPENDS'; readonly faults: readonly AppendFault[] }
  | { readonly kind: 'SUBSCRIPTIONS'; readonly how: 'drop' | 'end' | 'mute' }
  | { readonly kind: 'TWICE' | 'EARLY' }
  | { readonly kind: 'BREAK_READS'; readonly count: number };

/** A disk, and what is asked for it. */
export interface DiskPlan {
  /** `NAME.BEHAVIOUR.raw`, as the stand-in for the tool reads it. */
  readonly image: string;
  readonly requests: readonly RequestPlan[];
}

export interface RequestPlan {
  readonly key: string;
  readonly afterMs: number;
  /** So long after it was accepted, it is canceled; null: it is not. */
  readonly cancelAfterMs: number | null;
  /** Whether the server that accepted it, or its cancel, is killed at the very moment that it says so. */
  readonly killed: boolean;
  /** Whether it is sent again once it was accepted. */
  readonly repeated: boolean;
  /** For the client's own choices. */
  readonly seed: number;
}

export interface RoundPlan {
  readonly servers: number;
  readonly crashAt: readonly (CrashPoint | null)[];
  readonly disks: readonly DiskPlan[];
  readonly faults: readonly { readonly atMs: number; readonly fault: Fault }[];
}

const appendFaults: readonly AppendFault[] = [
  'DROP_BEFORE_COMMIT',
  'DROP_AFTER_COMMIT',
  'SWALLOW_BEFORE_COMMIT',
  'SWALLOW_AFTER_COMMIT',
  'NOT_LEADER',
  'NOT_READY',
];
const behaviours = ['succeed', 'killed', 'partly', 'hang', 'succeed', 'fail'] as const;

const habits = { afterMs: 2500, cancelAfterMs: 3000, killed: 0.3, repeated: 0.4 };

/** All that happens in a round, from its seed. */
export function planRound(seed: number, store: StoreKind): RoundPlan {
  const { random, upTo, between, one, request } = choicesFrom(seed);
  const servers = random() < 0.6 ? 2 : 3;
  const crashPoint = (): CrashPoint | null => (random() < 0.4 ? one(crashPoints) : null);

  function faultOf(): Fault {
    const server = upTo(servers);
    // What can be done to a store of that kind.
    const pick = random() * (store === 'REMOTE' ? 0.42 : 1);
    if (pick < 0.16) return { kind: 'KILL', server, awayMs: between(0, 1500), crashAt: crashPoint() };
    // Mostly around the time of a lease, now and then much longer.
    if (pick < 0.34) return { kind: 'STOP', server, forMs: 1000 + Math.round(24_000 * random() ** 4) };
    if (pick < 0.42) return { kind: 'END', server, awayMs: between(0, 1500), crashAt: crashPoint() };
    if (pick < 0.6) return { kind: 'PARTITION', server, forMs: between(300, 7000) };
    if (pick < 0.7 || store === 'SERVER') return { kind: 'STORE_DOWN', forMs: between(100, 4000) };
    if (pick < 0.76) return { kind: 'STORE_HANGS', forMs: between(100, 5000) };
    if (pick < 0.88)
      return { kind: 'APPENDS', faults: Array.from({ length: between(1, 5) }, () => one(appendFaults)) };
    if (pick < 0.94) return { kind: 'SUBSCRIPTIONS', how: one(['drop', 'end', 'mute'] as const) };
    if (pick < 0.98) return { kind: random() < 0.5 ? 'TWICE' : 'EARLY' };
    return { kind: 'BREAK_READS', count: between(1, 4) };
  }

  // Mostly the same for all, so that it is reached whoever coordinates.
  const common = one(crashPoints);
  const crashAt = Array.from({ length: servers }, () => (random() < 0.7 ? common : crashPoint()));
  const first = upTo(behaviours.length);
  const disks = Array.from({ length: between(3, 6) }, (_, disk) => {
    const behaviour = behaviours[(first + disk) % behaviours.length] ?? 'succeed';
    return {
      image: `disk${disk}.${behaviour}.raw`,
      requests: Array.from({ length: random() < 0.3 ? 2 : 1 }, (_, number) =>
        request(disk, number, behaviour, habits),
      ),
    };
  });
  const faults = Array.from({ length: between(3, 7) }, () => ({ atMs: between(0, 5000), fault: faultOf() }));
  return { servers, crashAt, disks, faults: faults.toSorted((a, b) => a.atMs - b.atMs) };
}

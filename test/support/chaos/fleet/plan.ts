import { type CrashPoint, crashPoints } from '../../../../src/common/crash-points.ts';
import { choicesFrom } from '../choices.ts';
import type { DiskPlan } from '../round-plan.ts';

/** Where the servers of a round keep their events. */
export type FleetStore = 'EMBEDDED' | 'DOUBLE';

/** What runs on a host and can be killed there: the shell that holds a run, the tool, and what shows it the image. */
export type OnHost = 'RUNNER' | 'TOOL' | 'EXPORT';

/** One thing that goes wrong in a fleet. Times are in milliseconds. */
export type FleetFault =
  | {
      readonly kind: 'KILL_SERVER';
      readonly server: number;
      readonly awayMs: number;
      readonly crashAt: CrashPoint | null;
    }
  | { readonly kind: 'STOP_SERVER'; readonly server: number; readonly forMs: number }
  | {
      readonly kind: 'SERVER_AND_HOST';
      readonly server: number;
      readonly host: number;
      readonly forMs: number;
    }
  | { readonly kind: 'KILL_SSH'; readonly which: 'MASTERS' | 'ALL' }
  | { readonly kind: 'KILL_SSHD'; readonly host: number; readonly forMs: number }
  | { readonly kind: 'KILL_ON_HOST'; readonly host: number; readonly what: OnHost }
  | { readonly kind: 'CUT'; readonly host: number; readonly forMs: number }
  | { readonly kind: 'POWER_OFF'; readonly host: number; readonly forMs: number }
  | { readonly kind: 'FILL'; readonly host: number; readonly forMs: number }
  | { readonly kind: 'CLOCK'; readonly host: number; readonly seconds: number }
  | { readonly kind: 'SERVER_CLOCK'; readonly seconds: number }
  | { readonly kind: 'CONFIRM_DOWN'; readonly host: number; readonly forMs: number }
  | { readonly kind: 'STORE_DOWN'; readonly forMs: number };

export interface PlannedFault {
  /** How often the tool has been started before: machines are not equally fast. */
  readonly afterStarts: number;
  /** How long after that. */
  readonly atMs: number;
  readonly fault: FleetFault;
}

export interface FleetPlan {
  readonly hosts: number;
  readonly crashAt: readonly (CrashPoint | null)[];
  /** Where each lies: on the storage that all hosts share, or on that of one host. */
  readonly disks: readonly (DiskPlan & { readonly on: 'SHARED' | number })[];
  readonly faults: readonly PlannedFault[];
  /** Between two scans of a host, in seconds; 0: none but the first. */
  readonly scanSeconds: number;
}

const behaviours = ['succeed', 'succeed', 'succeed', 'partly', 'hang', 'succeed', 'killed', 'fail'] as const;

const habits = { afterMs: 3000, cancelAfterMs: 4000, killed: 0.08, repeated: 0.3 };

/** All that happens in a round with a fleet, from its seed. */
export function planFleetRound(seed: number, store: FleetStore): FleetPlan {
  const { random, upTo, between, one, request } = choicesFrom(seed);
  const servers = store === 'EMBEDDED' ? 1 : 2;
  const hosts = between(2, 3);
  const crashPoint = (): CrashPoint | null => (random() < 0.4 ? one(crashPoints) : null);

  // Nobody may say of a host that is only cut off that it is down: what comes of that is no fault.
  const confirmed = random() < 0.3 ? upTo(hosts) : null;
  const others = Array.from({ length: hosts }, (_, host) => host).filter((host) => host !== confirmed);

  function faultOf(): FleetFault {
    const [server, host] = [upTo(servers), upTo(hosts)];
    const pick = random();
    if (pick < 0.14) return { kind: 'KILL_SERVER', server, awayMs: between(0, 1500), crashAt: crashPoint() };
    if (pick < 0.2) return { kind: 'STOP_SERVER', server, forMs: 500 + Math.round(9500 * random() ** 3) };
    if (pick < 0.26) return { kind: 'SERVER_AND_HOST', server, host, forMs: between(0, 2000) };
    if (pick < 0.34) return { kind: 'KILL_SSH', which: one(['MASTERS', 'ALL'] as const) };
    if (pick < 0.4) return { kind: 'KILL_SSHD', host, forMs: between(0, 2000) };
    if (pick < 0.54) return { kind: 'KILL_ON_HOST', host, what: one(['RUNNER', 'TOOL', 'EXPORT'] as const) };
    // Mostly too short for a connection to break, now and then longer.
    if (pick < 0.74) return { kind: 'CUT', host: one(others), forMs: 300 + Math.round(9700 * random() ** 2) };
    if (pick < 0.84) return { kind: 'POWER_OFF', host, forMs: random() < 0.5 ? 0 : between(0, 4000) };
    if (pick < 0.9) return { kind: 'FILL', host: 0, forMs: between(500, 3000) };
    const seconds = one([-31_536_000, -3600, -10, 10, 3600, 31_536_000]);
    if (pick < 0.93) return { kind: 'CLOCK', host, seconds };
    if (pick < 0.97 || store === 'EMBEDDED') return { kind: 'SERVER_CLOCK', seconds };
    return { kind: 'STORE_DOWN', forMs: between(100, 3000) };
  }

  const first = upTo(behaviours.length);
  const disks = Array.from({ length: between(6, 12) }, (_, disk) => {
    const behaviour = behaviours[(first + disk) % behaviours.length] ?? 'succeed';
    return {
      image: `disk${disk}.${behaviour}.raw`,
      on: random() < 0.6 ? ('SHARED' as const) : upTo(hosts),
      requests: Array.from({ length: random() < 0.15 ? 2 : 1 }, (_, number) =>
        request(disk, number, behaviour, habits),
      ),
    };
  });
  const whenever = (): Omit<PlannedFault, 'fault'> =>
    random() < 0.4
      ? { afterStarts: 0, atMs: between(0, 6000) }
      : { afterStarts: between(1, disks.length), atMs: between(0, 1500) };
  const faults = Array.from({ length: between(3, 7) }, () => ({ ...whenever(), fault: faultOf() }));
  if (confirmed !== null) {
    const fault = { kind: 'CONFIRM_DOWN', host: confirmed, forMs: between(0, 3000) } as const;
    faults.push({ ...whenever(), fault });
  }
  return {
    hosts,
    crashAt: Array.from({ length: servers }, crashPoint),
    disks,
    faults,
    scanSeconds: one([0, 5, 15]),
  };
}

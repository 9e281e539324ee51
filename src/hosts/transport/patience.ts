/** How long something is waited for on a host, in milliseconds: longer on one that was found to be slow. */
export interface Patience {
  ms(): number;
  /** It came to its end after so long. */
  took(ms: number): void;
  /** It did not come to its end in time; the next is given twice as long. */
  ranOut(): void;
}

/** What took so long before may take as many times that on a host that has become busy since. */
const slack = 4;

export function createPatience({ leastMs, mostMs }: { leastMs: number; mostMs: number }): Patience {
  let bound = leastMs;
  return {
    ms: () => bound,
    took(ms) {
      bound = Math.min(mostMs, Math.max(leastMs, slack * ms));
    },
    ranOut() {
      bound = Math.min(mostMs, 2 * bound);
    },
  };
}

export type HostPatience = ReturnType<typeof createHostPatience>;

/**
 * How long a host is given to answer questions about itself, for one about its virtual machines, and to boot an appliance.
 * Tools report their version within a second, a healthy libvirt answers in milliseconds, and an appliance boots in 10 to
 * 20 s under software emulation: a busy host is given some times that.
 */
export const createHostPatience = () => ({
  libvirt: createPatience({ leastMs: 20_000, mostMs: 120_000 }),
  answer: createPatience({ leastMs: 20_000, mostMs: 300_000 }),
  boot: createPatience({ leastMs: 120_000, mostMs: 1_800_000 }),
});

import type { HostView } from '../../src/projections/views.ts';

/** A registered host of which nothing else is known, as far as not given otherwise. */
export const aHostView = (given: Partial<HostView> & Pick<HostView, 'id'>): HostView => ({
  name: given.id,
  registeredAt: '',
  capabilities: null,
  probedAt: null,
  observation: null,
  observedAt: null,
  removedAt: null,
  status: 'ACTIVE',
  ssh: null,
  maxRuns: null,
  labels: {},
  allowEmulation: true,
  refusedKey: null,
  confirmedDown: false,
  confirmedDownAt: null,
  ...given,
});

/** How it can be reached at an address. */
export const anAddress = { address: 'a', hostKey: null, runsDirectory: '/var/lib/winnow/runs' };

import { accept, type Decision } from '../decision.ts';
import { sameValue } from '../same-value.ts';
import type { InstallationEvent, Limits } from './events.ts';

/** The limits of an installation where no operator has set any. */
export const noLimits: Limits = { maxRuns: null };

/** What an event makes of the limits. */
export const evolveLimits = (_limits: Limits, { data }: InstallationEvent): Limits => data;

/** What follows where an operator sets limits. */
export const decideLimits = (limits: Limits, next: Limits): Decision<InstallationEvent, never> =>
  sameValue(limits, next) ? accept() : accept({ type: 'LimitsUpdated', data: next });

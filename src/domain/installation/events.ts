/** What operators limit in the whole installation. */
export interface Limits {
  /** How many runs there may be at once in all; null: as the servers are set to. */
  readonly maxRuns: number | null;
}

/** The events of the installation as a whole. */
export interface InstallationEvent {
  readonly type: 'LimitsUpdated';
  readonly data: Limits;
}

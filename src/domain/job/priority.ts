/** Among jobs that wait, those of a higher priority go first; highest first. */
export const priorities = ['HIGH', 'NORMAL', 'LOW'] as const;

export type JobPriority = (typeof priorities)[number];

/** The priority of options; requests that do not say are NORMAL. */
export const priorityOf = ({ priority }: { readonly priority?: JobPriority }): JobPriority =>
  priority ?? 'NORMAL';

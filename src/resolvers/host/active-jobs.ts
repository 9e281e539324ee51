import type { HostResolvers } from '../schema-types.ts';

/** Host.activeJobs: those whose attempt on the host goes on. */
export const activeJobs: HostResolvers['activeJobs'] = ({ id }, _args, { views }) =>
  views.activeJobs().filter(({ attempts }) => {
    const attempt = attempts.at(-1);
    return attempt?.hostId === id && attempt.ended === null;
  });

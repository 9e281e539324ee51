import type { SparsifyJobResolvers } from '../schema-types.ts';

/** SparsifyJob.duration */
export const duration: SparsifyJobResolvers['duration'] = ({ startedAt, finishedAt, asOf }) => {
  if (startedAt === null) return null;
  const end = finishedAt ?? asOf;
  return Math.max(0, (end === undefined ? Date.now() : Date.parse(end)) - Date.parse(startedAt)) / 1000;
};

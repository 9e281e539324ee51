import type { UserError } from '../client/graphql-client.ts';
import { Refused } from '../errors.ts';
import { type MentionedDisk, typeable } from '../output/typeable.ts';

/** The refusal that a mutation answered with, with commands to type; `otherwise` is for one without a message. */
export function refusalOf(
  [error]: readonly UserError[],
  otherwise: string,
  {
    disk,
    host,
    remedy = null,
  }: {
    readonly disk?: MentionedDisk | null;
    readonly host?: string | null;
    readonly remedy?: string | null;
  } = {},
): Refused {
  return new Refused(error?.code ?? 'REFUSED', typeable(error?.message ?? otherwise, disk, host), remedy);
}

import type { TypedDocument } from './graphql-client.ts';
import { type Connection, pageFields } from './pages.ts';

/** An event of the history. */
export interface ActivityNode {
  readonly id: string;
  readonly cursor: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly summary: string;
  readonly disk: { readonly id: string; readonly name: string } | null;
  readonly job: { readonly id: string } | null;
}

export const listActivity: TypedDocument<
  { readonly activity: Connection<ActivityNode> },
  {
    first: number;
    after?: string | null;
    order: 'ASC' | 'DESC';
    filter?: { diskId?: string; jobId?: string };
  }
> = {
  document: `query Activity($first: Int!, $after: String, $order: OrderDirection!, $filter: ActivityFilter) {
    activity(first: $first, after: $after, orderBy: $order, filter: $filter) {
      nodes { id cursor type: __typename occurredAt actor { kind id } summary disk { id name } job { id } } ${pageFields}
    }
  }`,
};

/** A GraphQL document with the types of its data and variables. */
export interface TypedDocument<_Data, _Variables extends Variables = Variables> {
  readonly document: string;
  /** Never set: carries the types. */
  readonly types?: (variables: _Variables) => _Data;
}

export type Variables = Readonly<Record<string, unknown>>;

/** What every payload of a subscription has in its only field. */
export type Update = Readonly<Record<string, { readonly cursor: string }>>;

/** The GraphQL API, over the network or in this process. */
export interface GraphqlClient {
  /** @throws ServerUnreachable, ServerFault */
  request<Data, V extends Variables>(document: TypedDocument<Data, V>, variables: V): Promise<Data>;
  /**
   * Payloads until the subscription ends. After a lost connection it resumes from the last payload's cursor, so that
   * nothing is missed.
   * @throws ServerUnreachable, ServerFault
   */
  subscribe<Data extends Update, V extends Variables>(
    document: TypedDocument<Data, V>,
    variables: V,
  ): AsyncGenerator<Data, void, undefined>;
  close(): Promise<void>;
}

/** Why a mutation was refused. */
export interface UserError {
  readonly code: string;
  readonly message: string;
}

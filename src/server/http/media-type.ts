export const graphqlResponse = 'application/graphql-response+json';
export const json = 'application/json';
export const eventStream = 'text/event-stream';

/** What a client accepts as an answer, by its Accept header. */
export interface Accepted {
  /** For a single result: the media type that the client prefers, application/json where it names none, null where it accepts none. */
  readonly single: typeof graphqlResponse | typeof json | typeof eventStream | null;
  /** Whether it accepts an event stream, which a subscription needs. */
  readonly stream: boolean;
}

/** Which media types an answer may have. */
export function acceptedBy(accept: string | undefined): Accepted {
  const quality = new Map<string, number>();
  for (const part of (accept || '*/*').toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    quality.set(type, q === undefined ? 1 : Number(q));
  }
  const of = (type: string): number =>
    quality.get(type) ?? quality.get(`${type.split('/', 1)[0]}/*`) ?? quality.get('*/*') ?? 0;
  const candidates = [json, graphqlResponse, eventStream] as const;
  const named = [...quality.keys()];
  const rank = (type: string): number => (named.includes(type) ? named.indexOf(type) : named.length);
  // Of those that the client prefers equally, the one that it names first.
  const [best] = candidates.toSorted((a, b) => of(b) - of(a) || rank(a) - rank(b));
  return { single: best !== undefined && of(best) > 0 ? best : null, stream: of(eventStream) > 0 };
}

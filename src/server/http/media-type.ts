export const graphqlResponse = 'application/graphql-response+json';
export const json = 'application/json';
export type ResponseMediaType = typeof graphqlResponse | typeof json;

const remembered = new Map<string, ResponseMediaType | null>();
const rememberedAtMost = 200;

/**
 * Which media type to answer with, by the Accept header: the one that the client prefers, application/json where it does
 * not care, and null where it takes neither.
 */
export function responseMediaType(accept: string | undefined): ResponseMediaType | null {
  if (accept === undefined || accept === '') return json;
  const known = remembered.get(accept);
  if (known !== undefined) return known;
  const found = preferred(accept);
  if (remembered.size < rememberedAtMost) remembered.set(accept, found);
  return found;
}

function preferred(accept: string): ResponseMediaType | null {
  const quality = { [graphqlResponse]: -1, [json]: -1, 'application/*': -1, '*/*': -1 };
  const order: ResponseMediaType[] = [];
  for (const part of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim());
    if (!Object.hasOwn(quality, type)) continue;
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    quality[type as keyof typeof quality] = q === undefined ? 1 : Number(q);
    if (type === graphqlResponse || type === json) order.push(type);
  }
  const anything = quality['application/*'] >= 0 ? quality['application/*'] : quality['*/*'];
  const of = (type: ResponseMediaType): number => (quality[type] >= 0 ? quality[type] : anything);
  const candidates = [...order, json, graphqlResponse] as const;
  const [best] = candidates.toSorted((a, b) => of(b) - of(a));
  return best !== undefined && of(best) > 0 ? best : null;
}

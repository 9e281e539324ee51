import { createSourceEventStream, execute, type FormattedExecutionResult } from 'graphql';
import type { ServerContext } from '../operation-log.ts';
import type { Operations, PreparedOperation } from '../operations.ts';
import { faultOf } from '../shape-error.ts';
import type { Results, StreamedResult } from './event-streams.ts';

const done = { done: true, value: undefined } as const;

/** The one result of an operation that is executed already, or refused. */
export function singleResult(context: ServerContext, result: FormattedExecutionResult): Results {
  const results = [written(context, result)].values();
  return { next: async () => results.next() };
}

/**
 * The results of a subscription, one for each of its payloads, with the payload's cursor, whether or not the client selects
 * it. What ends the source becomes the last result.
 */
export async function subscriptionResults(
  operations: Operations,
  context: ServerContext,
  { args }: PreparedOperation,
): Promise<Results> {
  const source = await createSourceEventStream(args);
  if (!(Symbol.asyncIterator in source)) {
    return singleResult(context, operations.shapeResult(source, context));
  }
  const payloads: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
  let isBroken = false;
  return {
    next: async () => {
      if (isBroken) return done;
      try {
        const payload = await payloads.next();
        if (payload.done) return done;
        const result = operations.shapeResult(await execute({ ...args, rootValue: payload.value }), context);
        return { done: false, value: written(context, result, cursorOf(payload.value)) };
      } catch (error) {
        isBroken = true;
        const errors = operations.shape([faultOf(error)], context);
        return { done: false, value: written(context, { errors }) };
      }
    },
    return: async () => {
      try {
        await payloads.return?.();
      } catch (error) {
        operations.shape([faultOf(error)], context);
      }
      return done;
    },
  };
}

function written(
  context: ServerContext,
  result: FormattedExecutionResult,
  id: string | null = null,
): StreamedResult {
  context.log.payloads += 1;
  return { id, json: JSON.stringify(result) };
}

/** The cursor of a subscription's payload, which is the value of its one field. */
function cursorOf(payload: unknown): string | null {
  const [update] = typeof payload === 'object' && payload !== null ? Object.values(payload) : [];
  const hasCursor = typeof update === 'object' && update !== null && 'cursor' in update;
  return hasCursor && typeof update.cursor === 'string' ? update.cursor : null;
}

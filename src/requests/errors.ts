// What a request can end with besides a refusal, as resolvers/ know it: they reach it through requests alone.
export { EventStoreUnavailable } from '../streams/store.ts';
export { ViewsBehind } from '../streams/views-behind.ts';

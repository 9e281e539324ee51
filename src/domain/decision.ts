/** The decision on a command: the events that follow from it (none, if all is already so), or why it is rejected. */
export type Decision<Event, Rejection> =
  | { readonly outcome: 'ACCEPTED'; readonly events: readonly Event[] }
  | { readonly outcome: 'REJECTED'; readonly rejection: Rejection };

export const accept = <Event>(...events: Event[]): { outcome: 'ACCEPTED'; events: readonly Event[] } => ({
  outcome: 'ACCEPTED',
  events,
});

export const reject = <Rejection>(rejection: Rejection): { outcome: 'REJECTED'; rejection: Rejection } => ({
  outcome: 'REJECTED',
  rejection,
});

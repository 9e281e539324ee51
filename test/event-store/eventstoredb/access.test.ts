import { expect, it } from 'vitest';
import { describeFault } from '../../../src/event-store/eventstoredb/fault.ts';

/** As gRPC tells it. */
const statusError = (code: number, message: string): Error => Object.assign(new Error(message), { code });

it('a right that the user lacks is named, with where to read how it is given', () => {
  const told = describeFault(statusError(7, '7 PERMISSION_DENIED: Access Denied'), 'esdb://es:2113');
  expect(told).toMatchObject({
    name: 'StoreAccessDenied',
    retryable: false,
    message: expect.stringMatching(/esdb:\/\/es:2113 .*Access Denied.* read \$all .*docs\/operations\.md/),
  });
});

it('a wrong user or password is told from a right that is lacking', () => {
  const told = describeFault(statusError(16, '16 UNAUTHENTICATED: Unauthenticated'), 'esdb://es:2113');
  expect(told).toMatchObject({
    name: 'StoreUserUnknown',
    retryable: false,
    message: expect.stringContaining('does not know this user with this password'),
  });
});

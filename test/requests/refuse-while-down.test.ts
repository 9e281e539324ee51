import { expect, it } from 'vitest';
import { assertAvailable } from '../../src/event-store/health-watch.ts';
import { refuseWhileDown } from '../../src/requests/refuse-while-down.ts';
import type { Requests } from '../../src/requests/requests.ts';

it.each([true, false])(
  'the refusal while a store is down says whether trying again helps: %s',
  async (retryable) => {
    const current = () => ({
      kind: 'SQLITE' as const,
      available: false,
      problem: 'what is wrong',
      retryable,
      availableAt: null,
    });
    const never = { cancelSparsifyJob: () => Promise.reject(new Error('asked')) } as unknown as Requests;
    const request = refuseWhileDown(never, () => assertAvailable({ current })).cancelSparsifyJob(
      { jobId: 'job_1', reason: null },
      {
        actor: { kind: 'USER', id: 'ada' },
        requestId: 'req_1',
      },
    );
    await expect(request).rejects.toMatchObject({ name: 'StoreDown', message: 'what is wrong', retryable });
  },
);

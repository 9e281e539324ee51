import { describe, expect, it } from 'vitest';
import { describeFault, type ImageFaultCode } from '../../../src/domain/disk/image-fault.ts';

describe('what to do about a name in a header that leads to another file', () => {
  it.each<[ImageFaultCode, RegExp]>([
    ['EXTERNAL_DATA_FILE', /^If you did not set that up,.* copy nothing,.* If you did,/],
    ['BACKING_NOT_A_FILE', /^If that name is not yours,.* copy nothing,.* If it is,/],
  ])('copies nothing that somebody else named: %s', (code, cautious) => {
    const { remedy } = describeFault({ code, path: '/images/web.qcow2', detail: 'json:{}' });
    expect(remedy).toMatch(cautious);
  });
});

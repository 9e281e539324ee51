import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { putImages, root } from '../discovery/a-host.ts';
import { foundImage, inspectedImage } from '../support/fake-host.ts';
import { openSocket } from '../support/open-socket.ts';
import { openParts, type Parts, storageDomainId } from '../support/parts.ts';
import { errorsOf, post, startServer } from '../support/start-server.ts';

/** 64 PiB, as a qcow2's header can say: beyond what the views can keep as a number. */
const virtualSize = 2 ** 56;
const told = {
  message: expect.stringMatching(
    /^Disk\w+ was not recorded .*: virtualSize is 72057594037927940, and must be .* Nothing was stored\. /,
  ),
  extensions: { code: 'NOT_RECORDED', retryable: false, requestId: expect.any(String) },
};

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
  parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
});
afterEach(() => parts.close());

async function serverOfParts() {
  const { views, feed, requests } = parts;
  return startServer({}, { views, feed, requests });
}

describe('what could not be read back', () => {
  const register = `mutation { registerDisk(input: { storageDomainId: "${storageDomainId}", path: "web.qcow2",
    format: QCOW2, allocation: THIN }) { disk { id } userErrors { code } } }`;
  beforeEach(() => {
    parts.fake.control.inspection = {
      ok: true,
      image: inspectedImage('/images/web.qcow2', { virtualSize, allocatedBytes: 5000 }),
    };
  });

  it('is refused with the field, its value and what to do, over HTTP, and nothing of it is stored', async () => {
    const before = await parts.events();
    const answer = await post(await serverOfParts(), register);
    expect(errorsOf(answer)[0]).toMatchObject(told);
    expect(await parts.events()).toBe(before);
    expect(parts.disks()).toEqual([]);
  });

  it('is refused so over a WebSocket, too', async () => {
    const { subscribe, next } = await openSocket(await serverOfParts());
    subscribe(register);
    expect(await next()).toMatchObject({ type: 'next', payload: { errors: [told] } });
  });

  it('is refused to who asks for a look at that disk alone', async () => {
    parts.fake.control.inspection = null;
    const disk = await parts.registerDisk('web.qcow2');
    putImages(parts.fake, [foundImage('/images/web.qcow2', { virtualSize })]);
    const query = `mutation { refreshDisk(input: { id: "${disk}" }) { userErrors { code } } }`;
    expect(errorsOf(await post(await serverOfParts(), query))[0]).toMatchObject(told);
    expect(parts.views.disk(disk)?.observation?.virtualSize).not.toBe(virtualSize);
  });

  it('keeps a scan from nothing else that it found, and shows among the problems of the host', async () => {
    putImages(parts.fake, [
      foundImage('/images/huge.qcow2', { virtualSize }),
      foundImage('/images/web.qcow2'),
    ]);
    const query = 'mutation { scanHost(input: { id: "host_fake" }) { userErrors { code } } }';
    expect((await post(await serverOfParts(), query)).status).toBe(200);
    await vi.waitFor(() => {
      const shown = parts.views.host('host_fake')?.observation?.problems ?? [];
      expect(shown).toMatchObject([{ what: expect.stringMatching(/virtualSize is 72057594037927940/) }]);
      expect(parts.views.runningOperations()).toEqual([]);
    });
    expect(parts.disks().map(({ path }) => path)).toEqual(['web.qcow2']);
    const before = await parts.events();
    await parts.scanner.scan('host_fake', null);
    expect(await parts.events()).toBe(before);
  });
});

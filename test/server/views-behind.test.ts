import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { putImages, root } from '../discovery/a-host.ts';
import { foundImage } from '../support/fake-host.ts';
import { openParts, type Parts } from '../support/parts.ts';
import { post, startServer } from '../support/start-server.ts';

let parts: Parts;
beforeEach(async () => {
  parts = await openParts();
  parts.fake.control.storage = { mounts: [root], blockDevices: [], volumeGroups: new Map(), problems: [] };
});
afterEach(() => parts.close());

/** What a server answers whose views have fallen behind. */
async function answerOf(mutation: string, views = parts.views) {
  const { feed, requests } = parts;
  const server = await startServer({}, { views, feed, requests });
  parts.viewsFallBehind();
  return JSON.parse((await post(server, `mutation { ${mutation} { userErrors { code } } }`)).text);
}
const behind = (retryable: boolean, message: RegExp) => ({
  errors: [
    {
      message: expect.stringMatching(message),
      extensions: { code: 'VIEWS_BEHIND', retryable, requestId: expect.any(String) },
    },
  ],
});

describe('while the views are behind', () => {
  it('a request that is refused is answered as refused', async () => {
    const disk = await parts.registerDisk('web.qcow2');
    await parts.sparsify(disk);
    const events = await parts.events();
    expect(await answerOf(`sparsifyDisk(input: { id: "${disk}" })`)).toEqual({
      data: { sparsifyDisk: { userErrors: [{ code: 'DISK_BUSY' }] } },
    });
    expect(await parts.events()).toBe(events);
  });

  it('a request that is refused by what was looked at again meanwhile is, too', async () => {
    const disk = await parts.registerDisk('web.qcow2');
    putImages(parts.fake, [foundImage('/images/web.qcow2', { dirty: true })]);
    await parts.scanner.inspect(disk, 'host_fake', null);
    putImages(parts.fake, [foundImage('/images/web.qcow2', { dirty: true, writable: false })]);
    expect(await answerOf(`sparsifyDisk(input: { id: "${disk}" })`)).toEqual({
      data: { sparsifyDisk: { userErrors: [{ code: 'DISK_NOT_ELIGIBLE' }] } },
    });
  });

  it('a request that is recorded is said to be, and takes effect', async () => {
    const disk = await parts.registerDisk('web.qcow2');
    expect(await answerOf(`removeDisk(input: { id: "${disk}" })`)).toMatchObject(
      behind(false, /^What was asked is recorded, .* takes effect all the same/),
    );
    const events = await Array.fromAsync(parts.store.readStream(`disk-${disk}`));
    expect(events.at(-1)?.type).toBe('DiskRemoved');
  });

  it('of registerHost a part is recorded, and it is said that the rest was not done', async () => {
    const mutation = 'registerHost(input: { name: "other", directories: ["/more"] })';
    expect(await answerOf(mutation)).toMatchObject(
      behind(true, /^A part of the request is recorded, .* the rest was not done\. Send the same/),
    );
    const events = await Array.fromAsync(parts.store.readStream('host-host_fake'));
    expect(events.at(-1)?.type).toBe('HostUpdated');
  });

  it('an operation that is recorded is said to be, and takes effect', async () => {
    expect(await answerOf('probeHost(input: { id: "host_fake" })')).toMatchObject(
      behind(false, /^What was asked is recorded, .* takes effect all the same/),
    );
    await vi.waitFor(async () => {
      const events = await Array.fromAsync(parts.store.readStream('host-host_fake'));
      expect(events.at(-1)?.type).toBe('HostProbed');
    });
  });

  it('what is not in the views is not said to be nowhere', async () => {
    const views = Object.assign(Object.create(parts.views), { job: () => null });
    expect(await answerOf('cancelSparsifyJob(input: { id: "job_new" })', views)).toMatchObject(
      behind(true, /^Nothing was recorded: .* Send the same/),
    );
  });
});

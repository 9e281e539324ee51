import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conditionFailure } from '../../../src/hosts/images/image-failures.ts';
import { inUseFailure, readFileUsers } from '../../../src/hosts/images/use/file-users.ts';
import { held } from '../../../src/hosts/images/use/image-use.ts';
import { aHost } from '../a-host.ts';
import { qemuImg } from '../images/real-images.ts';

describe('a command that somebody is told to type', () => {
  const path = '/images/it\'s $(touch owned) "`id`".qcow2';
  const word = `'/images/it'\\''s $(touch owned) "\`id\`".qcow2'`;

  it('gives a shell the name of an image as one word, whatever it is', async () => {
    expect(held(path).remedy).toContain(`fuser -v ${word}\``);
    const swapping = readFileUsers({ all: (field) => (field === 'swap' ? [path] : []), has: () => false });
    expect(inUseFailure(path, swapping)?.remedy).toContain(`swapoff ${word}\``);
  });

  it('does so for an image that has to be mended', async () => {
    const { host, images } = aHost();
    const name = 'web $(touch owned).qcow2';
    qemuImg('create', '-q', '-f', 'qcow2', join(images, name), '1M');
    const image = { directory: images, path: name, format: 'QCOW2' } as const;
    const inspected = await host.inspectImage(image);
    if (!inspected.ok) throw new Error(inspected.failure.message);
    for (const broken of [{ corrupt: true }, { refcounts: 'BROKEN' }] as const) {
      expect(conditionFailure({ ...inspected.image, ...broken })?.remedy).toContain(
        `qemu-img check -r all '${join(images, name)}'`,
      );
    }
  });
});

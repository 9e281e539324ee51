import type { VmState } from '../../src/domain/disk/attachments.ts';
import type { Mount } from '../../src/domain/host/events.ts';
import type { FoundImage, Vm, VmDisk, VmsFound } from '../../src/hosts/inventory.ts';
import type { FakeHost } from '../support/fake-host.ts';

export const aMount = (path: string, mount: Partial<Mount> = {}): Mount => ({
  path,
  source: '/dev/sda1',
  fsType: 'ext4',
  uuid: 'uuid-1',
  nfsVersion: null,
  readOnly: false,
  ...mount,
});

export const root = aMount('/');
export const nfs = (path: string, source = 'nas:/export'): Mount =>
  aMount(path, { source, fsType: 'nfs4', uuid: null, nfsVersion: '4.2' });

/** A machine with disks that are files, or anything else. */
export const aMachine = (name: string, state: VmState, ...disks: (string | Partial<VmDisk>)[]): Vm => ({
  id: `uuid-of-${name}`,
  name,
  state,
  disks: disks.map((disk, index) => ({
    target: `vd${'abcdefgh'[index]}`,
    type: 'FILE',
    path: null,
    network: null,
    format: 'qcow2',
    readOnly: false,
    shareable: false,
    lun: false,
    ...(typeof disk === 'string' ? { path: disk } : disk),
  })),
});

export const machines = (...all: Vm[]): VmsFound => ({
  known: 'KNOWN',
  vms: all,
  storage: { directories: [], files: [] },
});

export const standsOn = (realPath: string): Pick<FoundImage, 'backing'> => ({
  backing: { name: realPath, realPath, format: 'qcow2' },
});

/** Puts a disk's worth of images on a host: those in registered directories, and those that are asked for, are found. */
export function putImages({ control }: FakeHost, images: readonly FoundImage[]): void {
  control.images = ({ wanted, directories }) => {
    const within = (path: string) => directories.some((directory) => path.startsWith(`${directory}/`));
    const asked = wanted.map(({ path }) => control.links.get(path) ?? path);
    const found = new Set<FoundImage>();
    const visit = (image: FoundImage | undefined): void => {
      if (image === undefined || found.has(image)) return;
      found.add(image);
      visit(images.find(({ realPath }) => realPath === image.backing?.realPath));
    };
    for (const image of images) if (within(image.realPath) || asked.includes(image.realPath)) visit(image);
    return {
      images: [...found],
      missing: wanted
        .filter(({ path }) => !images.some(({ realPath }) => realPath === (control.links.get(path) ?? path)))
        .map(({ path }) => path),
      problems: [],
      unanswered: [],
    };
  };
}

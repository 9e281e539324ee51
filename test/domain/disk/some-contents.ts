import type { DiskArea, DiskContents, VolumeGroup } from '../../../src/domain/disk/contents.ts';

/** Contents of a disk of 100 GiB with one partition of 80 GiB, and nothing against it. */
export const area = (changes: Partial<DiskArea> = {}): DiskArea => ({
  device: '/dev/sda2',
  offset: 1 << 20,
  size: 80 * 1024 ** 3,
  partitionType: '0fc63daf-8483-4772-8e79-3d69d8477de4',
  kind: 'FILESYSTEM',
  type: 'ext4',
  state: 'CLEAN',
  ...changes,
});

export const contentsWith = (changes: Partial<DiskContents> = {}): DiskContents => ({
  imageVersion: '1:2:3:4.5',
  partitionTable: 'GPT',
  sectorSize: 512,
  areas: [area()],
  volumeGroups: [],
  ...changes,
});

export const spanning: VolumeGroup = {
  name: 'data',
  uuid: 'Z7ZAbi-R223-XPBc-bnq0-dvqg-iz50-81Mi85',
  physicalVolumes: 2,
  missing: ['Oz0mqI-da2d-d3W0-ukd8-qSaN-S0qL-HMoSQN'],
  incompleteVolumes: ['mail'],
};

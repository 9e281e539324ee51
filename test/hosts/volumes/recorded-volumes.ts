import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockDevicesOf } from '../../../src/hosts/storage/block-devices.ts';
import { deviceLayers } from '../../../src/hosts/storage/device-layers.ts';
import { readDeviceTree } from '../../../src/hosts/storage/device-tree.ts';
import { readActiveVolumes } from '../../../src/hosts/volumes/active-volumes.ts';
import { findVolumes } from '../../../src/hosts/volumes/find-volumes.ts';
import { readLvmReport } from '../../../src/hosts/volumes/lvm-report.ts';
import { volumeFacts } from '../../../src/hosts/volumes/volume-facts.ts';

/** What a real host said; see the README beside it. */
export function recorded(name: 'layouts' | 'twins') {
  const read = (file: string) =>
    readFileSync(join(import.meta.dirname, '../fixtures/lvm', name, file), 'utf8');
  return { volumes: read('volumes.txt'), mapped: read('mapped.txt'), devices: read('devices.json') };
}

/** What is made of it; `edit` changes what LVM said. */
export function volumesOf(name: 'layouts' | 'twins', edit = (said: string): string => said) {
  const said = recorded(name);
  const report = readLvmReport(edit(said.volumes));
  const [mapped = '', status = ''] = said.mapped.split('\n\n');
  const active = readActiveVolumes(mapped, status);
  const nodes = readDeviceTree(said.devices);
  const ids = mapped.split('\n').map((line): [string, string] => {
    const [number, uuid = ''] = line.split(' ');
    return [nodes.find((node) => node['maj:min'] === number)?.kname ?? '', uuid];
  });
  const layers = deviceLayers(nodes, {
    ...{ provisioning: new Map(), transports: new Map() },
    mapped: new Map(ids),
  });
  const blockDevices = blockDevicesOf(nodes, layers);
  const found = findVolumes({ report, active, problems: [] }, blockDevices, layers);
  const groupNamed = (group: string) => report.groups.find((each) => each.name === group);
  return {
    report,
    active,
    found,
    inactive: found.blockDevices.filter(({ active: is }) => is === false),
    /** The facts of the first group of that name. */
    groupFacts: (group: string) => found.volumeGroups?.get(groupNamed(group)?.id ?? '')?.facts,
    /** The facts of a volume of the first group of that name that has it. */
    facts(path: string) {
      const [group, volume] = path.split('/');
      for (const each of report.groups.filter(({ name }) => name === group)) {
        const there = each.volumes.find(({ name }) => name === volume);
        if (there) return volumeFacts(there, each, report, active);
      }
      throw new Error(`There is no volume ${path}.`);
    },
  };
}

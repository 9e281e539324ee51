import { readFileSync } from 'node:fs';
import type { HostFinding, Mount } from '../../domain/host/events.ts';
import { isInside } from '../../domain/is-inside.ts';
import type { StorageFound } from '../inventory.ts';
import type { HostTools } from '../probe/tools.ts';
import type { Transport } from '../transport/transport.ts';
import { findVolumes } from '../volumes/find-volumes.ts';
import { createVolumeReader, type VolumeReader } from '../volumes/read-volumes.ts';
import { type Answer, createAsker, type Question } from './ask-with-limit.ts';
import { blockDevicesOf } from './block-devices.ts';
import { deviceLayers } from './device-layers.ts';
import { type DeviceNode, readDeviceTree } from './device-tree.ts';
import { mayHoldImages } from './holds-images.ts';
import { findmntArgs, readMountTable } from './mount-table.ts';
import { mountsOf, sourceOf } from './mounts.ts';
import { type Provisioning, readProvisioning } from './provisioning.ts';
import { deviceHangs, mountProblem, unread } from './storage-problems.ts';

const script = readFileSync(new URL('list-storage.sh', import.meta.url), 'utf8');
const timeoutMs = 20_000;
/** How long a mount or a device may take to answer, in seconds: longer than a busy NFS server takes, and short enough to wait for. */
const usualLimitSeconds = 5;

/**
 * Finds the storage of a host, and remembers which mounts hang: they are not touched again while they do, so that no more
 * than one process ever waits for each.
 */
export function createStorageFinder(
  transport: Transport,
  tools: Pick<HostTools, 'sgVpd'>,
  limitSeconds = usualLimitSeconds,
  readVolumes: VolumeReader = createVolumeReader(transport),
) {
  const asker = createAsker(transport, limitSeconds);
  const lastUuids = new Map<string, string>();

  /** Finds what is mounted and the block devices. */
  async function find(): Promise<StorageFound> {
    const args = ['-s', '--', ...findmntArgs];
    const [listed, volumes] = await Promise.all([
      transport.run({ program: 'sh', args, stdin: script, timeoutMs }),
      readVolumes(),
    ]);
    const parts = partsIn(listed.stdout);
    const problems: HostFinding[] = [];
    const read = <Value>(tool: string, reading: () => Value[]): Value[] => {
      try {
        return reading();
      } catch (error) {
        problems.push(unread(tool, listed, error));
        return [];
      }
    };
    const entries = read('findmnt', () => readMountTable(parts.get('mounts') ?? '')).filter(mayHoldImages);
    const nodes = read('lsblk', () => readDeviceTree(parts.get('devices') ?? ''));

    const pathOf = (number: string) => nodes.find((node) => node['maj:min'] === number)?.name ?? null;
    const linked = linkedUuids(linesOf(parts, 'uuids'), nodes);
    const pages = linesOf(parts, 'pages');
    const devices = [...new Set(entries.map((entry) => sourceOf(entry, { pathOf })))].filter(
      (source) => source.startsWith('/dev/') && !linked.has(source),
    );
    const unshown = pages.flatMap((line) => /^(\S+) unshown$/.exec(line)?.[1] ?? []);
    const answers = await asker.ask([
      ...entries.map(({ path }): Question => ({ kind: 'mount', target: path })),
      ...devices.map((device): Question => ({ kind: 'uuid', target: device })),
      ...unshown.map((disk): Question => ({ kind: 'page', target: `/dev/${disk}`, program: tools.sgVpd })),
    ]);

    entries.forEach((entry, index) => {
      const problem = mountProblem(entry, answers[index] ?? null);
      if (problem) problems.push(problem);
    });
    const deviceAnswers = answers.slice(entries.length);
    devices.forEach((device, index) => {
      const answer = deviceAnswers[index];
      if (answer?.outcome === 'HANGS') problems.push(deviceHangs(device));
      else if (answer?.status === 0 && answer.said !== '') lastUuids.set(device, answer.said);
      else lastUuids.delete(device);
    });
    const asked = new Map(
      unshown.map((disk, index) => [disk, saidIn(deviceAnswers[devices.length + index])] as const),
    );

    const mounts: Mount[] = mountsOf(entries, {
      pathOf,
      uuidOf: (source) => linked.get(source) ?? lastUuids.get(source) ?? null,
    });
    const ways = Map.groupBy(linesOf(parts, 'transports').map(atFirstSpace), ([disk]) => disk);
    const layers = deviceLayers(nodes, {
      provisioning: provisioningIn(pages, asked),
      mapped: new Map(linesOf(parts, 'mapped').map(atFirstSpace)),
      transports: new Map([...ways].map(([disk, lines]) => [disk, lines.map(([, way]) => way)])),
    });
    const found = findVolumes(volumes, blockDevicesOf(nodes, layers), layers);
    return { ...found, mounts, problems: [...problems, ...found.problems] };
  }

  /** Whether a path lies on a mount that hung when it was last found. */
  const hangs = (path: string) => asker.hanging().some(({ target }) => isInside(path, target));
  return { find, hangs };
}

/** What stands between lines that begin with `== `, by the name there. */
function partsIn(stdout: string): ReadonlyMap<string, string> {
  const parts = stdout.split(/^== /m).slice(1);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      return [part.slice(0, end), part.slice(end + 1)];
    }),
  );
}

const linesOf = (parts: ReadonlyMap<string, string>, name: string): string[] =>
  (parts.get(name) ?? '').split('\n').filter((line) => line !== '');

function atFirstSpace(line: string): [string, string] {
  const space = line.indexOf(' ');
  return [line.slice(0, space), line.slice(space + 1)];
}

/** UUIDs by device, from the links that udev keeps: `UUID ../../sda1`. */
function linkedUuids(links: readonly string[], nodes: readonly DeviceNode[]): Map<string, string> {
  const byKernelName = new Map(nodes.map(({ kname, name }) => [kname, name]));
  const uuids = new Map<string, string>();
  for (const [uuid, target] of links.map(atFirstSpace)) {
    const kernelName = target.slice(target.lastIndexOf('/') + 1);
    uuids.set(byKernelName.get(kernelName) ?? `/dev/${kernelName}`, uuid.replaceAll('\\x20', ' '));
  }
  return uuids;
}

/** From lines `DISK b2 HEX` and `DISK b0 HEX`, and from what sg_vpd said of disks of which the kernel shows no page. */
function provisioningIn(
  pages: readonly string[],
  asked: ReadonlyMap<string, string | null>,
): Map<string, Provisioning> {
  const shown = new Map(pages.flatMap((line) => pageIn(line)));
  const disks = new Set(pages.map((line) => atFirstSpace(line)[0]));
  return new Map(
    [...disks].map((disk) => [
      disk,
      readProvisioning(shown.get(`${disk} b2`) ?? asked.get(disk) ?? null, shown.get(`${disk} b0`) ?? null),
    ]),
  );
}

function pageIn(line: string): [string, string][] {
  const [, page, hex] = /^(\S+ b[02]) (.*)$/.exec(line) ?? [];
  return page === undefined || hex === undefined ? [] : [[page, hex]];
}

const saidIn = (answer: Answer | null | undefined): string | null =>
  answer?.outcome === 'ENDED' && answer.status === 0 ? answer.said : null;

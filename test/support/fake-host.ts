import type { DiskContents } from '../../src/domain/disk/contents.ts';
import type { Failure } from '../../src/domain/disk/events.ts';
import type { HostCapabilities } from '../../src/domain/host/events.ts';
import type { HostId, RunId } from '../../src/domain/ids.ts';
import {
  type Host,
  HostUnreachable,
  type ImageInspection,
  type InspectResult,
  type RunReport,
  type RunState,
  type RunUpdate,
} from '../../src/hosts/host.ts';
import type {
  DirectoryFound,
  FoundImage,
  ImageSearch,
  ImagesFound,
  StorageFound,
  VmsFound,
} from '../../src/hosts/inventory.ts';
import { bootedSince } from '../../src/hosts/runs/start-failures.ts';

interface FakeRun {
  state: RunState;
  report: RunReport;
  readonly listeners: Set<(update: RunUpdate) => void>;
  ended: PromiseWithResolvers<void>;
}

export const capable: HostCapabilities = {
  virtSparsify: { version: '1.48.2', features: ['in-place'] },
  qemuImg: { version: '7.2' },
  virtDf: true,
  acceleration: 'EMULATION',
  cores: 2,
  memoryBytes: null,
  lacks: [],
  libvirt: null,
  sg3Utils: null,
  seesEveryProcess: true,
  recommends: [],
};

/** An image as a look finds it. */
export const foundImage = (realPath: string, image: Partial<FoundImage> = {}): FoundImage => ({
  realPath,
  type: 'FILE',
  format: 'qcow2',
  formatBasis: 'DECLARED',
  headerFormat: 'qcow2',
  virtualSize: 1 << 30,
  allocatedBytes: 300_000_000,
  backing: null,
  internalSnapshots: [],
  encrypted: false,
  corrupt: false,
  dirty: false,
  writable: true,
  inode: '131',
  provisioned: 'THIN',
  declaredAllocation: null,
  refcounts: null,
  formatVersion: '1.1',
  unreadable: null,
  fault: null,
  chain: [],
  ...image,
});

/** The same as an image that was inspected and is in order. */
export const inspectedImage = (realPath: string, image: Partial<ImageInspection> = {}): ImageInspection => ({
  ...foundImage(realPath),
  virtualSize: 1 << 30,
  allocatedBytes: 300_000_000,
  ...image,
});

const firstUpdate: RunUpdate = {
  phase: 'BOOTING',
  filesystemsDone: null,
  filesystemsTotal: null,
  allocatedBytes: null,
  runSeconds: 0,
  silentSeconds: 0,
};

export const goodReport: Extract<RunReport, { ended: 'COMPLETED' }> = {
  ended: 'COMPLETED',
  outcome: 'RECLAIMED',
  sizeBefore: 300_000_000,
  sizeAfter: 1_000_000,
  reclaimed: 299_000_000,
  filesystems: [{ device: '/dev/sda', type: 'ext4', outcome: 'TRIMMED', trimmedBytes: 5, reason: null }],
  warnings: [],
  explanation: '285 MiB given back.',
  durationSeconds: 12,
};

/**
 * A host in memory that a test holds by the hand: its runs end when told, stop as told, and it can fall silent. It counts
 * what it was asked to do.
 */
export function createFakeHost(id: HostId = 'host_fake') {
  const runs = new Map<RunId, FakeRun>();
  const starts: RunId[] = [];
  const stops: [RunId, 'GRACEFUL' | 'FORCE'][] = [];
  const forgotten: RunId[] = [];
  const searches: ImageSearch[] = [];
  const holes: string[] = [];
  const startWaiters = new Set<() => void>();
  const control = {
    silent: false,
    bootId: 'boot-1',
    capabilities: capable,
    startFailure: null as Failure | null,
    /** Whether a run ends when asked politely; by force it always does. */
    obedient: true,
    inspection: null as InspectResult | null,
    contents: null as DiskContents | null,
    allUsersSeen: true,
    storage: { mounts: [], blockDevices: [], volumeGroups: new Map(), problems: [] } as StorageFound,
    machines: { known: 'NO_HYPERVISOR' } as VmsFound,
    /** What a look at images finds; null: what `inspection` does of each that is wanted. */
    images: null as ((search: ImageSearch) => Omit<ImagesFound, 'realPaths'>) | null,
    /** Where paths lead; others lead to themselves. */
    links: new Map<string, string>(),
    directories: new Map<string, DirectoryFound>(),
    punchesHoles: null as boolean | null,
  };

  /** What a look finds where a test says nothing of images: each that is wanted, as `inspectImage` does. */
  function inspected({ wanted }: ImageSearch): Omit<ImagesFound, 'realPaths'> {
    const paths = [...new Set(wanted.map(({ path }) => path))];
    const { inspection } = control;
    if (inspection?.ok === false) {
      return {
        images: [],
        unanswered: [],
        missing: inspection.failure.code === 'DISK_MISSING' ? paths : [],
        problems: [],
      };
    }
    const found = paths.map((path) => foundImage(path, { ...inspection?.image, realPath: path }));
    return { images: found, unanswered: [], missing: [], problems: [] };
  }

  const answer = async <Value>(value: () => Value): Promise<Value> => {
    if (control.silent) throw new HostUnreachable('No answer.');
    return value();
  };

  function end(runId: RunId, report: RunReport, state: RunState = 'FINISHED'): void {
    const run = runs.get(runId);
    if (run?.state !== 'RUNNING') return;
    run.state = state;
    run.report = report;
    run.ended.resolve();
  }

  const host: Host = {
    id,
    name: 'fake',
    capabilities: () => answer(() => control.capabilities),
    inspectImage: ({ directory, path }) =>
      answer(
        () =>
          control.inspection ?? {
            ok: true,
            image: inspectedImage(`${directory}/${path}`),
          },
      ),
    inspectForRun: async (image, { contents = null } = {}) => {
      const inspected = await host.inspectImage(image);
      if (!inspected.ok) return inspected;
      const inside = await host.inspectContents(inspected.image, contents);
      return {
        ...inspected,
        allUsersSeen: control.allUsersSeen,
        contents: inside,
        uptime: null,
        bootId: control.bootId,
      };
    },
    inspectContents: () => answer(() => control.contents),
    measureUsage: () => answer(() => ({ ok: true, filesystems: [{ device: '/dev/sda', usedBytes: 1000 }] })),
    startRun: ({ runId, bootId = null }) =>
      answer(() => {
        if (control.startFailure !== null) return { ok: false, failure: control.startFailure };
        const begun = { ok: true, bootId: control.bootId } as const;
        if (runs.has(runId)) return begun;
        if (bootId !== null && bootId !== control.bootId)
          return { ok: false, failure: bootedSince(runId, host.name) };
        starts.push(runId);
        runs.set(runId, {
          state: 'RUNNING',
          report: goodReport,
          listeners: new Set(),
          ended: Promise.withResolvers(),
        });
        for (const wake of startWaiters) wake();
        return begun;
      }),
    bootId: () => answer(() => control.bootId),
    runState: (runId) => answer(() => runs.get(runId)?.state ?? 'UNKNOWN'),
    async followRun(runId, onUpdate, signal) {
      const run = await answer(() => runs.get(runId));
      if (run === undefined) return 'UNKNOWN';
      run.listeners.add(onUpdate);
      const aborted = new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) resolve();
      });
      await Promise.race([run.ended.promise, aborted]);
      run.listeners.delete(onUpdate);
      return answer(() => (signal.aborted ? null : run.state));
    },
    stopRun: (runId, how) =>
      answer(() => {
        stops.push([runId, how]);
        if (how === 'FORCE' || control.obedient) {
          const sizes = { sizeBefore: 300_000_000, sizeAfter: 200_000_000 };
          end(runId, { ended: 'STOPPED', ...sizes, durationSeconds: 30 });
        }
      }),
    collectRun: (runId) =>
      answer(() => {
        const run = runs.get(runId);
        if (run === undefined) throw new Error(`Nothing is known of ${runId}.`);
        return run.report;
      }),
    forgetRun: (runId) =>
      answer(() => {
        if (runs.delete(runId)) forgotten.push(runId);
      }),
    findStorage: () => answer(() => control.storage),
    findVms: () => answer(() => control.machines),
    findImages: (search) =>
      answer(() => {
        const realPaths = new Map(
          [...search.wanted.map(({ path }) => path), ...(search.alsoLocate ?? [])].map((path) => [
            path,
            control.links.get(path) ?? path,
          ]),
        );
        const wanted = search.wanted.filter(({ path, unless }) => !unless?.(realPaths.get(path) ?? path));
        const asked = { ...search, wanted };
        searches.push(asked);
        return { ...(control.images ?? inspected)(asked), realPaths };
      }),
    punchesHoles: (directory) =>
      answer(() => {
        holes.push(directory);
        return control.punchesHoles;
      }),
    findDirectory: (path) =>
      answer(() => control.directories.get(path) ?? { ok: true as const, realPath: path }),
    volumeUsers: () => answer(() => ({ users: [], allSeen: true })),
    listRuns: () => answer(() => [...runs.keys()]),
  };

  return {
    host,
    control,
    starts,
    stops,
    forgotten,
    /** What was looked for among images, and where holes were tried. */
    searches,
    holes,
    /** A run that this host has known since before. */
    knowRun(runId: RunId, state: RunState, report: RunReport = goodReport): void {
      const ended = Promise.withResolvers<void>();
      if (state !== 'RUNNING') ended.resolve();
      runs.set(runId, { state, report, listeners: new Set(), ended });
    },
    end,
    /** Tells whoever follows the run how it goes. */
    update(runId: RunId, update: Partial<RunUpdate>): void {
      for (const listener of runs.get(runId)?.listeners ?? []) listener({ ...firstUpdate, ...update });
    },
    followers: (runId: RunId): number => runs.get(runId)?.listeners.size ?? 0,
    /** Resolves once so many runs were started in all. */
    async started(count: number): Promise<void> {
      while (starts.length < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        startWaiters.add(resolve);
        await promise;
        startWaiters.delete(resolve);
      }
    },
    /** The connection breaks: followers are cut off, and nothing is answered until it is whole again. */
    cutOff(): void {
      control.silent = true;
      for (const run of runs.values()) {
        run.ended.resolve();
        run.ended = Promise.withResolvers();
      }
    },
  };
}

export type FakeHost = ReturnType<typeof createFakeHost>;

import type { HostCapabilities } from '../domain/host/events.ts';
import type { HostId } from '../domain/ids.ts';
import type { Host, MayAct, RunSpec } from './host.ts';
import { inspectContents } from './images/contents/inspect-contents.ts';
import { createImageFinder, type SearchLimits, type SearchResult } from './images/find-images.ts';
import { createRefcountCheck } from './images/format/refcounts.ts';
import { conditionFailure } from './images/image-failures.ts';
import { foundInOrder, inspectImage } from './images/inspect-image.ts';
import { createUsagePatience, measureUsage } from './images/usage/measure-usage.ts';
import { inUseFailure } from './images/use/file-users.ts';
import { readImageUse } from './images/use/image-use.ts';
import type { FoundImage, ImageSearch } from './inventory.ts';
import { defaultLibvirtUri, findVms } from './libvirt/find-vms.ts';
import { probeHost } from './probe/probe-host.ts';
import { type Login, noLogin } from './probe/rights.ts';
import { defaultTools, guestfsEnvironment, type HostTools } from './probe/tools.ts';
import { runReport } from './runs/run-report.ts';
import { createRunFollower } from './runs/run-updates.ts';
import { bootedSince, busy, notActivated, notStarted, unableToSparsify } from './runs/start-failures.ts';
import { createSupervisor } from './runs/supervisor.ts';
import { findDirectory } from './storage/find-directory.ts';
import { createStorageFinder } from './storage/find-storage.ts';
import { tryHolePunching } from './storage/hole-punching.ts';
import { type NamedStorage, registeredStorage, type StorageNames } from './storage/registered-storage.ts';
import { joinCalls } from './transport/join-calls.ts';
import { createHostPatience } from './transport/patience.ts';
import type { Transport } from './transport/transport.ts';
import { createVolumeReader } from './volumes/read-volumes.ts';
import { volumeUsers } from './volumes/volume-use.ts';

export interface HostSettings {
  readonly id: HostId;
  readonly name: string;
  readonly transport: Transport;
  /** Where runs are kept on the host: absolute, and on its own storage. Made when missing. Read at each use, as it may change. */
  readonly runsDirectory: string;
  /** Where the tools are, if not on the host's PATH. */
  readonly tools?: Partial<HostTools>;
  /** The directories that are registered on the host now; none if left out. */
  readonly registered?: () => readonly string[];
  /** Where Winnow keeps its own state beside `runsDirectory`: nothing there is an image. */
  readonly ownDirectories?: readonly string[];
  /** Where virsh finds the host's virtual machines; `none` where it has none. */
  readonly libvirtUri?: string;
  /** How Winnow comes to its rights there, where that is by a login. */
  readonly login?: () => Login;
  /** What an earlier probe found; without it the first need of it probes. */
  readonly known?: HostCapabilities | null;
}

/** A hypervisor, reached through a transport. */
export function createHost(settings: HostSettings): Host {
  const { id, name, transport: single } = settings;
  const tools = { ...defaultTools, ...settings.tools };
  const transport = joinCalls(single);
  const supervisor = createSupervisor(single, () => settings.runsDirectory);
  const readVolumes = createVolumeReader(transport);
  const storage = createStorageFinder(transport, tools, undefined, readVolumes);
  const patience = createHostPatience();
  const usagePatience = createUsagePatience();
  let known: HostCapabilities | null = settings.known ?? null;
  let probing: Promise<HostCapabilities> | null = null;

  const probe = (): Promise<HostCapabilities> => {
    // A host that could not be asked may be asked again; what was known of it stays so.
    const begun: Promise<HostCapabilities> = probeHost(single, tools, patience, {
      login: settings.login ?? (() => noLogin),
      directories: settings.registered?.() ?? [],
    })
      .then((found) => {
        known = found;
        return found;
      })
      .finally(() => {
        if (probing === begun) probing = null;
      });
    probing = begun;
    return begun;
  };

  const capabilities: Host['capabilities'] = async ({ again = false } = {}) =>
    again ? probe() : (known ?? probing ?? probe());

  const ownDirectories = () => [settings.runsDirectory, ...(settings.ownDirectories ?? [])];
  const vms = () =>
    findVms(
      transport,
      {
        virsh: tools.virsh,
        uri: settings.libvirtUri ?? defaultLibvirtUri,
        timeoutMs: patience.libvirt.ms(),
      },
      patience.libvirt,
    );
  async function namedByLibvirt(): Promise<NamedStorage> {
    const found = await vms();
    return found.known === 'KNOWN' ? found.storage : nothingNamed;
  }
  const storageNames = async ({ directories, named }: ImageSearch): Promise<StorageNames> => ({
    directories: [...(settings.registered?.() ?? []), ...directories],
    named: named ?? (await namedByLibvirt()),
    own: ownDirectories(),
  });
  const checkRefcounts = createRefcountCheck(transport, tools.qemuImg);
  const imageFinder = (limits: Partial<SearchLimits> = {}) =>
    createImageFinder(
      transport,
      tools.qemuImg,
      storageNames,
      limits,
      checkRefcounts,
      registeredStorage,
      readVolumes,
    );

  /** Inspects one image afresh with all that it stands on. libvirt is asked only where its word counts. */
  async function findAfresh(search: ImageSearch): Promise<SearchResult> {
    const find = imageFinder({ atOnce: 1 });
    const found = await find({ ...search, named: nothingNamed });
    return found.images.some(isUnregistered) ? find(search) : found;
  }
  const inspect: Host['inspectImage'] = (image) => inspectImage(findAfresh, image);

  const inspectForRun: Host['inspectForRun'] = async (image, known = {}) => {
    const { found = null, contents = null, runId } = known;
    const inOrder = foundInOrder(image, found);
    const inspected = inOrder === null ? await inspect(image) : { ok: true as const, image: inOrder };
    if (!inspected.ok) {
      const { inactiveVolume } = inspected;
      if (inactiveVolume === undefined || runId === undefined) return inspected;
      const why = await supervisor.activate(runId, inactiveVolume);
      return why === null
        ? inspectForRun(image, { contents })
        : { ok: false, failure: notActivated(image, why) };
    }
    const unfit = conditionFailure(inspected.image);
    if (unfit) return { ok: false, failure: unfit };
    const { volume } = inspected.image;
    if (volume?.guarded && runId !== undefined) {
      const why = await supervisor.activate(runId, volume.id);
      if (why !== null) return { ok: false, failure: notActivated(image, why) };
    }
    const inside = await inspectContents(transport, tools.qemuIo, inspected.image, contents, true);
    const { failure, ...use } = readImageUse(inspected.image.realPath, inside.opened);
    return failure ? { ok: false, failure } : { ...inspected, ...use, contents: inside.contents };
  };

  async function toolCommand(): Promise<string[]> {
    const { acceleration } = await capabilities();
    return [
      'env',
      ...Object.entries(guestfsEnvironment(acceleration)).map(([variable, value]) => `${variable}=${value}`),
      tools.virtSparsify,
      ...['--in-place', '--machine-readable', '-x', '-v'],
    ];
  }

  async function startRun({ runId, image, inspected, bootId }: RunSpec, mayStart?: MayAct) {
    const remembered = known !== null;
    let unable = unableToSparsify(await capabilities(), name);
    // What was missing then may have been installed since.
    if (unable && remembered) unable = unableToSparsify(await capabilities({ again: true }), name);
    if (unable) return { ok: false, failure: unable } as const;
    const now = inspected ? { ...inspected, ok: true as const } : await inspect(image);
    if (!now.ok) return now;
    const unfit = conditionFailure(now.image);
    if (unfit) return { ok: false, failure: unfit } as const;
    const { realPath, chain } = now.image;
    const tool = await toolCommand();
    const order = {
      image: realPath,
      chain,
      storageDaemon: tools.qemuStorageDaemon,
      confine: tools.confine,
      tool,
    };
    const answer = await supervisor.start(runId, order, mayStart, { uptime: inspected?.uptime, bootId });
    if (answer.started) return { ok: true, bootId: answer.bootId } as const;
    if (answer.why === null) return { ok: false as const, failure: bootedSince(runId, name) };
    const inUse = answer.users && inUseFailure(realPath, answer.users);
    return { ok: false as const, failure: inUse ?? notStarted(answer.why) };
  }

  return {
    id,
    name,
    capabilities,
    inspectImage: inspect,
    inspectForRun,
    startRun,
    inspectContents: async (image, before) =>
      (await inspectContents(transport, tools.qemuIo, image, before)).contents,

    async measureUsage(image) {
      const inspected = await inspectForRun(image);
      if (!inspected.ok) return inspected;
      const found = await capabilities().catch(busy);
      if ('ok' in found) return found;
      const { acceleration } = found;
      return measureUsage(single, tools, guestfsEnvironment(acceleration), inspected.image, usagePatience);
    },

    volumeUsers: (volumeId) => volumeUsers(single, volumeId),
    bootId: supervisor.bootId,
    runState: (runId) => supervisor.state(runId),

    async followRun(runId, onUpdate, signal) {
      if (signal.aborted) return null;
      return supervisor.follow(runId, createRunFollower(onUpdate), signal);
    },

    stopRun: (runId, how, mayStop) => supervisor.stop(runId, how, mayStop),

    async collectRun(runId, image = null) {
      const record = await supervisor.collect(runId);
      if (record.state === 'RUNNING')
        throw new Error(`Run ${runId} has not ended, so it cannot be collected.`);
      const report = runReport(record, image);
      // The appliance that started once does not any more: what is known of the host is stale.
      if (report.ended === 'FAILED' && report.failure.code === 'APPLIANCE_FAILED') known = null;
      return report;
    },

    async forgetRun(runId) {
      if (!(await supervisor.forget(runId))) throw new Error(`Run ${runId} has not ended, so it is kept.`);
    },

    findDirectory: (path) => findDirectory(transport, path, ownDirectories()),
    findVms: vms,

    async listRuns() {
      const names = await supervisor.list();
      return names.filter(isRunId);
    },

    findStorage: () => storage.find(),

    async punchesHoles(directory) {
      return storage.hangs(directory) ? null : (await tryHolePunching(single, directory)).works;
    },
    findImages: imageFinder(),
  };
}

const nothingNamed: NamedStorage = { directories: [], files: [] };

const isUnregistered = ({ fault }: FoundImage): boolean =>
  fault?.code === 'STORAGE_NOT_REGISTERED' || fault?.code === 'BACKING_OUTSIDE_STORAGE';

const isRunId = (name: string): name is RunSpec['runId'] => /^job_[\w-]+\.\d+$/.test(name);

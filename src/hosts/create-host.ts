import type { Failure } from '../domain/disk/events.ts';
import type { HostCapabilities } from '../domain/host/events.ts';
import type { HostId } from '../domain/ids.ts';
import { failure } from './failure.ts';
import { findDirectory } from './find-directory.ts';
import { tryHolePunching } from './hole-punching.ts';
import type { Host, ImageRef, MayAct, RunSpec } from './host.ts';
import { findFileUsers, inUseFailure } from './images/file-users.ts';
import { createImageFinder } from './images/find-images.ts';
import { createRefcountCheck } from './images/refcounts.ts';
import { conditionFailure, inspectImage } from './inspect-image.ts';
import { defaultLibvirtUri, findMachines } from './libvirt/find-machines.ts';
import { measureUsage } from './measure-usage.ts';
import { isApplianceLack, probeHost } from './probe-host.ts';
import { realPaths } from './real-paths.ts';
import { runReport } from './run-report.ts';
import { createRunFollower } from './run-updates.ts';
import { createStorageFinder } from './storage/find-storage.ts';
import { createSupervisor } from './supervisor.ts';
import { defaultTools, guestfsEnvironment, type HostTools } from './tools.ts';
import type { Transport } from './transport.ts';

// A healthy libvirt answers in milliseconds; on a host under load, in seconds.
const libvirtTimeoutMs = 20_000;

export interface HostSettings {
  readonly id: HostId;
  readonly name: string;
  readonly transport: Transport;
  /** Where runs are kept on the host: absolute, and on its own storage. Made when missing. */
  readonly runsDirectory: string;
  /** Where the tools are, if not on the host's PATH. */
  readonly tools?: Partial<HostTools>;
  /** Where virsh finds the host's virtual machines; `none` where it has none. */
  readonly libvirtUri?: string;
  /** Added to the environment of the tools. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What an earlier probe found; without it the first need of it probes. */
  readonly known?: HostCapabilities | null;
}

/** A hypervisor, reached through a transport. */
export function createHost({ id, name, transport, runsDirectory, ...settings }: HostSettings): Host {
  const tools = { ...defaultTools, ...settings.tools };
  const environment = settings.environment ?? {};
  const supervisor = createSupervisor(transport, runsDirectory);
  const storage = createStorageFinder(transport, tools);
  let known: Promise<HostCapabilities> | null = settings.known ? Promise.resolve(settings.known) : null;

  const probe = (): Promise<HostCapabilities> => {
    const probing = probeHost(transport, tools, environment);
    known = probing;
    // A host that could not be asked may be asked again.
    probing.catch(() => {
      if (known === probing) known = null;
    });
    return probing;
  };

  const capabilities: Host['capabilities'] = ({ again = false } = {}) => (again || !known ? probe() : known);

  const checkRefcounts = createRefcountCheck(transport, tools.qemuImg);
  const inspect: Host['inspectImage'] = (image, options) =>
    inspectImage(transport, tools, image, options, checkRefcounts);

  async function toolCommand({ format }: ImageRef, realPath: string): Promise<string[]> {
    const { acceleration } = await capabilities();
    const variables = { ...environment, ...guestfsEnvironment(acceleration) };
    return [
      'env',
      ...Object.entries(variables).map(([variable, value]) => `${variable}=${value}`),
      tools.virtSparsify,
      ...['--in-place', '--machine-readable', '-x', '-v'],
      // Never left to be guessed: a guest can write any header into its raw disk.
      ...['--format', format.toLowerCase()],
      realPath,
    ];
  }

  async function startRun({ runId, image }: RunSpec, mayStart?: MayAct) {
    const remembered = known !== null;
    let unable = unableToSparsify(await capabilities());
    // What was missing then may have been installed since.
    if (unable && remembered) unable = unableToSparsify(await capabilities({ again: true }));
    if (unable) return { ok: false, failure: unable } as const;
    // Once more, right before: a link may have been turned since.
    const inspected = await inspect(image, { forRun: false });
    if (!inspected.ok) return inspected;
    const hindrance = conditionFailure(inspected.image);
    if (hindrance) return { ok: false, failure: hindrance } as const;
    const { realPath } = inspected.image;
    const command = await toolCommand(image, realPath);
    const inUse = inUseFailure(realPath, await findFileUsers(transport, realPath));
    // Its user may be this very run, which somebody else has started just now.
    if (inUse && (await supervisor.state(runId)) === 'UNKNOWN') return { ok: false, failure: inUse } as const;
    const answer = await supervisor.start(runId, realPath, command, mayStart);
    return answer.started ? ({ ok: true } as const) : { ok: false as const, failure: notStarted(answer.why) };
  }

  return {
    id,
    name,
    capabilities,
    inspectImage: inspect,
    startRun,

    async measureUsage(image) {
      const inspected = await inspect(image, { forRun: true });
      if (!inspected.ok) return inspected;
      const { acceleration } = await capabilities();
      return measureUsage(
        transport,
        tools.virtDf,
        { ...environment, ...guestfsEnvironment(acceleration) },
        { ...image, realPath: inspected.image.realPath },
      );
    },

    runState: (runId) => supervisor.state(runId),

    async followRun(runId, onUpdate, signal) {
      if (signal.aborted) return;
      await supervisor.follow(runId, createRunFollower(onUpdate), signal);
    },

    stopRun: (runId, how, mayStop) => supervisor.stop(runId, how, mayStop),

    async collectRun(runId) {
      const record = await supervisor.collect(runId);
      if (record.state === 'RUNNING')
        throw new Error(`Run ${runId} has not ended, so it cannot be collected.`);
      const report = runReport(record);
      // The appliance that started once does not any more: what is known of the host is stale.
      if (report.ended === 'FAILED' && report.failure.code === 'APPLIANCE_FAILED') known = null;
      return report;
    },

    async forgetRun(runId) {
      if (!(await supervisor.forget(runId))) throw new Error(`Run ${runId} has not ended, so it is kept.`);
    },

    realPaths: (paths) => realPaths(transport, paths),
    findDirectory: (path) => findDirectory(transport, path),
    findMachines: () =>
      findMachines(transport, {
        virsh: tools.virsh,
        uri: settings.libvirtUri ?? defaultLibvirtUri,
        timeoutMs: libvirtTimeoutMs,
      }),

    async listRuns() {
      const names = await supervisor.list();
      return names.filter(isRunId);
    },

    findStorage: () => storage.find(),

    async punchesHoles(directory) {
      return storage.hangs(directory) ? null : (await tryHolePunching(transport, directory)).works;
    },
    findImages: createImageFinder(transport, tools.qemuImg, {}, checkRefcounts),
  };
}

const isRunId = (name: string): name is RunSpec['runId'] => /^job_[\w-]+\.\d+$/.test(name);

function unableToSparsify({ virtSparsify, lacks }: HostCapabilities): Failure | null {
  if (lacks.length === 0) return null;
  const what = lacks.map((lack) => lack.what).join('; ');
  const remedy = [...new Set(lacks.map((lack) => lack.remedy))].join(' ');
  return failure(codeOf(virtSparsify, lacks), `The host cannot sparsify: ${what}.`, remedy);
}

function codeOf(virtSparsify: HostCapabilities['virtSparsify'], lacks: HostCapabilities['lacks']) {
  if (lacks.some(isApplianceLack)) return 'APPLIANCE_FAILED';
  return virtSparsify && !virtSparsify.features.includes('in-place') ? 'TOOL_TOO_OLD' : 'TOOL_MISSING';
}

function notStarted(why: string): Failure {
  if (/No space left|quota exceeded/i.test(why)) {
    return failure(
      'STORAGE_FULL',
      `The run was not started, since its record cannot be written: ${why}`,
      'Free some space on the filesystem of the directory that keeps the runs.',
    );
  }
  return failure(
    'RUN_NOT_STARTED',
    `The run was not started: ${why}`,
    'See that the directory that keeps the runs may be written, and that the host can make processes.',
  );
}

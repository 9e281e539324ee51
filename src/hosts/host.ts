import type { DiskContents } from '../domain/disk/contents.ts';
import type { DiskEventOf, Failure } from '../domain/disk/events.ts';
import type { DiskFormat } from '../domain/disk/facts.ts';
import type { ImageFault } from '../domain/disk/image-fault.ts';
import type { DiskObservation } from '../domain/disk/observation.ts';
import type { HostCapabilities } from '../domain/host/events.ts';
import type { HostKey } from '../domain/host/ssh.ts';
import type { HostId, RunId } from '../domain/ids.ts';
import type { SparsifyPhase } from '../domain/job/progress.ts';
import type { FileUsers } from './images/use/file-users.ts';
import type {
  DirectoryFound,
  FoundImage,
  ImageSearch,
  ImagesFound,
  StorageFound,
  VmsFound,
} from './inventory.ts';

/** An image on a host: the directory of its storage domain there, and the path below it. */
export interface ImageRef {
  readonly directory: string;
  readonly path: string;
  readonly format: DiskFormat;
}

/** A file that was found in order: it lies in the directory, may be opened with its chain, and could be read. */
export interface ImageInspection extends FoundImage {
  readonly virtualSize: number;
  readonly allocatedBytes: number;
}

export type InspectResult = { readonly ok: true; readonly image: ImageInspection } | InspectRefusal;

export interface InspectRefusal {
  readonly ok: false;
  readonly failure: Failure;
  /** What keeps the image, or what it stands on, from being opened, where that is why. */
  readonly fault?: ImageFault | null;
  /** LVM's id of a logical volume that is not active, where that is why. */
  readonly inactiveVolume?: string;
}

/** An image that a run may work on, as it was right before. */
export interface RunInspection {
  readonly ok: true;
  readonly image: ImageInspection;
  /** Whether all that could use it were seen. */
  readonly allUsersSeen: boolean;
  readonly contents: DiskContents | null;
  /** When it was inspected, in hundredths of a second since the host was booted; null where the host did not say. */
  readonly uptime: number | null;
  /** Of the boot that the host was in then; null where it did not say. */
  readonly bootId: string | null;
}

export interface RunSpec {
  readonly runId: RunId;
  readonly image: ImageRef;
  /** What an inspection found just now: the run is started on just these files. Without it the image is inspected first. */
  readonly inspected?: Pick<RunInspection, 'image' | 'uptime'>;
  /** Of the boot that the run was ordered in: booted anew, the host may have lost the record that it had begun. */
  readonly bootId?: string | null;
}

/** Reported while a run is followed, every few seconds at least: a whole picture each time, not a patch. Unknown is null. */
export interface RunUpdate {
  readonly phase: SparsifyPhase;
  readonly filesystemsDone: number | null;
  readonly filesystemsTotal: number | null;
  /** As an observation has it, now; null until first sampled, and of a logical volume that is not thin. */
  readonly allocatedBytes: number | null;
  /** How long the run has gone on, by the host's own clock; null while that is not known. */
  readonly runSeconds: number | null;
  /**
   * For how long the run has shown no sign of life: nothing written, no work of its processes, no change of its image.
   * Time in which it could not be heard, or its storage did not answer, does not count.
   */
  readonly silentSeconds: number;
  /** The storage of the image has not answered for long: the run cannot go on, nor be stopped. */
  readonly storageHangs?: boolean;
}

/**
 * UNKNOWN: no run was ever started under this id, and starting is safe. RUNNING: some process of it lives.
 * FINISHED: the tool ended and its result is kept. LOST: it was started, nothing of it lives, and no result was left
 * (killed, or the host restarted).
 */
export type RunState = 'UNKNOWN' | 'RUNNING' | 'FINISHED' | 'LOST';

/** What is known about the image that a run worked on, to explain its result by. */
export type KnownImage = Pick<DiskObservation, 'contents' | 'formatVersion' | 'backing'>;

export type RunReport =
  | ({ readonly ended: 'COMPLETED' } & Omit<DiskEventOf<'SparsifyCompleted'>['data'], 'jobId' | 'attempt'>)
  | {
      /** The tool was asked to stop, by `stop`, and did before it was through. */
      readonly ended: 'STOPPED';
      readonly sizeBefore: number | null;
      readonly sizeAfter: number | null;
      readonly durationSeconds: number | null;
    }
  | { readonly ended: 'FAILED'; readonly failure: Failure };

/**
 * Tells for how many milliseconds yet something may be done, or throws. When the time is over on the host, however long
 * this process was stopped in between, nothing is done there, and it is asked again.
 */
export type MayAct = () => number;

/** What Winnow asks of a hypervisor. Every call may throw HostUnreachable, and one that has to know what the host can do HostBusy; nothing else is thrown on purpose. */
export interface Host {
  readonly id: HostId;
  readonly name: string;
  /** Finds out once what the host can do, and remembers it; `again` finds it out anew. */
  capabilities(options?: { again?: boolean }): Promise<HostCapabilities>;
  /** Inspects an image without changing it: is it there, inside, readable, and of its format? */
  inspectImage(image: ImageRef): Promise<InspectResult>;
  /**
   * The last inspection before a run: is it also writable, in order, and unused? `found`: what a search found of it just
   * now, which is not asked again. `contents`: as for `inspectContents`. `runId`: of the run for which a logical volume is
   * activated that is not active, until `forgetRun`; without it none is.
   */
  inspectForRun(
    image: ImageRef,
    known?: {
      readonly found?: FoundImage | null;
      readonly contents?: DiskContents | null;
      readonly runId?: RunId;
    },
  ): Promise<RunInspection | InspectRefusal>;
  /**
   * What a guest keeps on an image that was inspected; null where that cannot be found out. `known`: what an earlier
   * inspection found, which is the answer where the image has not changed since.
   */
  inspectContents(image: ImageInspection, known: DiskContents | null): Promise<DiskContents | null>;
  /** Used bytes per filesystem of an image that nobody uses, by virt-df; takes as long as an appliance boots. */
  measureUsage(image: ImageRef): Promise<
    | {
        readonly ok: true;
        readonly filesystems: readonly { readonly device: string; readonly usedBytes: number }[];
      }
    | { readonly ok: false; readonly failure: Failure }
  >;
  /**
   * Starts the tool at most once per run id, in a session of its own that outlives this process. `mayStart` is asked right
   * before, once all has been inspected.
   */
  startRun(
    run: RunSpec,
    mayStart?: MayAct,
  ): Promise<
    { readonly ok: true; readonly bootId: string | null } | { readonly ok: false; readonly failure: Failure }
  >;
  /** Who has a logical volume open, by LVM's id; nobody where it is not active there. */
  volumeUsers(volumeId: string): Promise<FileUsers>;
  /** Another one after each boot; null where the host does not tell. */
  bootId(): Promise<string | null>;
  runState(runId: RunId): Promise<RunState>;
  /** Reports how the run goes, from its start, until it is over, and gives its state then; null where the signal aborts. */
  followRun(
    runId: RunId,
    onUpdate: (update: RunUpdate) => void,
    signal: AbortSignal,
  ): Promise<RunState | null>;
  /** GRACEFUL asks the tool to end between filesystems; FORCE kills every process of the run. Idempotent. */
  stopRun(runId: RunId, how: 'GRACEFUL' | 'FORCE', mayStop?: MayAct): Promise<void>;
  /** What came of a FINISHED or LOST run. Answers the same until `forgetRun`. `image`: to explain the result by. */
  collectRun(runId: RunId, image?: KnownImage | null): Promise<RunReport>;
  /** Removes what is kept of an ended run, once its result is recorded: then it does no harm however late. Unknown ids are fine. */
  forgetRun(runId: RunId): Promise<void>;
  /** Run ids of which something is kept. */
  listRuns(): Promise<readonly RunId[]>;
  /** Mounted filesystems and block devices. A mount that hangs is a problem that names it; the others are listed. */
  findStorage(): Promise<StorageFound>;
  /** All virtual machines and their disks, in one call, and one more for each further hundred virtual machines; read-only. */
  findVms(): Promise<VmsFound>;
  /**
   * Looks at images, and at whatever they stand on: those that are wanted, and those that lie in directories, at any
   * depth. Few at a time and at low priority; one that is as it was at the last inspection is not read again. Only what lies in
   * registered storage is opened: in these directories, those that are registered, and what libvirt names (`named`; asked
   * for where it is left out).
   */
  findImages(search: ImageSearch): Promise<ImagesFound>;
  /** Whether a directory can be registered and searched for images, and where it really lies. */
  findDirectory(path: string): Promise<DirectoryFound>;
  /** Tries with a file of its own whether a directory's storage gives space back; null when it could not be tried. */
  punchesHoles(directory: string): Promise<boolean | null>;
}

/** The host did not answer; what happens on it goes on without us. */
export class HostUnreachable extends Error {
  override readonly name: string = 'HostUnreachable';
  readonly retryable = true;
  /** What to do about it, where that is known. */
  readonly remedy: string | null = null;
  /** The key that it showed instead of the accepted one, where that is why. */
  readonly offeredKey: HostKey | null = null;
}

/**
 * The host did not come to an end with a question in the time that it was given, and so has reported nothing: it is asked
 * again later, with more time.
 */
export class HostBusy extends Error {
  override readonly name = 'HostBusy';
  readonly retryable = true;
}

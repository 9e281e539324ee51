import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { count, list, oneOf, seconds, text } from './common/setting-forms.ts';
import { stateDirectory } from './common/state-directory.ts';
import type { EventStoreSettings } from './event-store/open-event-store.ts';
import { defaultLibvirtUri } from './hosts/libvirt/find-vms.ts';
import type { SshSettings } from './hosts/transport/ssh/ssh-command.ts';
import { defaultProcessSettings, type ProcessSettings } from './process/jobs/settings.ts';
import { defaultServerSettings, type ServerSettings } from './server/settings.ts';

export type LogLevel = (typeof logLevels)[number];

export interface Settings {
  /** The absolute path of the directory of the embedded store and the views; created with mode 0700. */
  readonly stateDirectory: string;
  /** The absolute path of the host's records of runs. Servers that share a host and a store share it. */
  readonly runsDirectory: string;
  readonly eventStore: EventStoreSettings;
  /** Directories of this host that are registered as storage domains when the server starts. */
  readonly directories: readonly string[];
  readonly logLevel: LogLevel;
  readonly server: ServerSettings;
  readonly process: ProcessSettings;
  /** Between two scheduled scans of the host, in milliseconds; 0: only on request, and while a host is out of contact. */
  readonly scanIntervalMs: number;
  /** Between two scheduled scans that also probe the host, in milliseconds; 0: only on request. */
  readonly probeIntervalMs: number;
  /** How long a mutation waits for the local views to show it, in milliseconds. */
  readonly viewTimeoutMs: number;
  /** The programs that are started on hosts; found on PATH unless a path is given. */
  readonly tools: {
    readonly virtSparsify: string;
    readonly qemuImg: string;
    readonly virtDf: string;
    readonly virsh: string;
    readonly confine: boolean;
  };
  /** How hosts with an address are reached. */
  readonly ssh: SshSettings;
  /** The connection URI that virsh lists the virtual machines of this host through; `none` where it has none. */
  readonly libvirtUri: string;
}

/** A setting that is not accepted; the message names it and says what it may be. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting';
}

const connectionForm = /^esdb(\+discover)?:\/\//;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const { retry } = defaultProcessSettings;

/** Every environment variable that sets something, with its form; a variable that is not set or empty leaves the default. */
const variables = z.object({
  WINNOW_STATE_DIR: z.string().optional(),
  WINNOW_RUNS_DIR: z.string().optional(),
  WINNOW_EVENT_STORE: text(
    connectionForm,
    'the address of an EventStoreDB, esdb://… or esdb+discover://…; unset, the events are in the state directory',
    { secret: true },
  ),
  WINNOW_EVENT_STORE_FILE: z.string().optional(),
  WINNOW_EVENT_STORE_USER: z.string().optional(),
  WINNOW_EVENT_STORE_PASSWORD: z.string().optional(),
  WINNOW_EVENT_STORE_PASSWORD_FILE: z.string().optional(),
  WINNOW_EVENT_STORE_CA_FILE: z.string().optional(),
  WINNOW_STREAM_PREFIX: text(
    /^[A-Za-z0-9_.]+-$/,
    'letters, digits, "_" and "." with one "-" at the end, such as winnow-',
  ),
  WINNOW_HOST: z.string().optional(),
  WINNOW_PORT: count(0, 65_535),
  WINNOW_DIRECTORIES: list(delimiter, /./, `directories separated by "${delimiter}"`),
  WINNOW_ALLOWED_HOSTS: list(
    ',',
    /^[^\s/:[\]]+$|^([0-9a-f]*:){2,}[0-9a-f.]*$/i,
    'names or addresses of hosts without a scheme or a port, separated by ",", such as winnow.example.org',
  ),
  WINNOW_ALLOWED_ORIGINS: list(
    ',',
    /^https?:\/\/[^\s/?#@]+$/,
    'origins of web pages, a scheme and a host without a path, separated by ",", such as https://ui.example.org',
  ),
  WINNOW_LOG_LEVEL: oneOf(logLevels),
  WINNOW_MAX_RUNS_PER_HOST: count(1, 1000),
  WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN: count(1, 1000),
  WINNOW_MAX_RUNS: count(1, 100_000),
  WINNOW_RUN_TIMEOUT_SECONDS: seconds(1),
  WINNOW_STALL_TIMEOUT_SECONDS: seconds(1),
  WINNOW_STOP_GRACE_SECONDS: seconds(0.1),
  WINNOW_MAX_ATTEMPTS: count(1, 100),
  WINNOW_RETRY_DELAY_SECONDS: seconds(0.01),
  WINNOW_LEASE_SECONDS: seconds(1),
  WINNOW_SCAN_INTERVAL_SECONDS: seconds(0, 'only on request'),
  WINNOW_PROBE_INTERVAL_SECONDS: seconds(0, 'only on request'),
  WINNOW_VIRT_SPARSIFY: z.string().optional(),
  WINNOW_QEMU_IMG: z.string().optional(),
  WINNOW_VIRT_DF: z.string().optional(),
  WINNOW_VIRSH: z.string().optional(),
  WINNOW_CONFINE: z.enum(['yes', 'no']).optional(),
  WINNOW_SSH: z.string().optional(),
  WINNOW_SSH_CONFIG: z.string().optional(),
  WINNOW_LIBVIRT_URI: text(
    /^(none|[a-z][a-z0-9+]*:\/\/.*)$/,
    'a connection as libvirt names it, such as qemu:///system, or "none"',
  ),
});

/** The names of all environment variables that set something. */
export const settingNames: readonly string[] = Object.keys(variables.shape);

export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings from the environment. @throws BadSetting naming the variable. */
export function loadSettings(env: Environment): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = issue?.path.join('.') ?? '';
    throw new BadSetting(`${name}: ${issue?.message} Correct the environment variable or unset it.`);
  }
  const set = parsed.data;
  const processDefaults = defaultProcessSettings;
  const ownState = resolve(stateDirectory(env, { uid: process.getuid?.() ?? -1, home: homedir() }));
  return {
    stateDirectory: ownState,
    runsDirectory: resolve(set.WINNOW_RUNS_DIR ?? join(ownState, 'runs')),
    eventStore: eventStoreFrom(set, join(ownState, 'events.db')),
    directories: set.WINNOW_DIRECTORIES ?? [],
    logLevel: set.WINNOW_LOG_LEVEL ?? 'info',
    server: {
      ...defaultServerSettings,
      host: set.WINNOW_HOST ?? defaultServerSettings.host,
      port: set.WINNOW_PORT ?? defaultServerSettings.port,
      allowedHosts: set.WINNOW_ALLOWED_HOSTS ?? defaultServerSettings.allowedHosts,
      allowedOrigins: set.WINNOW_ALLOWED_ORIGINS ?? defaultServerSettings.allowedOrigins,
    },
    process: {
      ...processDefaults,
      maxRunsPerHost: set.WINNOW_MAX_RUNS_PER_HOST ?? processDefaults.maxRunsPerHost,
      maxRunsPerStorageDomain:
        set.WINNOW_MAX_RUNS_PER_STORAGE_DOMAIN ?? processDefaults.maxRunsPerStorageDomain,
      maxRuns: set.WINNOW_MAX_RUNS ?? processDefaults.maxRuns,
      runTimeoutMs: set.WINNOW_RUN_TIMEOUT_SECONDS ?? processDefaults.runTimeoutMs,
      stallTimeoutMs: set.WINNOW_STALL_TIMEOUT_SECONDS ?? processDefaults.stallTimeoutMs,
      stopGraceMs: set.WINNOW_STOP_GRACE_SECONDS ?? processDefaults.stopGraceMs,
      maxAttempts: set.WINNOW_MAX_ATTEMPTS ?? processDefaults.maxAttempts,
      leaseMs: set.WINNOW_LEASE_SECONDS ?? processDefaults.leaseMs,
      retry: { ...retry, initialMs: set.WINNOW_RETRY_DELAY_SECONDS ?? retry.initialMs },
    },
    scanIntervalMs: set.WINNOW_SCAN_INTERVAL_SECONDS ?? 300_000,
    probeIntervalMs: set.WINNOW_PROBE_INTERVAL_SECONDS ?? 86_400_000,
    viewTimeoutMs: 5000,
    tools: {
      virtSparsify: set.WINNOW_VIRT_SPARSIFY ?? 'virt-sparsify',
      qemuImg: set.WINNOW_QEMU_IMG ?? 'qemu-img',
      virtDf: set.WINNOW_VIRT_DF ?? 'virt-df',
      virsh: set.WINNOW_VIRSH ?? 'virsh',
      confine: set.WINNOW_CONFINE !== 'no',
    },
    ssh: { program: set.WINNOW_SSH ?? 'ssh', configFile: set.WINNOW_SSH_CONFIG ?? null },
    libvirtUri: set.WINNOW_LIBVIRT_URI ?? defaultLibvirtUri,
  };
}

function eventStoreFrom(set: z.infer<typeof variables>, file: string): EventStoreSettings {
  const given = set.WINNOW_EVENT_STORE ?? fromFile(set.WINNOW_EVENT_STORE_FILE);
  if (given === undefined) return { kind: 'SQLITE', file };
  return {
    kind: 'EVENTSTOREDB',
    connectionString: given,
    streamPrefix: set.WINNOW_STREAM_PREFIX ?? 'winnow-',
    user: set.WINNOW_EVENT_STORE_USER,
    password: set.WINNOW_EVENT_STORE_PASSWORD,
    passwordFile: set.WINNOW_EVENT_STORE_PASSWORD_FILE,
    caFile: set.WINNOW_EVENT_STORE_CA_FILE,
  };
}

function fromFile(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    const content = readFileSync(file, 'utf8').trim();
    if (connectionForm.test(content)) return content;
  } catch (error) {
    throw new BadSetting(`WINNOW_EVENT_STORE_FILE: ${file} cannot be read. Correct its path or its rights.`, {
      cause: error,
    });
  }
  throw new BadSetting(
    `WINNOW_EVENT_STORE_FILE: ${file} does not hold a connection string. Write esdb://… or esdb+discover://… into it.`,
  );
}

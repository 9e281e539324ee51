import type { SshAddress } from '../../../domain/host/ssh-address.ts';

/** The system's ssh, as this server uses it. */
export interface SshSettings {
  /** The program; found on PATH unless a path is given. */
  readonly program: string;
  /** A configuration file in place of the service user's; null: that one. */
  readonly configFile: string | null;
  /** `usualTiming` where nothing is said. */
  readonly timing?: SshTiming;
}

/** How long a connection is waited for. */
export interface SshTiming {
  /** For an address to answer and to agree on how it is spoken to, in seconds: it is a few round trips. */
  readonly connectSeconds: number;
  /** For the login after that, and all addresses of a name, in milliseconds: an agent or an sshd may hang there. */
  readonly loginMs: number;
  /** Between questions whether the host is still there, in seconds; the third without an answer ends the connection. */
  readonly aliveSeconds: number;
  /** Until a connection that nobody uses is closed, in milliseconds: shorter than the time between two scans. */
  readonly idleMs: number;
}

/** Debian's ssh alone would notice a dead host after 15 minutes. */
export const usualTiming: SshTiming = {
  connectSeconds: 10,
  loginMs: 60_000,
  aliveSeconds: 5,
  idleMs: 60_000,
};

const always = [
  'BatchMode=yes',
  'StrictHostKeyChecking=yes',
  'UpdateHostKeys=no',
  'LogLevel=ERROR',
  'ForwardAgent=no',
  'ForwardX11=no',
  'ClearAllForwardings=yes',
  'Tunnel=no',
  'RemoteCommand=none',
  'EscapeChar=none',
  'ControlPersist=no',
  'ConnectionAttempts=1',
  'ServerAliveCountMax=3',
];

/** At LogLevel=ERROR ssh does not say why it gives up on a host that is silent, or has no algorithm in common. */
export const sayingWhy = 'LogLevel=INFO';

/** Nothing asks on a terminal or in a window, not even the ssh that a jump host is reached with. */
export const sshEnvironment = { LC_ALL: 'C', SSH_ASKPASS_REQUIRE: 'never' } as const;

/** The words that start ssh for an address, with more options before the configuration's. */
export function sshCommand(
  { program, configFile, timing = usualTiming }: SshSettings,
  { user, name, port }: SshAddress,
  options: readonly string[],
  words: readonly string[] = [],
): readonly [string, ...string[]] {
  const bounds = [`ConnectTimeout=${timing.connectSeconds}`, `ServerAliveInterval=${timing.aliveSeconds}`];
  return [
    program,
    ...(configFile === null ? [] : ['-F', configFile]),
    '-T',
    ...[...options, ...always, ...bounds].flatMap((option) => ['-o', option]),
    ...(port === null ? [] : ['-p', String(port)]),
    ...(user === null ? [] : ['-l', user]),
    '--',
    name,
    ...words,
  ];
}

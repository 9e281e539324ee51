import type { SshAddress } from '../../../domain/host/ssh-address.ts';

/** The system's ssh, as this server uses it. */
export interface SshSettings {
  /** The program; found on PATH unless a path is given. */
  readonly program: string;
  /** A configuration file in place of the service user's; null: that one. */
  readonly configFile: string | null;
}

/** How long a connection may take to be set up, in seconds: it is a few round trips. */
const connectSeconds = 10;
// Debian's ssh would notice a dead host after 15 minutes.
const keepAlive = ['ServerAliveInterval=5', 'ServerAliveCountMax=3'];

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
  `ConnectTimeout=${connectSeconds}`,
  ...keepAlive,
];

/** The words that start ssh for an address, with more options before the configuration's. */
export function sshCommand(
  { program, configFile }: SshSettings,
  { user, name, port }: SshAddress,
  options: readonly string[],
  words: readonly string[] = [],
): readonly [string, ...string[]] {
  return [
    program,
    ...(configFile === null ? [] : ['-F', configFile]),
    '-T',
    ...[...options, ...always].flatMap((option) => ['-o', option]),
    ...(port === null ? [] : ['-p', String(port)]),
    ...(user === null ? [] : ['-l', user]),
    '--',
    name,
    ...words,
  ];
}

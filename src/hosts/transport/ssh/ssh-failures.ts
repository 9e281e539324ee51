import type { HostKey } from '../../../domain/host/ssh.ts';
import { shown } from '../../../domain/plain-name.ts';
import { HostUnreachable } from '../../host.ts';

/** A host could not be reached over SSH. */
export class SshUnreachable extends HostUnreachable {
  override readonly name = 'SshUnreachable';
  readonly code: SshFailure['code'];
  override readonly remedy: string;
  override readonly offeredKey: HostKey | null;
  constructor({ code, message, remedy }: SshFailure, offeredKey: HostKey | null = null) {
    super(message);
    this.code = code;
    this.remedy = remedy;
    this.offeredKey = offeredKey;
  }
}

/** Why a host cannot be reached over SSH, as the message of ssh shows it. */
export interface SshFailure {
  readonly code:
    | 'HOST_KEY_UNKNOWN'
    | 'HOST_KEY_CHANGED'
    | 'ACCESS_DENIED'
    | 'NAME_UNKNOWN'
    | 'NO_ANSWER'
    /** It takes the connection, and ends it before it has said who it is. */
    | 'HUNG_UP'
    | 'NOT_SSH'
    /** It was in contact, and is not any more. */
    | 'CONNECTION_LOST'
    /** It answers, but who logs in is not decided in time. */
    | 'LOGIN_HANGS'
    | 'NO_SHELL'
    | 'SUDO_REFUSED'
    /** Another host than the one that was registered. */
    | 'OTHER_HOST'
    | 'OTHER';
  readonly message: string;
  readonly remedy: string;
}

type Kind = readonly [code: SshFailure['code'], what: string, remedy: string];

const keyChanged: Kind = [
  'HOST_KEY_CHANGED',
  'it shows another host key than the accepted one',
  'If the host was installed anew, accept its new key with `winnow host accept-key`; otherwise somebody may be between.',
];

const whereNoAnswer =
  'See that the host is up, that sshd runs there, and that the network lets this server through.';

/** The warning fills a page, and ends with that line. */
const warnsOfChange = /IDENTIFICATION HAS CHANGED[\s\S]*Host key verification failed\.?\s*$/;

/** Each kind by what ssh writes; the first that matches counts. */
const kinds: readonly (readonly [RegExp, ...Kind])[] = [
  [
    /Host key verification failed|No .* host key is known|no matching host key type/i,
    'HOST_KEY_UNKNOWN',
    'its host key is not known here',
    'Compare the fingerprint with the one that the host itself shows (`ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`), and register the host with it.',
  ],
  [
    /Permission denied|Too many authentication failures|No more authentication methods/i,
    'ACCESS_DENIED',
    'it accepts neither the keys nor the certificates of the user that Winnow works as',
    'Add the public key of that user to ~/.ssh/authorized_keys there, or name the right user (user@host); passwords are never asked for. An expired certificate has to be renewed.',
  ],
  [
    /Could not resolve hostname/i,
    'NAME_UNKNOWN',
    'its name is not known',
    'Correct the address, or the name service of this server.',
  ],
  [
    /banner line|invalid characters|Protocol major versions differ|protocol identification|Bad packet length/i,
    'NOT_SSH',
    'what answers there does not speak SSH',
    'Correct the address or the port.',
  ],
  [
    /timed out|Connection refused|No route to host|Network is unreachable|Broken pipe|not responding/i,
    'NO_ANSWER',
    'it does not answer',
    whereNoAnswer,
  ],
  [
    /kex_exchange_identification|Connection (closed|reset) by (?!UNKNOWN)/i,
    'HUNG_UP',
    'it ends the connection at once',
    'See that it is sshd that listens at that address and port. sshd itself turns away whom it has too many connections from (MaxStartups, PerSourcePenalties), and so does what guards it, such as fail2ban.',
  ],
];

/** What the messages of a failed ssh mean. `target`: the address, for people. */
export function explainSshFailure(target: string, stderr: string, status: string): SshFailure {
  const lines = stderr.trim().split(/\r?\n/);
  const said = shown(lines.slice(-3).join(' ')).slice(0, 500);
  if (warnsOfChange.test(stderr)) return failureOf(target, '', keyChanged);
  // What sshd greets with stands before the reason, which is the last line, or one above it where a proxy failed.
  const found =
    kinds.find(([pattern]) => pattern.test(lines.at(-1) ?? '')) ??
    kinds.find(([pattern]) => pattern.test(stderr));
  if (found !== undefined) {
    const [, ...kind] = found;
    return failureOf(target, said, kind);
  }
  return {
    code: 'OTHER',
    message: `${target} cannot be reached over SSH: ${said === '' ? `ssh ended with ${status}` : said}.`,
    remedy: 'Try `ssh` to the host as the user that Winnow works as, and mend what it reports.',
  };
}

/** A host does not show the key that was accepted, nor one of its type. */
export const anotherKey = (target: string): SshFailure => failureOf(target, '', keyChanged);

const failureOf = (target: string, said: string, [code, what, remedy]: Kind): SshFailure => ({
  code,
  message: `${target} cannot be reached over SSH: ${what}${said === '' ? '' : ` (${said})`}.`,
  remedy,
});

const sudoRefused =
  /sudo: (a password is required|a terminal is required|no tty|sorry, you must have a tty)|sudo: no tty present|is not (in the sudoers file|allowed to (execute|run))/i;

/** The login works, but no shell answers there as it should: that is what was said instead. */
export function explainNoAnswer(target: string, said: string): SshFailure {
  const words = shown(said.trim()).slice(0, 500);
  if (sudoRefused.test(said)) {
    return {
      code: 'SUDO_REFUSED',
      message: `${target} lets Winnow log in, but sudo asks for a password or a terminal, or does not allow it (${words}).`,
      remedy:
        'Allow `/bin/sh -s` without a password and without a terminal for that user in /etc/sudoers.d; it is the right to do everything there, so keep the key for Winnow alone.',
    };
  }
  return shellFails(target, `its shell does not answer${words === '' ? '' : `: ${words}`}`);
}

/** The login works, and the shell there does not do what it is asked: `how`. */
export const shellFails = (target: string, how: string): SshFailure => ({
  code: 'NO_SHELL',
  message: `${target} lets Winnow log in, but ${how}.`,
  remedy:
    'Give the user there a login shell that can run `sh -s`, and see that its profile neither exits, reads its input, nor writes without end.',
});

/** A connection that was there ended; `said`: what ssh said of that, which says nothing of a host that answers no more. */
export const connectionLost = (target: string, said: string, status: string): SshFailure => ({
  code: 'CONNECTION_LOST',
  message: `The connection to ${target} was lost (${said.trim() === '' ? `ssh ended with ${status}` : shown(said.trim()).slice(0, 500)}).`,
  remedy: whereNoAnswer,
});

/** Everything but the login was quick: what was to prove who logs in did not come to an end. */
export const loginTookTooLong = (target: string, ms: number): SshFailure => ({
  code: 'LOGIN_HANGS',
  message: `${target} cannot be reached over SSH: the login did not end in ${ms / 1000} s.`,
  remedy:
    'Try `ssh` to the host as the user that Winnow works as: an agent may wait for a confirmation, or sshd for a service that it asks who the user is.',
});

/** A connection is there, and serves nobody. */
export const permitsNoSession = (target: string): SshFailure => ({
  code: 'NO_SHELL',
  message: `${target} permits no session over a connection that several share.`,
  remedy: 'Set MaxSessions in /etc/ssh/sshd_config there to 2 or more; 10 is the default.',
});

/** The connection broke between the client of a session and the process that holds it, or that process hangs. */
export const connectionBroken = (target: string): SshFailure => ({
  code: 'CONNECTION_LOST',
  message: `The connection to ${target} broke.`,
  remedy: 'It is made again at once; where that goes on, see the log of sshd there.',
});

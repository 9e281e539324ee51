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
    | 'NOT_SSH'
    | 'NO_SHELL'
    | 'SUDO_REFUSED'
    /** Another host than the one that was registered. */
    | 'OTHER_HOST'
    | 'OTHER';
  readonly message: string;
  readonly remedy: string;
}

/** Each kind by what ssh, sshd or sudo write; the first that matches counts. */
const kinds: readonly [RegExp, SshFailure['code'], string, string][] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i,
    'HOST_KEY_CHANGED',
    'it shows another host key than the accepted one',
    'If the host was installed anew, accept its new key with `winnow host accept-key`; otherwise somebody may be between.',
  ],
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
    /sudo: (a password is required|a terminal is required|no tty|sorry, you must have a tty)|sudo: no tty present|is not (in the sudoers file|allowed to (execute|run))/i,
    'SUDO_REFUSED',
    'sudo asks for a password or a terminal, or does not allow it',
    'Allow `/bin/sh -s` without a password and without a terminal for that user in /etc/sudoers.d; it is the right to do everything there, so keep the key for Winnow alone.',
  ],
  [
    /banner (line|exchange)|invalid characters|Protocol major versions differ|protocol identification/i,
    'NOT_SSH',
    'what answers there does not speak SSH',
    'Correct the address or the port.',
  ],
  [
    /timed out|Connection refused|No route to host|Network is unreachable|Connection (closed|reset)|Broken pipe|not responding|kex_exchange/i,
    'NO_ANSWER',
    'it does not answer',
    'See that the host is up, that sshd runs there, and that the network lets this server through.',
  ],
];

/** What the messages of a failed ssh mean. `target`: the address, for people. */
export function explainSshFailure(target: string, stderr: string, status: string): SshFailure {
  const found = kinds.find(([pattern]) => pattern.test(stderr));
  const said = shown(stderr.trim().split('\n').slice(-3).join(' ')).slice(0, 500);
  if (found !== undefined) {
    const [, code, what, remedy] = found;
    return {
      code,
      message: `${target} cannot be reached over SSH: ${what}${said === '' ? '' : ` (${said})`}.`,
      remedy,
    };
  }
  return {
    code: 'OTHER',
    message: `${target} cannot be reached over SSH: ${said === '' ? `ssh ended with ${status}` : said}.`,
    remedy: 'Try `ssh` to the host as the user that Winnow works as, and mend what it reports.',
  };
}

/** The login works, but no shell answers there as it should. */
export const noShell = (target: string, said: string): SshFailure => ({
  code: 'NO_SHELL',
  message: `${target} lets Winnow log in, but its shell does not answer${said === '' ? '' : `: ${shown(said).slice(0, 500)}`}.`,
  remedy:
    'Give the user there a login shell that can run `sh -s`, and see that its profile neither exits nor reads its input.',
});

import { shown } from '../../../domain/plain-name.ts';
import { HostUnreachable } from '../../host.ts';
import { runScript } from '../run-script.ts';
import { scriptsOf } from '../scripts-of.ts';
import type { Transport } from '../transport.ts';
import { SshUnreachable, shellFails } from './ssh-failures.ts';
import type { Become } from './ssh-transport.ts';

/** Who a host is, and as whom Winnow works on it. */
export interface Greeting {
  /** What distinguishes the host from all others. */
  readonly machineId: string;
  /** Another one after each boot. */
  readonly bootId: string;
  readonly name: string;
  readonly user: string;
  readonly become: Become;
  /** Why sudo does not make that user root; null where it does, or where the user is root. */
  readonly sudoRefusal: string | null;
  readonly runsDirectory: string;
}

/** Where the records of root's runs are, as greet.sh has it. */
export const rootRunsDirectory = '/var/lib/winnow/runs';

const script = scriptsOf(import.meta.url, 'greet.sh');
const timeoutMs = 20_000;
/** Names and paths: whoever says more is no host that can be worked with. */
const maxOutputBytes = 64 * 1024;
/** As many as an operator may give to a name. */
const maxNameLength = 255;

/** Asks a host who it is, as the user who logs in. @throws HostUnreachable where it gives no whole answer. */
export async function greet(transport: Pick<Transport, 'run'>, target: string): Promise<Greeting> {
  const answer = await runScript(transport, { script, args: [], timeoutMs, maxOutputBytes });
  if (!answer.heard) {
    const how = answer.killed ? 'it writes without end' : shown(answer.why.trim()).slice(0, 500);
    throw new SshUnreachable(shellFails(target, `did not report who it is: ${how}`));
  }
  const required = (field: string): string => {
    const text = answer.text(field);
    if (text) return text;
    throw new HostUnreachable(`${target} did not report its ${names[field] ?? field}.`);
  };
  return {
    machineId: required('machine'),
    bootId: required('boot'),
    // The host says what it likes, and it is shown to people.
    name: shown(required('name')).slice(0, maxNameLength),
    user: shown(required('user')).slice(0, maxNameLength),
    become: answer.has('become') ? 'ROOT_BY_SUDO' : 'LOGIN_USER',
    sudoRefusal: answer.has('refused') ? answer.shown('refused') : null,
    runsDirectory: required('runs'),
  };
}

const names: Readonly<Record<string, string>> = {
  machine: 'machine id (/etc/machine-id): `systemd-machine-id-setup` gives it one',
  boot: 'boot id',
  runs: 'directory for the records of runs: the user owns neither its home nor /var/tmp/winnow-UID',
};

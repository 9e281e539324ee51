import type { Logger } from 'pino';
import type { HostKey } from '../../../domain/host/ssh.ts';
import type { SshAddress } from '../../../domain/host/ssh-address.ts';
import { HostUnreachable } from '../../host.ts';
import type { Transport } from '../transport.ts';
import { type Greeting, greet } from './greeting.ts';
import { askForHostKey, onlyKey } from './host-key.ts';
import type { SshSettings } from './ssh-command.ts';
import { createSshConnection } from './ssh-connection.ts';
import { anotherKey, SshUnreachable } from './ssh-failures.ts';
import { createSshTransport, firstTransport } from './ssh-transport.ts';

/** What this server reaches hosts over SSH by. */
export interface SshParts {
  readonly settings: SshSettings;
  /** A private directory for sockets and keys, whose path has at most 70 bytes. */
  readonly directory: string;
  readonly logger: Logger;
}

/** Where a host is reached, and the only key that is accepted there; null: those that the configuration of ssh trusts. */
export interface SshTarget {
  readonly address: SshAddress;
  readonly hostKey: HostKey | null;
}

/** The way to a host over SSH. */
export interface SshTransport {
  readonly transport: Transport;
  /** Who the host said to be when it was contacted last; contacts it where it is not in contact. @throws HostUnreachable */
  greeting(): Promise<Greeting>;
  /** It is reached in another way from now on. */
  reconnect(): void;
  close(): Promise<void>;
}

/** Opens the way to a host, which is contacted when it is first needed. `accept` throws where another host answers. */
export function openSshTransport(
  { settings, directory, logger }: SshParts,
  target: () => SshTarget,
  accept: (greeting: Greeting) => void = () => {},
): SshTransport {
  let greeting: Greeting | null = null;
  const connection = createSshConnection({
    address: () => target().address,
    hostKeyOptions(file) {
      const { hostKey } = target();
      return hostKey === null ? [] : onlyKey(hostKey, file);
    },
    settings,
    controlDirectory: directory,
    async onOpened(session) {
      const at = connection.target();
      const found = await greet(firstTransport(at, session), at);
      accept(found);
      greeting = found;
    },
    async onRefused(error) {
      const { address, hostKey } = target();
      // It may show one of another type, and have none of that which was accepted.
      const changed = hostKey !== null && error.code === 'HOST_KEY_UNKNOWN';
      if (!changed && error.code !== 'HOST_KEY_CHANGED') return error;
      const offered = await askForHostKey(address, settings, directory).catch(() => null);
      return new SshUnreachable(changed ? anotherKey(connection.target()) : error, offered);
    },
    logger,
  });
  return {
    transport: createSshTransport(connection, () => greeting?.become ?? 'LOGIN_USER'),
    greeting: () =>
      connection.session(async () => {
        if (greeting === null) throw new HostUnreachable(`${connection.target()} did not say who it is.`);
        return greeting;
      }),
    reconnect: connection.reconnect,
    close: connection.close,
  };
}

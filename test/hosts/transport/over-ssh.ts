import { rmSync } from 'node:fs';
import { pino } from 'pino';
import type { HostKey } from '../../../src/domain/host/ssh.ts';
import { parseSshAddress } from '../../../src/domain/host/ssh-address.ts';
import { openSshTransport, type SshParts } from '../../../src/hosts/transport/ssh/open-ssh-transport.ts';
import type { SshSettings } from '../../../src/hosts/transport/ssh/ssh-command.ts';
import { makeSshDirectory } from '../../../src/hosts/transport/ssh/ssh-directory.ts';
import type { SshHosts } from '../../support/ssh-hosts.ts';

/** What this process reaches hosts by; `close` removes it. */
export function sshParts(settings: Partial<SshSettings>): SshParts & { close(): void } {
  const directory = makeSshDirectory();
  return {
    settings: { program: 'ssh', configFile: null, ...settings },
    directory,
    logger: pino({ level: 'silent' }),
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** An address that is one. */
export function addressOf(text: string) {
  const parsed = parseSshAddress(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.address;
}

/** Opens the way to a host of a test. */
export function openTransport(
  { configFile }: Pick<SshHosts, 'configFile'>,
  address: string,
  { hostKey = null, ...settings }: Partial<SshSettings> & { readonly hostKey?: HostKey | null } = {},
) {
  const parts = sshParts({ configFile, ...settings });
  const opened = openSshTransport(parts, () => ({ address: addressOf(address), hostKey }));
  return {
    ...opened,
    directory: parts.directory,
    async close() {
      await opened.close();
      parts.close();
    },
  };
}

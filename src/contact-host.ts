import { fingerprintOf } from './common/fingerprint.ts';
import { hostIdOf } from './common/ids.ts';
import type { SshAccess } from './domain/host/ssh.ts';
import { parseSshAddress, showSshAddress } from './domain/host/ssh-address.ts';
import type { HostId } from './domain/ids.ts';
import { HostUnreachable } from './hosts/host.ts';
import { contactOverSsh } from './hosts/open-ssh-host.ts';
import { askForHostKey, askForHostKeyWith } from './hosts/transport/ssh/host-key.ts';
import type { SshParts } from './hosts/transport/ssh/open-ssh-transport.ts';
import { SshUnreachable } from './hosts/transport/ssh/ssh-failures.ts';
import type { HostAccess } from './requests/ports.ts';
import type { Refusal } from './requests/refusal.ts';

type Contacted = Awaited<ReturnType<HostAccess['contact']>>;

/**
 * HostAccess.contact: a key is accepted by its fingerprint, since it was accepted before, or by the configuration of ssh.
 * `runsDirectoryOn`: where a server on the host keeps the records of its runs, null where none is known: they are followed there.
 */
export async function contactHost(
  ssh: SshParts,
  { address: given, fingerprint, accepted = null }: Parameters<HostAccess['contact']>[0],
  directories: readonly string[],
  runsDirectoryOn: (id: HostId) => string | null,
): Promise<Contacted> {
  const parsed = parseSshAddress(given);
  if (!parsed.ok)
    return refuse({ type: 'HostUnreachable', message: `${given} is no address: ${parsed.problem}.` });
  const { address } = parsed;
  const shown = showSshAddress(address);
  try {
    let hostKey = accepted;
    if (fingerprint !== null) {
      hostKey = await askForHostKeyWith(fingerprint, address, ssh.settings, ssh.directory);
      if (fingerprintOf(hostKey) !== fingerprint)
        return refuse({ type: 'HostKeyMismatch', address: shown, hostKey });
    }
    const { greeting, directories: found } = await contactOverSsh(ssh, { address, hostKey }, directories);
    const { machineId, bootId, name } = greeting;
    const id = hostIdOf(machineId);
    const isRoot = greeting.user === 'root' || greeting.become === 'ROOT_BY_SUDO';
    const runsDirectory = (isRoot ? runsDirectoryOn(id) : null) ?? greeting.runsDirectory;
    const access = { address: shown, hostKey, runsDirectory };
    return { ok: true, host: { id, name, bootId, ssh: access, directories: found } };
  } catch (error) {
    if (!(error instanceof HostUnreachable)) throw error;
    if (error.offeredKey !== null) {
      return refuse({ type: 'HostKeyMismatch', address: shown, hostKey: error.offeredKey });
    }
    if (error instanceof SshUnreachable && error.code === 'HOST_KEY_UNKNOWN') {
      const hostKey = await askForHostKey(address, ssh.settings, ssh.directory).catch(() => null);
      if (hostKey !== null) return refuse({ type: 'HostKeyUnknown', address: shown, hostKey });
    }
    return refuse({
      type: 'HostUnreachable',
      message: error.remedy === null ? error.message : `${error.message} ${error.remedy}`,
    });
  }
}

/** HostAccess.signOfLife of a host with an address: whatever answers there may be the host, unless it says that it is another. */
export async function signOfLife(ssh: SshParts, id: HostId, access: SshAccess): Promise<string | null> {
  const parsed = parseSshAddress(access.address);
  if (!parsed.ok) throw new Error(`The address ${access.address} is not accepted: ${parsed.problem}.`);
  try {
    const target = { address: parsed.address, hostKey: access.hostKey };
    const { greeting } = await contactOverSsh(ssh, target, []);
    return hostIdOf(greeting.machineId) === id ? `It answers at ${access.address}.` : null;
  } catch (error) {
    if (!(error instanceof HostUnreachable)) throw error;
    const isSilent = error instanceof SshUnreachable && silences.has(error.code);
    // Only a machine that is up refuses.
    return isSilent && !/refused/i.test(error.message) ? null : error.message;
  }
}

const silences: ReadonlySet<SshUnreachable['code']> = new Set(['NO_ANSWER', 'NAME_UNKNOWN', 'OTHER']);

const refuse = (refusal: Refusal): Contacted => ({ ok: false, refusal });

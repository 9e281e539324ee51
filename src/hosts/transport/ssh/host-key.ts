import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { fingerprintOf } from '../../../common/fingerprint.ts';
import type { HostKey } from '../../../domain/host/ssh.ts';
import { type SshAddress, showSshAddress } from '../../../domain/host/ssh-address.ts';
import { type SshSettings, sayingWhy, sshCommand, sshEnvironment, usualTiming } from './ssh-command.ts';
import { explainSshFailure, SshUnreachable } from './ssh-failures.ts';

/** The name that keys stand under in the files of known hosts that are written here, whatever the address. */
const alias = 'winnow';

/** Options with which ssh accepts this key and no other; the file is there for it alone. */
export function onlyKey({ type, key }: HostKey, file: string): readonly string[] {
  writeFileSync(file, `${alias} ${type} ${key}\n`, { mode: 0o600 });
  return [...knownOnlyIn(file), keysOf(type)];
}

// RSA keys sign with SHA-2.
const keysOf = (type: string) =>
  `HostKeyAlgorithms=${type === 'ssh-rsa' ? 'rsa-sha2-512,rsa-sha2-256' : type}`;

const knownOnlyIn = (file: string): readonly string[] => [
  `UserKnownHostsFile=${file}`,
  'GlobalKnownHostsFile=/dev/null',
  `HostKeyAlias=${alias}`,
  'HashKnownHosts=no',
  'CheckHostIP=no',
  'VerifyHostKeyDNS=no',
];

/**
 * Asks a host for its key, without logging in there: nothing is proved by that, so that somebody has to compare the
 * fingerprint. It has one for each type, and shows its best unless one is named. @throws SshUnreachable where it shows none.
 */
export async function askForHostKey(
  address: SshAddress,
  settings: SshSettings,
  directory: string,
  type: string | null = null,
): Promise<HostKey> {
  const own = mkdtempSync(join(directory, 'key-'));
  try {
    const file = join(own, 'known');
    const options = [
      ...knownOnlyIn(file),
      sayingWhy,
      'StrictHostKeyChecking=accept-new',
      'PreferredAuthentications=none',
      'ControlPath=none',
      ...(type === null ? [] : [keysOf(type)]),
    ];
    const [program, ...words] = sshCommand(settings, address, options, ['true']);
    const { stderr, exitCode } = await execa(program, words, {
      cwd: '/',
      env: { ...sshEnvironment, SHELL: '/bin/sh' },
      stdin: 'ignore',
      reject: false,
      timeout: (settings.timing ?? usualTiming).loginMs,
      detached: true,
    });
    const [, shownType, key] = /^\S+ (\S+) (\S+)/.exec(readIfThere(file)) ?? [];
    if (shownType !== undefined && key !== undefined) return { type: shownType, key };
    throw new SshUnreachable(
      explainSshFailure(showSshAddress(address), stderr, `status ${exitCode ?? 'unknown'}`),
    );
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** Of the keys that a host has, the one with that fingerprint; where it has none, the one that it shows first. */
export async function askForHostKeyWith(
  fingerprint: string,
  ...[address, settings, directory]: [SshAddress, SshSettings, string]
): Promise<HostKey> {
  const first = await askForHostKey(address, settings, directory);
  if (fingerprintOf(first) === fingerprint) return first;
  for (const type of otherTypes.filter((each) => each !== first.type)) {
    const key = await askForHostKey(address, settings, directory, type).catch(() => null);
    if (key !== null && fingerprintOf(key) === fingerprint) return key;
  }
  return first;
}

/** What `ssh-keygen -A` makes for a host. */
const otherTypes = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ssh-rsa'];

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { HostKey } from '../../../domain/host/ssh.ts';
import { type SshAddress, showSshAddress } from '../../../domain/host/ssh-address.ts';
import { type SshSettings, sshCommand } from './ssh-command.ts';
import { explainSshFailure, SshUnreachable } from './ssh-failures.ts';

/** The name that keys stand under in the files of known hosts that are written here, whatever the address. */
const alias = 'winnow';

/** Options with which ssh accepts this key and no other; `directory` gets a file for them. */
export function onlyKey({ type, key }: HostKey, directory: string): readonly string[] {
  const file = join(
    directory,
    `${createHash('sha256').update(`${type} ${key}`).digest('hex').slice(0, 16)}.known`,
  );
  writeFileSync(file, `${alias} ${type} ${key}\n`, { mode: 0o600 });
  return [
    ...knownOnlyIn(file),
    // RSA keys sign with SHA-2.
    `HostKeyAlgorithms=${type === 'ssh-rsa' ? 'rsa-sha2-512,rsa-sha2-256' : type}`,
  ];
}

const knownOnlyIn = (file: string): readonly string[] => [
  `UserKnownHostsFile=${file}`,
  'GlobalKnownHostsFile=/dev/null',
  `HostKeyAlias=${alias}`,
  'HashKnownHosts=no',
];

/**
 * Asks a host for its key, without logging in there: nothing is proved by that, so that somebody has to compare the
 * fingerprint. @throws SshUnreachable where it shows none.
 */
export async function askForHostKey(
  address: SshAddress,
  settings: SshSettings,
  directory: string,
): Promise<HostKey> {
  const own = mkdtempSync(join(directory, 'key-'));
  try {
    const file = join(own, 'known');
    const options = [
      ...knownOnlyIn(file),
      'StrictHostKeyChecking=accept-new',
      'PreferredAuthentications=none',
      'ControlPath=none',
    ];
    const [program, ...words] = sshCommand(settings, address, options, ['true']);
    const { stderr, exitCode } = await execa(program, words, {
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdin: 'ignore',
      reject: false,
    });
    const [, type, key] = /^\S+ (\S+) (\S+)/.exec(readIfThere(file)) ?? [];
    if (type !== undefined && key !== undefined) return { type, key };
    throw new SshUnreachable(
      explainSshFailure(showSshAddress(address), stderr, `status ${exitCode ?? 'unknown'}`),
    );
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

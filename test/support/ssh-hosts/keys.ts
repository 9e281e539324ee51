import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const keygen = async (...args: string[]): Promise<void> =>
  void (await execute('ssh-keygen', ['-q', ...args]));

/** The types of the keys that a host has. */
export const hostKeyTypes = ['ed25519', 'ecdsa'] as const;

/** Makes a key without a passphrase, and gives the line of its public half: type and key. */
export async function makeKey(
  file: string,
  type: (typeof hostKeyTypes)[number] = 'ed25519',
): Promise<string> {
  await keygen('-t', type, '-N', '', '-C', '', '-f', file);
  return publicKey(file);
}

/** The type and the key of a file's public half. */
export const publicKey = async (file: string): Promise<string> =>
  (await readFile(`${file}.pub`, 'utf8')).trim();

/** What an authority says of a key; it stands beside the key as `-cert.pub`, where ssh looks for it. */
export interface Certificate {
  readonly of: 'USER' | 'HOST';
  /** The users' names, or the host's names and addresses. */
  readonly principals: readonly string[];
  /** As `ssh-keygen -V` has it, for example `-2d:-1d` for one that has expired. */
  readonly validity: string;
}

/** Certifies a key by the key of an authority. */
export const certify = (
  authority: string,
  key: string,
  { of, principals, validity }: Certificate,
): Promise<void> =>
  keygen(
    ...['-s', authority, '-I', 'winnow', ...(of === 'HOST' ? ['-h'] : [])],
    ...['-n', principals.join(), '-V', validity, `${key}.pub`],
  );

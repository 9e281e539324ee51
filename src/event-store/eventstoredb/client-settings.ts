import { readFile } from 'node:fs/promises';
import type { ChannelCredentialOptions, Credentials, NodePreference } from '@eventstore/db-client';
import { InvalidStoreSettings } from '../errors.ts';
import { type ConnectionString, parseConnectionString } from './connection-string.ts';

export interface ConnectionOptions {
  /** `esdb://host:port` for a node, `esdb://a,b,c` or `esdb+discover://name` for a cluster. Never logged. */
  readonly connectionString: string;
  /** In place of the user in the connection string. */
  readonly user?: string;
  /** In place of the password in the connection string. */
  readonly password?: string;
  /** A file whose first line is the password. */
  readonly passwordFile?: string;
  /** A file with the certificate of the authority that signed the server's; the system's authorities otherwise. */
  readonly caFile?: string;
}

/** All that the driver's client is made from. */
export interface ClientSettings {
  readonly discover: boolean;
  readonly hosts: ConnectionString['hosts'];
  readonly nodePreference: NodePreference;
  readonly client: Readonly<Record<string, number | string>>;
  readonly channel: ChannelCredentialOptions;
  readonly credentials: Credentials | undefined;
  /** For messages: where the store is, without user and password. */
  readonly name: string;
}

/**
 * Puts the connection string, the options and the files that they name together.
 * @throws InvalidStoreSettings that names the setting.
 */
export async function readClientSettings(options: ConnectionOptions): Promise<ClientSettings> {
  const parsed = parseConnectionString(options.connectionString);
  const { tls, tlsVerifyCert, tlsCaFile, userCertFile, userKeyFile, nodePreference, ...client } =
    parsed.options;
  if (!tlsVerifyCert) {
    throw new InvalidStoreSettings(
      'tlsVerifyCert',
      'certificates are always verified; name your own authority with tlsCaFile, or use tls=false on a trusted network',
    );
  }
  const certificates = { ca: options.caFile ?? tlsCaFile, userCertFile, userKeyFile };
  return {
    // Of several names the driver uses only the first to look up the cluster, even while that one is unreachable.
    discover: parsed.discover && parsed.hosts.length === 1,
    hosts: parsed.hosts,
    nodePreference,
    client,
    channel: tls ? await readCertificates(certificates) : { insecure: true },
    credentials: await readCredentials(parsed, options),
    name: `${parsed.discover ? 'esdb+discover' : 'esdb'}://${parsed.hosts.map(({ address, port }) => `${address}:${port}`).join(',')}`,
  };
}

async function readCertificates({
  ca,
  userCertFile,
  userKeyFile,
}: Partial<
  Record<'ca' | 'userCertFile' | 'userKeyFile', string | undefined>
>): Promise<ChannelCredentialOptions> {
  if ((userCertFile === undefined) !== (userKeyFile === undefined)) {
    throw new InvalidStoreSettings('userCertFile and userKeyFile', 'one is of no use without the other');
  }
  return {
    ...(ca === undefined ? {} : { rootCertificate: await readSettingFile('tlsCaFile', ca) }),
    ...(userCertFile === undefined || userKeyFile === undefined
      ? {}
      : {
          userCertFile: await readSettingFile('userCertFile', userCertFile),
          userKeyFile: await readSettingFile('userKeyFile', userKeyFile),
        }),
  };
}

async function readCredentials(
  parsed: ConnectionString,
  options: ConnectionOptions,
): Promise<Credentials | undefined> {
  const fromFile =
    options.passwordFile === undefined
      ? undefined
      : (await readSettingFile('passwordFile', options.passwordFile)).toString('utf8').split(/\r?\n/, 1)[0];
  const username = options.user ?? parsed.credentials?.username;
  const password = options.password ?? fromFile ?? parsed.credentials?.password;
  if (username === undefined && password === undefined) return undefined;
  if (username === undefined) throw new InvalidStoreSettings('the user', 'there is a password without one');
  if (password === undefined) throw new InvalidStoreSettings('the password', 'there is a user without one');
  return { username, password };
}

async function readSettingFile(setting: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new InvalidStoreSettings(setting, `the file cannot be read (${cause})`, { cause });
  }
}

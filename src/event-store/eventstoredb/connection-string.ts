import { z } from 'zod';
import { InvalidStoreSettings } from '../errors.ts';

/** What a connection string says, still without the content of the files that it names. */
export interface ConnectionString {
  /** The hosts are names by which to look up the cluster, not nodes. */
  readonly discover: boolean;
  readonly hosts: readonly { readonly address: string; readonly port: number }[];
  readonly credentials: { readonly username: string; readonly password: string } | null;
  readonly options: z.infer<typeof optionForms>;
}

/** Load balancers drop idle connections without notice; a ping this often keeps them, in milliseconds. */
const KEEP_ALIVE_MS = 10_000;
/** A node that hangs must leave time to ask the others for the leader, in seconds. */
const GOSSIP_TIMEOUT_S = 1;

const flag = z
  .stringbool({ truthy: ['true'], falsy: ['false'], error: 'it is neither true nor false' })
  .default(true);
const wholeNumber = z
  .string()
  .regex(/^(-1|\d+)$/, { error: ({ input }) => `${JSON.stringify(input)} is no whole number` })
  .transform(Number);
const nodePreferences = ['leader', 'follower', 'read_only_replica', 'random'] as const;

const optionForms = z.object({
  tls: flag,
  tlsVerifyCert: flag,
  tlsCaFile: z.string().optional(),
  userCertFile: z.string().optional(),
  userKeyFile: z.string().optional(),
  connectionName: z.string().default('winnow'),
  nodePreference: z
    .string()
    .transform((text) => text.toLowerCase().replace(/^readonlyreplica$/, 'read_only_replica'))
    .pipe(
      z.enum(nodePreferences, {
        error: ({ input }) => `${JSON.stringify(input)} is none of ${nodePreferences.join(', ')}`,
      }),
    )
    .default('leader'),
  keepAliveInterval: wholeNumber.default(KEEP_ALIVE_MS),
  keepAliveTimeout: wholeNumber.default(KEEP_ALIVE_MS),
  maxDiscoverAttempts: wholeNumber.optional(),
  discoveryInterval: wholeNumber.optional(),
  gossipTimeout: wholeNumber.default(GOSSIP_TIMEOUT_S),
});
const optionNames = Object.keys(optionForms.shape);

const DEFAULT_PORT = 2113;
const EXAMPLE = 'esdb://user:password@host:2113?tls=true';
const FORM =
  /^(?<protocol>[a-z+]+):\/\/(?:(?<credentials>[^/?]*)@)?(?<hosts>[^/?@]+)\/?(?:\?(?<options>.*))?$/i;

/**
 * Parses `esdb://…` and `esdb+discover://…`. Written here since the driver's own parser prints the whole string,
 * password and all, when it warns.
 * @throws InvalidStoreSettings, which never quotes the credentials.
 */
export function parseConnectionString(text: string): ConnectionString {
  const parts = FORM.exec(text.trim())?.groups;
  const protocol = parts?.protocol?.toLowerCase();
  if (parts?.hosts === undefined || (protocol !== 'esdb' && protocol !== 'esdb+discover')) {
    throw new InvalidStoreSettings('the connection string', `it is not of the form ${EXAMPLE}`);
  }
  return {
    discover: protocol === 'esdb+discover',
    hosts: parts.hosts.split(',').map(toEndpoint),
    credentials: parts.credentials === undefined ? null : toCredentials(parts.credentials),
    options: toOptions(parts.options ?? ''),
  };
}

function toEndpoint(text: string): ConnectionString['hosts'][number] {
  const [, address, port = String(DEFAULT_PORT)] = /^([^:\s]+)(?::(\d+))?$/.exec(text.trim()) ?? [];
  if (address === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new InvalidStoreSettings('the connection string', `${JSON.stringify(text)} is no host[:port]`);
  }
  return { address, port: Number(port) };
}

function toCredentials(text: string): ConnectionString['credentials'] {
  const colon = text.indexOf(':');
  if (colon < 1)
    throw new InvalidStoreSettings('the connection string', 'what stands before "@" is no user:password');
  try {
    return {
      username: decodeURIComponent(text.slice(0, colon)),
      password: decodeURIComponent(text.slice(colon + 1)),
    };
  } catch {
    throw new InvalidStoreSettings(
      'the connection string',
      'its user or password is not percent-encoded rightly',
    );
  }
}

function toOptions(text: string): ConnectionString['options'] {
  const given: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const name = optionNames.find((option) => option.toLowerCase() === key.toLowerCase());
    if (name === undefined) {
      throw new InvalidStoreSettings(
        'the connection string',
        `the option ${JSON.stringify(key)} is none of ${optionNames.join(', ')}`,
      );
    }
    given[name] = value;
  }
  const parsed = optionForms.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InvalidStoreSettings(issue?.path.join('.') ?? 'the connection string', issue?.message ?? '');
}

/** A disk that a message is about, with the ids that commands need. */
export interface MentionedDisk {
  readonly id: string;
  readonly activeJob?: { readonly id: string } | null;
}

/** The ids that commands need; placeholders where they are unknown. */
interface Ids {
  readonly id: string;
  readonly job: string;
  readonly domain: string;
  readonly host: string;
}

/** The commands that list what the queries of these names do. */
const listings: Readonly<Record<string, string>> = {
  disks: 'winnow disks',
  hosts: 'winnow hosts',
  sparsifyJobs: 'winnow jobs',
  storageDomains: 'winnow storage list',
};

/** The mutations and queries that messages of the API name, and the commands to type instead. */
const commands: readonly [RegExp, (ids: Ids, word: string) => string][] = [
  [/updateDisk(?: and|:) allocation (\w+)/g, ({ id }, kind) => update(id, 'allocation', kind.toLowerCase())],
  [/updateDisk and format (\w+)/g, ({ id }, format) => update(id, 'format', format.toLowerCase())],
  [
    /updateDisk and wipeAfterDelete (\w+)/g,
    ({ id }, on) => update(id, 'wipe-after-delete', on === 'true' ? 'yes' : 'no'),
  ],
  [/\bor (PREALLOCATED), so/g, ({ id }) => `or ${update(id, 'allocation', 'preallocated')}, so`],
  [/\b(updateDisk)/g, ({ id }) => `\`winnow disk update ${id}\``],
  [/\bcall (refreshDisk)/g, ({ id }) => `run \`winnow disk refresh ${id}\``],
  [/\b(refreshDisk)/g, ({ id }) => `\`winnow disk refresh ${id}\``],
  [
    /\b(removeStorageDomain)(?: and removeDisks)?\b/g,
    ({ domain }) => `\`winnow storage remove ${domain} --remove-disks\``,
  ],
  [/\bwith (removeDisks)\b/g, () => 'with --remove-disks'],
  [/\b(unregisterDirectory)\b/g, () => '`winnow directory remove DIRECTORY`'],
  [/\b(registerHost)\b/g, () => '`winnow scan DIRECTORY`'],
  [/\bsend it as (hostKeyFingerprint)\b/g, () => 'give it as --fingerprint'],
  [
    /\bthe host an address with (updateHost)\b/g,
    ({ host }) => `it an address with \`winnow host update ${host} --address ADDRESS\``,
  ],
  [
    /\bits new address with (updateHost)\b/g,
    ({ host }) => `its new address with \`winnow host update ${host} --address ADDRESS\``,
  ],
  [/\b(updateHost), allowEmulation\b/g, ({ host }) => `\`winnow host update ${host} --allow-emulation yes\``],
  [/\b(updateLimits)\b/g, () => '`winnow limits --max-runs NUMBER`'],
  [/\b(updateHost)\b/g, ({ host }) => `\`winnow host update ${host}\``],
  [/\b(acceptHostKey)\b/g, ({ host }) => `\`winnow host accept-key ${host}\``],
  [/\b(drainHost)\b/g, ({ host }) => `\`winnow host drain ${host}\``],
  [/\b(activateHost)\b/g, ({ host }) => `\`winnow host activate ${host}\``],
  [/\b(confirmHostDown)\b/g, ({ host }) => `\`winnow host confirm-down ${host}\``],
  [/\b(removeHost)\b/g, ({ host }) => `\`winnow host remove ${host}\``],
  [/\b(removeDisk)\b/g, ({ id }) => `\`winnow disk remove ${id}\``],
  [/\b(cancelSparsifyJob)/g, ({ job }) => `\`winnow cancel ${job}\``],
  [/\b(registerDisk)/g, () => '`winnow register PATH`'],
  [/\bcall (scanHost)/g, () => 'run `winnow scan`'],
  [/\bcall (probeHost)/g, ({ host }) => `run \`winnow doctor --host ${host}\``],
  [/\bthe query (\w+)/g, ({ job }, query) => `\`${listings[query] ?? `winnow follow ${job}`}\``],
  [/\bname(?= [A-Z_, ]+ in acknowledgeWarnings)/g, () => 'add'],
  [/\bnaming(?= [A-Z_, ]+ in acknowledgeWarnings)/g, () => 'adding'],
  [
    /\b([A-Z_]+(?:, [A-Z_]+)*) in acknowledgeWarnings/g,
    (_ids, codes) => `--acknowledge-warnings ${codes.replaceAll(',', '')}`,
  ],
];

const update = (id: string, option: string, value: string): string =>
  `\`winnow disk update ${id} --${option} ${value}\``;

/** A message of the API about a disk or a host, with commands to type instead of mutations and queries. */
export function typeable(
  message: string,
  disk: MentionedDisk | null = null,
  aboutHost: string | null = null,
): string {
  const job = disk?.activeJob?.id ?? /\bjob_[\w-]+/.exec(message)?.[0] ?? 'JOB';
  const domain = /\bdom_[\w-]+/.exec(message)?.[0] ?? 'DOMAIN';
  const host = aboutHost ?? /\bhost_[\w-]+/.exec(message)?.[0] ?? 'HOST';
  const ids = { id: disk?.id ?? 'DISK', job, domain, host };
  return commands.reduce(
    (text, [mutation, command]) => text.replace(mutation, (_match, word: string) => command(ids, word)),
    message,
  );
}

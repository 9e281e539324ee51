interface Disk {
  readonly id: string;
  readonly activeJob: { readonly id: string } | null;
}

/** The requests of the API that messages name, and what this program's user types in their place. */
const commands: readonly [RegExp, (disk: Disk, word: string) => string][] = [
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
  [/\b(removeDisk)/g, ({ id }) => `\`winnow disk remove ${id}\``],
  [/\b(cancelSparsifyJob)/g, ({ activeJob }) => `\`winnow cancel ${activeJob?.id ?? 'JOB'}\``],
  [/\b(registerDisk)/g, () => '`winnow register PATH`'],
  [/\bcall (probeHost)/g, () => 'run `winnow scan --probe`'],
  [
    /name ([A-Z_, ]+) in acknowledgeWarnings/g,
    (_disk, codes) => `add --acknowledge-warnings ${codes.replaceAll(',', '')}`,
  ],
];

const update = (id: string, option: string, value: string): string =>
  `\`winnow disk update ${id} --${option} ${value}\``;

/** A message of the API about a disk, with what its user can type in place of what its clients can send. */
export const inCommands = (message: string, disk: Disk): string =>
  commands.reduce(
    (text, [request, command]) => text.replace(request, (_match, word: string) => command(disk, word)),
    message,
  );

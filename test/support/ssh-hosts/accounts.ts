import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Who logs in: root, a user with `sudo -n`, or one of libvirt's group without it. Each host knows all three. */
export type Login = 'root' | 'sudoer' | 'plain';

/** The shells that a login can have, with the file that they read at every command. `sh` reads none. */
const rcFiles = { sh: null, bash: '.bashrc', csh: '.cshrc', fish: '.config/fish/config.fish' } as const;

export type LoginShell = keyof typeof rcFiles;

const users = [
  { name: 'sudoer', id: 61_001 },
  { name: 'plain', id: 61_002 },
] as const satisfies { name: Login; id: number }[];

/** Writes the accounts of a host into its disk, which is not mounted yet. */
export async function writeAccounts(disk: string, shell: LoginShell, profile: string): Promise<void> {
  const etc = join(disk, 'etc');
  const linesOf = async (file: string) => (await readFile(join('/etc', file), 'utf8')).trimEnd().split('\n');
  const write = (file: string, lines: readonly string[], mode: number) =>
    writeFile(join(etc, file), `${lines.join('\n')}\n`, { mode });

  const program = shell === 'sh' ? '/bin/sh' : `/usr/bin/${shell}`;
  await mkdir(join(etc, 'sudoers.d'), { recursive: true, mode: 0o750 });
  await write(
    'passwd',
    [
      `root:x:0:0:root:/root:${program}`,
      ...(await linesOf('passwd')).filter((line) => !line.startsWith('root:')),
      ...users.map(({ name, id }) => `${name}:x:${id}:${id}::/home/${name}:${program}`),
    ],
    0o644,
  );
  // Without a password, and not locked, which sshd would refuse.
  const shadow = [...(await linesOf('shadow')), ...users.map(({ name }) => `${name}:*:19000:0:99999:7:::`)];
  await write('shadow', shadow, 0o640);
  await write('group', withMember(await linesOf('group'), 'libvirt', 'plain'), 0o644);
  await write('sudoers.d/winnow', ['sudoer ALL=(ALL) NOPASSWD: ALL'], 0o440);

  await mkdir(join(disk, 'home'));
  for (const { home, id } of [
    { home: 'root', id: 0 },
    ...users.map(({ name, id }) => ({ home: `home/${name}`, id })),
  ]) {
    const directory = join(disk, home);
    await mkdir(directory, { mode: 0o700 });
    const rcFile = rcFiles[shell];
    if (rcFile !== null) {
      await mkdir(dirname(join(directory, rcFile)), { recursive: true });
      await writeFile(join(directory, rcFile), profile);
    }
    await chown(directory, id, id);
  }
}

/** The lines of a file of groups, with a user in one of them, and the groups of all users here. */
function withMember(lines: readonly string[], group: string, member: string): string[] {
  const own = users.map(({ name, id }) => `${name}:x:${id}:`);
  const there = lines.find((line) => line.startsWith(`${group}:`));
  const line =
    there === undefined ? `${group}:x:61003:${member}` : `${there}${there.endsWith(':') ? '' : ','}${member}`;
  return [...lines.filter((each) => each !== there), line, ...own];
}

import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const setup = fileURLToPath(new URL('../../../scripts/setup', import.meta.url));
/** What the script itself is made of. */
const basics = ['sh', 'dirname', 'grep', 'find', 'touch', 'mktemp', 'rm', 'sed', 'tail', 'mkdir', 'chmod'];
const tools = [
  ...[
    'virt-sparsify',
    'qemu-img',
    'qemu-system-x86_64',
    'mkfs.ext4',
    'flock',
    'ip',
    'virsh',
    'libvirtd',
    'npm',
  ],
  ...['sg_vpd', 'lvm', 'mkfs.xfs', 'mkfs.btrfs', 'guestfish', 'busybox', 'shellcheck'],
  ...['qemu-storage-daemon', 'fusermount3', 'mkntfs', 'sgdisk', 'cryptsetup'],
  ...['ssh', 'sshd', 'csh', 'fish', 'sudo', 'setfacl', 'debootstrap'],
];

describe('scripts/setup', () => {
  let root: string;
  let bin: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'winnow-setup-'));
    bin = join(root, 'bin');
    await mkdir(join(root, 'scripts'));
    await mkdir(bin);
    // A copy that sees nothing of this machine but what PATH and the root of the test have.
    const text = (await readFile(setup, 'utf8'))
      .replace(':/usr/sbin:/sbin', '')
      .replace('/boot/vmlinuz-*', join(bin, 'kernel'))
      .replace('/usr/libexec/qemu-kvm', join(bin, 'qemu-kvm'));
    await writeFile(join(root, 'scripts', 'setup'), text, { mode: 0o755 });
    for (const name of basics) await symlink(await pathOf(name), join(bin, name));
    await fake('uname', 'echo x86_64');
    await fake('id', 'echo 1000');
    await fake('kernel', 'exit 0');
    await writeFile(join(root, 'package-lock.json'), '{}');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const fake = async (name: string, body: string) => {
    const file = join(bin, name);
    await rm(file, { force: true });
    await writeFile(file, `#!/bin/sh\n${body}\n`);
    await chmod(file, 0o755);
  };
  const run = () =>
    execa(join(root, 'scripts', 'setup'), {
      env: { PATH: bin },
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
    });

  it('tells a user without root the exact command', async () => {
    await fake('apt-get', 'echo must not run >&2; exit 9');
    for (const tool of tools.filter((name) => name !== 'virt-sparsify' && name !== 'mkfs.ext4'))
      await fake(tool, '');
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('sudo apt-get install -y --no-install-recommends guestfs-tools e2fsprogs');
  });

  it('names the Fedora and RHEL packages where there is no apt-get', async () => {
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toContain(
      'dnf install nodejs npm guestfs-tools qemu-img qemu-kvm qemu-img fuse3 e2fsprogs util-linux',
    );
    expect(stderr).toContain('apt-get install --no-install-recommends nodejs npm guestfs-tools qemu-utils');
  });

  it('leaves npm as it is where there is one', async () => {
    await fake('npm', '');
    const { stderr } = await run();
    expect(stderr).not.toContain('nodejs');
  });

  it('as root fetches the package lists only when the first try fails', async () => {
    await fake('id', 'echo 0');
    for (const tool of tools.filter((name) => name !== 'virt-sparsify')) await fake(tool, '');
    await fake('node', 'echo v24.0.0');
    await mkdir(join(root, 'node_modules'));
    await fake(
      'apt-get',
      `echo apt-get "$1" >>"${root}/calls"; [ -e "${root}/updated" ] || { [ "$1" = update ] && : >"${root}/updated"; }`,
    );
    const { exitCode } = await run();
    const { stdout: calls } = await execa('cat', [join(root, 'calls')]);
    expect(calls.split('\n').slice(0, 3)).toEqual(['apt-get install', 'apt-get update', 'apt-get install']);
    expect(exitCode).toBe(0);
  });

  describe('with all programs there', () => {
    beforeEach(async () => {
      for (const tool of tools) await fake(tool, '');
      await fake(
        'npm',
        `echo "$1 on $(node --version)" >>"${root}/calls"
         case "$1" in
           install) node=$3/node_modules/node/bin/node version=v24.21.0 ;;
           ci) node=node_modules/node/bin/node version=v24.21.0 ;;
         esac
         mkdir -p "\${node%/*}"; printf '#!/bin/sh\\necho %s\\n' "$version" >"$node"; chmod +x "$node"`,
      );
      await writeFile(join(root, 'package.json'), '{\n  "node": "24.21.0"\n}\n');
    });
    const calls = async () => (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n');

    it('installs the Node packages when the lock file is newer than they are, and only then', async () => {
      await fake('node', 'echo v24.0.0');
      expect((await run()).exitCode).toBe(0);
      expect((await run()).exitCode).toBe(0);
      expect(await calls()).toEqual(['ci on v24.0.0']);

      await execa('touch', ['-d', '+1 minute', join(root, 'package-lock.json')]);
      expect((await run()).exitCode).toBe(0);
      expect(await calls()).toEqual(['ci on v24.0.0', 'ci on v24.0.0']);
    });

    it('has npm run on Node 24 where the machine’s own is older', async () => {
      await fake('node', 'echo v18.20.4');
      expect((await run()).exitCode).toBe(0);
      expect(await calls()).toEqual(['install on v18.20.4', 'ci on v24.21.0']);
    });
  });
});

async function pathOf(name: string): Promise<string> {
  const { stdout } = await execa('/bin/sh', ['-c', 'command -v "$1"', 'sh', name]);
  return stdout;
}

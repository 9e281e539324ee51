import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageChain } from '../../../../src/hosts/images/chain/image-chain.ts';
import type { DiskBytes } from '../../../../src/hosts/images/contents/image-bytes.ts';
import { temporaryDirectory } from '../../a-host.ts';

const mebibyte = 1024 ** 2;

/** Makes images as guests have them, with the tools that make them. */
export function someDisks() {
  const directory = temporaryDirectory();
  const run = (program: string, args: readonly string[], input = ''): string =>
    execFileSync(program, args, { input, stdio: ['pipe', 'pipe', 'pipe'], encoding: 'utf8' });
  const empty = (name: string, size: number): string => {
    const path = join(directory, name);
    writeFileSync(path, '');
    truncateSync(path, size);
    return path;
  };
  const put = (bytes: Buffer | string, path: string, offset: number): void => {
    const image = readFileSync(path);
    Buffer.from(bytes).copy(image, offset);
    writeFileSync(path, image);
  };
  return {
    directory,
    run,
    empty,
    put,
    /** Puts parts into a disk at these mebibytes. */
    place(disk: string, parts: Readonly<Record<number, string>>): void {
      for (const [at, part] of Object.entries(parts)) {
        run('dd', [`if=${part}`, `of=${disk}`, 'bs=1M', `seek=${at}`, 'conv=notrunc,sparse', 'status=none']);
      }
    },
    copy(path: string, name: string): string {
      const copied = join(directory, name);
      copyFileSync(path, copied);
      return copied;
    },
    ext4(name = 'ext4'): string {
      const path = empty(name, 8 * mebibyte);
      run('mkfs.ext4', ['-q', path]);
      return path;
    },
    luks(type: 'luks1' | 'luks2' = 'luks2'): string {
      const path = empty(type, 20 * mebibyte);
      const quick = type === 'luks1' ? [] : ['--pbkdf', 'pbkdf2'];
      const options = ['luksFormat', '-q', '--type', type, ...quick, '--pbkdf-force-iterations', '1000'];
      run('cryptsetup', [...options, path, '-'], 'key');
      return path;
    },
    swap(name = 'swap'): string {
      const path = empty(name, 4 * mebibyte);
      run('mkswap', ['-q', path]);
      return path;
    },
    /** With these files in its root. */
    ntfs(files: Readonly<Record<string, string | Buffer>> = {}, name = 'ntfs'): string {
      const path = empty(name, 8 * mebibyte);
      run('mkntfs', ['-F', '-Q', '-q', '-s', '512', '-p', '2048', '-H', '16', '-S', '63', path]);
      for (const [file, content] of Object.entries(files)) {
        const source = join(directory, 'source');
        writeFileSync(source, content);
        run('ntfscp', [path, source, file]);
      }
      return path;
    },
  };
}

/** An image that stands on nothing, as it was judged. */
export function chainOf(path: string, format: 'raw' | 'qcow2' = 'raw'): ImageChain {
  const { dev, ino, size } = statSync(path, { bigint: true });
  return [{ realPath: path, format, device: String(dev), inode: String(ino), size: Number(size) }];
}

/** The bytes of a disk in memory. */
export const diskIn = (bytes: Buffer, size = bytes.length): DiskBytes => ({
  size,
  read: async () => undefined,
  at: (offset, length) =>
    offset < 0 || offset + length > bytes.length ? null : bytes.subarray(offset, offset + length),
});

import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const winnow = fileURLToPath(new URL('../../../bin/winnow', import.meta.url));

/** One line for people, no trace. */
const lost = /^winnow: Standard output could not be written completely \(\w+: .*\)\. .*$/;

describe('standard output of a real process', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'winnow-output-'));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const shell = (script: string) =>
    execa('bash', ['-c', script, 'bash', winnow], {
      env: { WINNOW_STATE_DIR: join(home, 'state') },
      cwd: home,
      reject: false,
      stdin: 'ignore',
    });

  it('that takes a part only, as on a full disk, ends with 1 and one line', async () => {
    const { exitCode, stderr } = await shell('prlimit --fsize=512: "$1" --help > out');
    expect(await readFile(join(home, 'out'))).toHaveLength(512);
    expect(stderr).toMatch(lost);
    expect(exitCode).toBe(1);
  });

  it.each(['jobs --json', 'events export'])(
    'that takes nothing ends `winnow %s` with 1 and one line',
    async (command) => {
      await shell('"$1" jobs');
      const { exitCode, stderr } = await shell(`"$1" ${command} > /dev/full`);
      expect(stderr).toMatch(lost);
      expect(exitCode).toBe(1);
    },
  );

  it('that nobody reads any more is quiet', async () => {
    const { stderr, stdout } = await shell('"$1" jobs | true; "$1" events export | true; echo over');
    expect(stderr).toBe('');
    expect(stdout).toBe('over');
  });

  it('or a log that cannot be written does not end a server', async () => {
    const server = execa('sh', ['-c', 'exec "$1" serve --port 0 2>/dev/full', 'sh', winnow], {
      env: { WINNOW_STATE_DIR: join(home, 'state'), WINNOW_LOG_LEVEL: 'trace', WINNOW_LIBVIRT_URI: 'none' },
      reject: false,
      stdin: 'ignore',
    });
    const [first] = await once(server.stdout, 'data');
    const url = /http:\S+(?=\.)/.exec(String(first))?.[0] ?? '';
    for (let asked = 0; asked < 20; asked++) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ system { version } }' }),
      });
      expect(answer.status).toBe(200);
    }
    server.kill('SIGTERM');
    expect(await server).toMatchObject({ exitCode: 0 });
  });
});

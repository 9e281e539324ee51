import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHostFacts } from '../../../src/hosts/probe/host-facts.ts';
import { probeHost } from '../../../src/hosts/probe/probe-host.ts';
import { defaultTools } from '../../../src/hosts/probe/tools.ts';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../../src/hosts/transport/transport.ts';
import { fakeVirtSparsify } from '../../support/fake-virt-sparsify.ts';
import { patience } from '../../support/patience.ts';
import { temporaryDirectory } from '../a-host.ts';

const local = createLocalTransport();
/** This machine, where programs are looked for in other places. */
const withPath = (path: string): Transport => ({
  ...local,
  run: (command) =>
    local.run({ ...command, program: 'env', args: [`PATH=${path}`, command.program, ...command.args] }),
});

/** The programs of busybox, and no others. */
function pathOfBusybox(): string {
  const directory = temporaryDirectory();
  const { status } = spawnSync('busybox', ['--install', '-s', directory]);
  if (status !== 0) throw new Error('busybox is missing; scripts/setup installs it.');
  return directory;
}

/** This machine's programs, of which one is a script. */
function pathWith(program: string, script: string): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, program), `#!/bin/sh\n${script}\n`);
  chmodSync(join(directory, program), 0o755);
  return `${directory}:${process.env.PATH}`;
}

describe("a host's own programs", () => {
  it('are good enough here', async () => {
    expect(await findHostFacts(local, patience(20_000))).toMatchObject({ programs: [] });
  });

  it('of busybox are not, and each is named with the package to install', async () => {
    const { programs: lacks } = await findHostFacts(withPath(pathOfBusybox()), patience(20_000));
    const packageOf = (program: string) =>
      /apt-get install (\S+)\. .*dnf install (\S+)\./
        .exec(lacks.find(({ what }) => what.startsWith(`${program} is`))?.remedy ?? '')
        ?.slice(1);
    expect(packageOf('find')).toEqual(['findutils', 'findutils']);
    expect(packageOf('stdbuf')).toEqual(['coreutils', 'coreutils']);
    for (const program of ['tail', 'realpath', 'date']) {
      expect(packageOf(program)).toEqual(['coreutils', 'coreutils']);
    }
    for (const program of ['setsid', 'fallocate']) {
      expect(packageOf(program)).toEqual(['util-linux', 'util-linux']);
    }
  });

  it.each([
    ['grep', 'case $* in *z*) exit 2 ;; esac; exec /bin/grep "$@"', 'grep'],
    ['grep', 'exec /bin/grep "$(echo "$1" | tr -d x)" "$2"', 'grep'],
    ['od', 'case $* in *-w*) exit 1 ;; esac; exec /usr/bin/od "$@"', 'coreutils'],
    ['xargs', 'shift; exec /usr/bin/xargs "$@"', 'findutils'],
    ['stat', 'exec /usr/bin/stat', 'coreutils'],
    ['head', 'shift; exec /usr/bin/head -c 3 "$@"', 'coreutils'],
    ['tail', 'echo', 'coreutils'],
    ['cut', 'exec cat', 'coreutils'],
    ['stdbuf', 'exit 125', 'coreutils'],
    ['timeout', 'exit 1', 'coreutils'],
    ['sync', 'exit 0', 'coreutils'],
    ['sleep', 'exit 1', 'coreutils'],
    ['flock', 'case $* in *-w*) exit 1 ;; esac; exec /usr/bin/flock "$@"', 'util-linux'],
  ])('are found out where %s is of another make: %s', async (program, script, name) => {
    const { programs } = await findHostFacts(withPath(pathWith(program, script)), patience(20_000));
    expect(programs).toEqual([
      {
        what: expect.stringMatching(`^${program} is too old or of another make: it does not take `),
        remedy: expect.stringContaining(`apt-get install ${name}.`),
      },
    ]);
  });

  it('keep runs from being started where they are not good enough', async () => {
    const transport = withPath(pathWith('tail', 'exit 1'));
    const tools = { ...defaultTools, virtSparsify: fakeVirtSparsify };
    expect(await probeHost(transport, tools)).toMatchObject({
      lacks: [
        { what: expect.stringContaining('tail is too old'), remedy: expect.stringContaining('coreutils') },
      ],
    });
  });

  it('are not said to be lacking by a host that does not answer to the end', async () => {
    const silent: Transport = {
      ...local,
      run: async () => ({
        exitCode: null,
        stdout: 'lacks grep grep is missing\n',
        stderr: '',
        timedOut: true,
      }),
    };
    await expect(findHostFacts(silent, patience(20_000))).rejects.toThrow('did not report its facts within');
  });
});

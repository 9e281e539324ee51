import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLocalTransport } from '../../../src/hosts/transport/local-transport.ts';
import type { BoundedCommand, CommandResult } from '../../../src/hosts/transport/transport.ts';
import { createVolumeReader } from '../../../src/hosts/volumes/read-volumes.ts';
import { patience } from '../../support/patience.ts';
import { temporaryDirectory } from '../a-host.ts';
import { throughPrefix } from '../images/shown-images.ts';
import { until } from '../processes.ts';
import { recorded } from './recorded-volumes.ts';

const { volumes, mapped } = recorded('layouts');
const ended = (stdout: string, exitCode: number | null = 0, stderr = ''): CommandResult => ({
  ...{ exitCode, stdout, stderr, timedOut: false },
});
const hung: CommandResult = { ...ended('', null), timedOut: true, process: 4711 };

/** A host that answers so; `asked` are the words that each question came with. */
function aHost(lvm: CommandResult | (() => Promise<CommandResult>), kernel = ended(mapped)) {
  const asked: BoundedCommand[] = [];
  const read = createVolumeReader({
    ...createLocalTransport(),
    run: async (command) => {
      asked.push(command);
      if (!command.args[1]?.includes('fullreport')) return kernel;
      return typeof lvm === 'function' ? lvm() : lvm;
    },
  });
  return { read, asked };
}

describe('reading the volumes of a host', () => {
  it('gives what LVM and the kernel say, also where LVM warns', async () => {
    const { read } = aHost(ended(volumes, 5, '  WARNING: VG lost is missing PV'));
    const { report, active, problems } = await read();
    expect(report?.groups).toHaveLength(7);
    expect(active?.pools.size).toBe(2);
    expect(problems).toEqual([]);
  });

  it('is done once for all who ask meanwhile', async () => {
    const { read, asked } = aHost(ended(volumes));
    await Promise.all([read(), read(), read()]);
    expect(asked).toHaveLength(2);
    await read();
    expect(asked).toHaveLength(4);
  });

  it('takes no lock and writes nothing', async () => {
    const { read, asked } = aHost(ended(volumes));
    await read();
    const scripts = asked.map(({ args }) => args[1]);
    expect(scripts).toContainEqual(expect.stringContaining('--readonly --foreign --shared'));
    expect(scripts).toContainEqual(expect.stringContaining('dmsetup status --noflush'));
  });

  it('says that LVM hangs, and leaves it alone while it does', async () => {
    const { read, asked } = aHost(hung);
    expect(await read()).toMatchObject({
      report: null,
      problems: [
        {
          what: expect.stringContaining('LVM does not answer'),
          remedy: expect.stringContaining('multipath -ll'),
        },
      ],
    });
    await read();
    const questions = asked.filter(({ args }) => args[1]?.includes('fullreport'));
    expect(questions.map(({ args }) => args[4])).toEqual(['none', '4711']);
  });

  it('ends an LVM that takes longer than its limit', async () => {
    const bin = temporaryDirectory();
    const pid = join(bin, 'pid');
    writeFileSync(
      join(bin, 'lvm'),
      `#!/bin/sh\n[ "$1" = fullreport ] || exit 0\necho $$ >'${pid}'\nexec sleep 1000\n`,
      { mode: 0o755 },
    );
    const transport = throughPrefix(['env', `PATH=${bin}:${process.env.PATH}`]);
    const { report, problems } = await createVolumeReader(transport, patience(500) / 1000)();
    expect(report).toBeNull();
    expect(problems).toContainEqual(
      expect.objectContaining({ what: expect.stringContaining('LVM does not answer') }),
    );
    const hanging = readFileSync(pid, 'utf8').trim();
    await until(() => !existsSync(`/proc/${hanging}`));
  });

  it('says that the kernel hangs', async () => {
    expect(await aHost(ended(volumes), hung).read()).toMatchObject({
      active: null,
      problems: [{ what: expect.stringContaining('dmsetup status --noflush') }],
    });
  });

  it.each([
    ['lvm is missing', ended('', 127, 'sh: 1: lvm: not found'), 'lvm2'],
    ['may not ask LVM', ended('{"report":[]}', 0, '  WARNING: Running as a non-root user.'), 'root'],
  ])('says that %s only where there are volumes', async (what, lvm, remedy) => {
    expect(await aHost(lvm).read()).toMatchObject({
      report: null,
      problems: [{ what: expect.stringContaining(what), remedy: expect.stringContaining(remedy) }],
    });
    expect(await aHost(lvm, ended('\n', 1)).read()).toMatchObject({ report: { groups: [] }, problems: [] });
  });

  it.each([
    ['what it said cannot be read', ended('', 5, '  Unrecognised field: vg_lock_type'), 'Unrecognised field'],
    ['it could not be run', ended('', null), 'could not be run'],
  ])('says that %s', async (_, lvm, why) => {
    expect(await aHost(lvm).read()).toMatchObject({
      report: null,
      problems: [{ what: expect.stringContaining(why), remedy: expect.stringContaining('lvm fullreport') }],
    });
  });
});

import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { loadSettings } from '../../src/config.ts';
import { startWinnow } from '../../src/main.ts';
import { temporaryDirectory } from '../event-store/temporary-store.ts';

/** Files of a state directory that others than its owner may do anything with. */
const open = (directory: string): string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => (statSync(file).mode & 0o077) !== 0);

it('the files of the state directory are their owner’s alone, also those that were left open to others', async () => {
  const umask = process.umask(0o022);
  onTestFinished(() => void process.umask(umask));
  const directory = await temporaryDirectory();
  const settings = loadSettings({ WINNOW_STATE_DIR: directory });
  const start = () =>
    startWinnow(settings, { listen: false, coordinate: false, logger: pino({ level: 'silent' }) });

  const first = await start();
  expect(readdirSync(directory)).toEqual(
    expect.arrayContaining([
      'events.db',
      'events.db-wal',
      'views.db',
      'views.db-wal',
      'owner.json',
      'owner.lock',
    ]),
  );
  expect(open(directory)).toEqual([]);
  await first.close();
  expect(open(directory)).toEqual([]);

  for (const file of readdirSync(directory)) {
    if (statSync(join(directory, file)).isFile()) chmodSync(join(directory, file), 0o644);
  }
  expect(open(directory)).not.toEqual([]);
  const second = await start();
  expect(open(directory)).toEqual([]);
  await second.close();
});

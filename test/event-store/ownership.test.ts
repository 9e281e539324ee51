import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreOwnerUnknown } from '../../src/event-store/errors.ts';
import { claimStore, type StoreClaim } from '../../src/event-store/ownership/claim.ts';
import { isLivingOwner, readOwner } from '../../src/event-store/ownership/owner-file.ts';
import { answerOf, startChild } from './child.ts';
import { temporaryDirectory } from './temporary-store.ts';

const self = 'test';

async function claim(directory: string): Promise<StoreClaim> {
  const result = await claimStore(directory, self);
  if (!result.claimed) throw new Error(`process ${result.owner.pid} has it`);
  onTestFinished(result.release);
  return result;
}

describe('claiming the state directory', () => {
  it('names the owner, where it is reached, and since when, to all others', async () => {
    const directory = join(await temporaryDirectory(), 'state');
    const before = new Date().toISOString();
    const mine = await claim(directory);
    expect(await claimStore(directory, self)).toMatchObject({ owner: { pid: process.pid, url: null } });
    mine.announce('http://127.0.0.1:4000/');
    const seen = await answerOf(startChild('claim.ts', [directory]));
    expect(seen).toEqual({
      claimed: false,
      owner: {
        pid: process.pid,
        url: 'http://127.0.0.1:4000/',
        command: 'test',
        startedAt: expect.toSatisfy((at: string) => at >= before && at <= new Date().toISOString()),
      },
    });
  });

  it('is free again after a release, which leaves no name behind', async () => {
    const directory = await temporaryDirectory();
    const first = await claim(directory);
    first.release();
    first.release();
    expect(existsSync(join(directory, 'owner.json'))).toBe(false);
    await claim(directory);
  });

  it('is free again once its owner was killed, whatever the owner left', async () => {
    const directory = await temporaryDirectory();
    const child = startChild('claim.ts', [directory]);
    expect(await answerOf(child)).toEqual({ claimed: true });
    expect(await claimStore(directory, self)).toMatchObject({ owner: { pid: child.pid, command: 'child' } });
    await child.kill();
    expect(readOwner(join(directory, 'owner.json'))).toMatchObject({ pid: child.pid });
    await claim(directory);
    expect(readOwner(join(directory, 'owner.json'))).toMatchObject({ pid: process.pid });
  });

  it('is won by exactly one of those that race', async () => {
    const directory = await temporaryDirectory();
    const children = Array.from({ length: 6 }, () => startChild('claim.ts', [directory]));
    const answers = await Promise.all(children.map(answerOf));
    const winners = children.filter((_, index) => JSON.stringify(answers[index]) === '{"claimed":true}');
    expect(winners).toHaveLength(1);
    const losers = answers.filter((answer) => JSON.stringify(answer) !== '{"claimed":true}');
    for (const answer of losers) {
      expect(answer).toMatchObject({ claimed: false, owner: { pid: winners[0]?.pid } });
    }
  });

  it('never names a dead owner, even while someone unseen has it', async () => {
    const directory = await temporaryDirectory();
    const gone = startChild('claim.ts', [directory]);
    await answerOf(gone);
    await gone.kill();
    const unseen = new DatabaseSync(join(directory, 'owner.lock'));
    onTestFinished(() => unseen.close());
    unseen.exec('BEGIN EXCLUSIVE');
    await expect(claimStore(directory, self)).rejects.toBeInstanceOf(StoreOwnerUnknown);
  });

  it('does not take a later process under the same pid for the owner', async () => {
    const directory = await temporaryDirectory();
    await claim(directory);
    const owner = readOwner(join(directory, 'owner.json'));
    if (owner === null) throw new Error('no owner is named');
    expect(isLivingOwner(owner)).toBe(true);
    expect(isLivingOwner({ ...owner, processStart: '1' })).toBe(false);
  });

  it('makes a directory and files for this user only', async () => {
    const directory = join(await temporaryDirectory(), 'state');
    await claim(directory);
    const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(modeOf(directory)).toBe('700');
    expect(['owner.lock', 'owner.json'].map((name) => modeOf(join(directory, name)))).toEqual(['600', '600']);
  });

  it.each([
    [
      'a file',
      (home: string) => home,
      /^The state directory \S+ cannot be used \(\S+file is not a directory\)/,
    ],
    ['where no directory can be', () => '/proc/winnow/state', /cannot be used \(.*\/proc\/winnow/],
    ['below a file', (home: string) => join(home, 'a', 'b'), /cannot be used \(\S+file is not a directory\)/],
  ])('is refused where the place is %s, and says what is in the way', async (_, placeOf, message) => {
    const file = join(await temporaryDirectory(), 'file');
    writeFileSync(file, '');
    await expect(claimStore(placeOf(file), self)).rejects.toMatchObject({
      name: 'StateDirectoryUnusable',
      retryable: false,
      message: expect.stringMatching(message),
    });
  });

  it('is refused at a link to nothing, and where the lock is something else', async () => {
    const home = await temporaryDirectory();
    symlinkSync(join(home, 'gone'), join(home, 'link'));
    await expect(claimStore(join(home, 'link'), self)).rejects.toThrow(/link is a link to nothing/);
    writeFileSync(join(home, 'owner.lock'), 'a letter to a friend. '.repeat(500));
    await expect(claimStore(home, self)).rejects.toThrow(/owner\.lock is not a lock of Winnow's/);
  });

  it('reads a damaged file as no owner', async () => {
    const file = join(await temporaryDirectory(), 'owner.json');
    for (const content of ['', '{"pid":', '{"pid":"1"}', '[]']) {
      writeFileSync(file, content);
      expect(readOwner(file)).toBeNull();
    }
    expect(readFileSync(file, 'utf8')).toBe('[]');
  });
});

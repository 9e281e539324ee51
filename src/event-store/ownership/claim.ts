import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreOwnerUnknown } from '../errors.ts';
import { createPrivateFile, makePrivate } from '../private-file.ts';
import { faultOf } from '../sqlite/fault.ts';
import { directoryError } from './directory-error.ts';
import { isLivingOwner, type Owner, readOwner, removeOwner, writeOwner } from './owner-file.ts';

/** How long an owner may take to write who it is after it has the lock; after that it counts as not visible here. */
const OWNER_WRITES_WITHIN_MS = 2_000;
const ASK_AGAIN_AFTER_MILLISECONDS = 20;

export interface StoreClaim {
  readonly claimed: true;
  /** Publishes where the owner can be reached from now on. */
  announce(url: string): void;
  release(): void;
}

export interface StoreOwned {
  readonly claimed: false;
  readonly owner: Omit<Owner, 'processStart'>;
}

/**
 * Makes this process the only owner of the state directory, or reports who is. The kernel gives the claim back
 * when the process ends, in whatever way.
 * @throws StoreOwnerUnknown when the owner cannot be seen from here, StateDirectoryUnusable.
 */
export async function claimStore(stateDirectory: string, command: string): Promise<StoreClaim | StoreOwned> {
  const directory = resolve(stateDirectory);
  const file = join(directory, 'owner.json');
  const deadline = Date.now() + OWNER_WRITES_WITHIN_MS;
  for (;;) {
    const lock = tryLock(directory);
    if (lock !== null) return claim(lock, file, command);
    const owner = readOwner(file);
    if (owner !== null && isLivingOwner(owner)) {
      const { pid, url, command, startedAt } = owner;
      return { claimed: false, owner: { pid, url, command, startedAt } };
    }
    if (Date.now() > deadline) throw new StoreOwnerUnknown(directory);
    await sleep(ASK_AGAIN_AFTER_MILLISECONDS);
  }
}

function claim(lock: DatabaseSync, file: string, command: string): StoreClaim {
  const startedAt = new Date().toISOString();
  const tell = (url: string | null): void => writeOwner(file, { url, command, startedAt });
  try {
    tell(null);
  } catch (error) {
    lock.close();
    throw directoryError(error, dirname(file));
  }
  return {
    claimed: true,
    announce: tell,
    release: () => {
      if (!lock.isOpen) return;
      removeOwner(file);
      lock.close();
    },
  };
}

// SQLite's exclusive lock is a lock of the kernel (fcntl) that dies with its process and is not inherited by children.
function tryLock(directory: string): DatabaseSync | null {
  const file = join(directory, 'owner.lock');
  let lock: DatabaseSync | null = null;
  try {
    if (!createPrivateFile(file)) makePrivate(file);
    lock = new DatabaseSync(file, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (faultOf(error, file)?.code === 'BUSY') return null;
    throw directoryError(error, directory);
  }
}

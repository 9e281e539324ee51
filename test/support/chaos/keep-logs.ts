import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptServer } from './servers.ts';

/** Keeps what tells why a round failed, and says where. */
export function keepLogs(seed: number, wrong: readonly string[], servers: readonly KeptServer[]): void {
  const directory = mkdtempSync(join(tmpdir(), `winnow-chaos-${seed}-`));
  writeFileSync(join(directory, 'wrong'), `${wrong.join('\n')}\n`);
  for (const [index, server] of servers.entries()) {
    const lines = server.logs().split('\n');
    // Of operations there are very many, of these checks.
    const telling = lines.filter((line) => !line.endsWith('"msg":"operation"}'));
    writeFileSync(join(directory, `server${index}.log`), telling.join('\n'));
  }
  console.error(`The logs of the round with seed ${seed} are in ${directory}: ${wrong.join('; ')}`);
}

/** Kills a process that may have ended. */
export function tryToKill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

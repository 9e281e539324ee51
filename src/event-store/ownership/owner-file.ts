import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { processStart } from '../../common/process-start.ts';

const ownerSchema = z.object({
  pid: z.int().positive(),
  /** When the kernel started the process: distinguishes it from a later one with the same pid. */
  processStart: z.string().nullable(),
  /** Where its server can be reached; `null` when it serves nobody (yet). */
  url: z.string().nullable(),
  command: z.string(),
  startedAt: z.string(),
});

/** Who owns a state directory. */
export type Owner = z.infer<typeof ownerSchema>;

/** The owner that the file names, `null` where it names none. */
export function readOwner(file: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Names this process as the owner; readers see the old file or the new one, never a part. */
export function writeOwner(file: string, owner: Omit<Owner, 'pid' | 'processStart'>): void {
  const whole: Owner = { pid: process.pid, processStart: processStart(process.pid), ...owner };
  const draft = `${file}.new`;
  writeFileSync(draft, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

export function removeOwner(file: string): void {
  rmSync(file, { force: true });
}

/** Whether the process that the file names still runs, and is the one that wrote it. */
export function isLivingOwner({ pid, processStart: start }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return start === null || start === processStart(pid);
}

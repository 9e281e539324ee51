import { readFileSync } from 'node:fs';

/**
 * When a process started, in the kernel's ticks (the 22nd field of /proc/PID/stat): a later process of that number has
 * another start. Null where there is none.
 */
export function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may hold spaces and parentheses itself.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

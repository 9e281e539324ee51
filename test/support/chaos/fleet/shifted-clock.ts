import { readFileSync } from 'node:fs';

/**
 * Loaded by a server before anything else: its clock is off by as many seconds as the file that CHAOS_CLOCK names says,
 * which it reads again at each SIGUSR2.
 */
const file = process.env.CHAOS_CLOCK ?? '';
const RealDate = Date;
let offsetMs = 0;

function read(): void {
  try {
    offsetMs = Number(readFileSync(file, 'utf8')) * 1000;
  } catch {
    offsetMs = 0;
  }
}

class ShiftedDate extends RealDate {
  constructor(...given: readonly number[]) {
    super(...((given.length === 0 ? [ShiftedDate.now()] : given) as [number]));
  }
  static override now(): number {
    return RealDate.now() + offsetMs;
  }
}

read();
process.on('SIGUSR2', read);
Object.assign(globalThis, { Date: ShiftedDate });

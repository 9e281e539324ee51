import { uptime } from 'node:os';

/**
 * Milliseconds since this computer was booted, including those in which it was suspended, when the clock of
 * `performance.now()` stops. In steps of 10 ms.
 */
export const uptimeMs = (): number => uptime() * 1000;

import { uptime } from 'node:os';

/**
 * Milliseconds since the machine was booted, those in which it slept included: the clock of `performance.now()` stops
 * then. In steps of 10 ms.
 */
export const bootTimeMs = (): number => uptime() * 1000;

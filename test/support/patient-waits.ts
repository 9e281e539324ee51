import { vi } from 'vitest';
import { patience } from './patience.ts';

// Vitest gives up after one second by itself, which a busy machine takes to start a program.
const { waitFor, waitUntil } = vi;
const patient = (options: Parameters<typeof waitFor>[1] = {}) => {
  const { timeout = 10_000, ...others } = typeof options === 'number' ? { timeout: options } : options;
  return { ...others, timeout: patience(timeout) };
};
vi.waitFor = (check, options) => waitFor(check, patient(options));
vi.waitUntil = (check, options) => waitUntil(check, patient(options));

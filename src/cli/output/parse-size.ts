import { InvalidArgumentError } from 'commander';

const units = ['', 'K', 'M', 'G', 'T', 'P'];

/** A size as people give it, `1024`, `512M`, `1.5GiB`, in bytes as the API takes them; binary units. */
export function parseSize(text: string): string {
  const parts = /^(\d+(?:\.\d+)?)\s*([KMGTP]?)(?:i?B)?$/i.exec(text.trim());
  const bytes = Number(parts?.[1]) * 1024 ** units.indexOf((parts?.[2] ?? '').toUpperCase());
  if (parts === null || !Number.isSafeInteger(Math.round(bytes))) {
    throw new InvalidArgumentError('Give a number of bytes, or one with K, M, G or T, as in 20G.');
  }
  return String(Math.round(bytes));
}

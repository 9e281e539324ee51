import { chmodSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('../hosts/fixtures', import.meta.url));

/** The file of a program that stands in for a tool, where the hosts of tests and confined runs see it. */
export const fixtureProgram = (name: string): string =>
  `${process.env.WINNOW_TEST_FIXTURES ?? fixtures}/${name}`;

/**
 * Copies those programs where this checkout is not seen by them: they have a /tmp of their own, and confined runs see
 * hardly any mounts but the first. Vitest calls it before all tests, and what it returns after them.
 */
export default function setup(): (() => void) | undefined {
  const isSeen = !/^(\/var)?\/tmp\//.test(fixtures) && statSync(fixtures).dev === statSync('/').dev;
  if (isSeen || process.getuid?.() !== 0 || process.env.WINNOW_TEST_FIXTURES !== undefined) return;
  const directory = mkdtempSync('/var/lib/winnow-tests-');
  chmodSync(directory, 0o755);
  cpSync(fixtures, directory, { recursive: true });
  process.env.WINNOW_TEST_FIXTURES = directory;
  return () => rmSync(directory, { recursive: true });
}

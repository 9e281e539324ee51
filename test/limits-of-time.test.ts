import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** What makes a test fail on a machine that is only slow. */
const forbidden = [
  // The last argument of a test or a hook, or an option of it.
  /^ *\}, [\d_]{4,}\);$/m,
  /\b(it|test|describe)\b.*\{ timeout: [\d_]+/,
  /\{\n *timeout: [\d_]+,\n *\}, (async )?\(/,
  /\bnow\(\) - .+\)\.toBeLess/,
];

it('no test has a limit of time of its own, or asserts how fast something was', () => {
  const files = globSync('**/*.test.ts', { cwd: import.meta.dirname });
  expect(files.length).toBeGreaterThan(100);
  const found = files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    return forbidden.flatMap((pattern) => pattern.exec(text)?.[0] ?? []).map((what) => `${file}: ${what}`);
  });
  expect(found, 'see the section on tests in CONTRIBUTING.md').toEqual([]);
});

// Prints `N passed, N failed` from vitest's JSON report; fails when a test failed, or when none ran.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const reportOf = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  /** A file that cannot be loaded has no tests to count, and counts as one that failed. */
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const report = await readFile(process.argv[2] ?? '', 'utf8')
  .then((text) => reportOf.safeParse(JSON.parse(text)))
  .catch(() => ({ success: false }) as const);
if (!report.success) {
  console.error('vitest left no report.');
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const { numPassedTests: passed, numFailedTests, testResults } = report.data;
const unloaded = testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const failed = numFailedTests + unloaded;
if (passed + failed === 0) console.error('No test ran.');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

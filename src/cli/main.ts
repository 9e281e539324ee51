import { exitCodes } from './errors.ts';
import { standardOutput } from './output/standard-output.ts';
import { processTerminal } from './output/terminal.ts';
import { run } from './run.ts';

// Node would print a stack trace, which does not help a user.
process.on('uncaughtException', (thrown: unknown) => {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  process.stderr.write(`winnow: ${error.message} (${error.name}). This is a fault of Winnow itself.\n`);
  if (process.env.WINNOW_LOG_LEVEL === 'debug') process.stderr.write(`${error.stack}\n`);
  process.exit(exitCodes.FAILED);
});

// bin/winnow sets these for this process alone.
for (const name of ['ARENA_MAX', 'TRIM_THRESHOLD_', 'MMAP_THRESHOLD_', 'TOP_PAD_'])
  delete process.env[`MALLOC_${name}`];

// There is nowhere to report that standard error cannot be written.
process.stderr.on('error', () => undefined);

const output = standardOutput(({ message }) => {
  process.stderr.write(
    `winnow: Standard output could not be written completely (${message}). Do not use what was written; write it to a place with room.\n`,
  );
});
const code = await run(process.argv.slice(2), processTerminal(output.stream));
const whole = await output.whole();
process.exit(whole ? code : exitCodes.FAILED);

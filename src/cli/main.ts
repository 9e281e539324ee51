import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

// A reader that has seen enough (`winnow jobs | head`) must not end a command in the middle of its work.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exit(await run(process.argv.slice(2), processTerminal()));

import { execFile } from 'node:child_process';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import type { Transport } from '../../src/hosts/transport/transport.ts';
import { temporaryDirectory } from '../hosts/a-host.ts';

const execute = promisify(execFile);

// Software emulation: it works everywhere, and the disks of a virtual machine are the same.
const environment = {
  ...process.env,
  LC_ALL: 'C',
  LIBGUESTFS_BACKEND: 'direct',
  LIBGUESTFS_BACKEND_SETTINGS: 'force_tcg',
};

/**
 * A small virtual machine with real SCSI disks, the appliance of libguestfs: `gives` takes discards, `keeps` does not,
 * and `own` is its own. Boots in some ten seconds.
 */
export async function anAppliance() {
  const directory = temporaryDirectory();
  // What it says goes to a file, since it would hold the pipe open.
  const said = join(directory, 'said');
  const { stdout } = await execute('sh', ['-c', 'exec guestfish --listen 2>"$1"', 'sh', said], {
    env: environment,
  });
  const pid = /GUESTFISH_PID=(\d+)/.exec(stdout)?.[1];
  if (pid === undefined) throw new Error(`guestfish did not start: ${stdout}`);
  const fish = async (...command: string[]): Promise<string> => {
    const asked = execute('guestfish', [`--remote=${pid}`, '--', ...command], { env: environment });
    const told = await asked.catch((error: unknown) => {
      throw new Error(`The appliance said: ${readFileSync(said, 'utf8').slice(-4096)}`, { cause: error });
    });
    return told.stdout;
  };
  onTestFinished(async () => {
    // It may be gone before it has answered.
    await fish('exit').catch(() => {});
  });

  const disk = (name: string): string => {
    const path = join(directory, name);
    writeFileSync(path, '');
    truncateSync(path, 256 * 1024 ** 2);
    return path;
  };
  await fish('add-drive', disk('gives'), 'discard:enable', 'format:raw');
  await fish('config', '-drive', `file=${disk('keeps')},format=raw,if=none,id=keeps`);
  await fish('config', '-device', 'scsi-hd,drive=keeps,discard_granularity=0');
  await fish('run');

  const upload = (file: string, path: string) => fish('debug-upload', file, path, '0755');
  let scripts = 0;
  const run = async (script: string, ...args: string[]): Promise<string> => {
    scripts += 1;
    const name = `script-${scripts}`;
    const file = join(directory, name);
    writeFileSync(file, script);
    await upload(file, `/tmp/${name}`);
    return fish('debug', 'sh', `sh -s -- ${args.map(quoted).join(' ')} </tmp/${name}`);
  };
  const disks = disksIn(await run(listDisks));
  const transport: Transport = {
    // A shell is all that is asked for: with its script as an argument (`-c SCRIPT NAME`), or on its input (`-s --`).
    async run({ stdin = '', args }) {
      const [script = '', words] = args[0] === '-c' ? [args[1], args.slice(3)] : [stdin, args.slice(2)];
      // Its own input is the script.
      const input = args[0] === '-c' ? Buffer.from(stdin).toString('base64') : '';
      const piped = `printf %s '${input}' | base64 -d | (\n${script}\n)\necho "status $?"`;
      const stdout = await run(piped, ...words);
      const [said = '', status] = stdout.trimEnd().split(/^status (?=\d+$)/m);
      return { exitCode: Number(status), stdout: said, stderr: '', timedOut: false };
    },
    stream: () => Promise.reject(new Error('Nothing is streamed from here.')),
  };
  return { run, upload, transport, disks };
}

// The kernel names disks in the order in which it comes to them, which differs where it is slow.
const listDisks = `
  for disk in /sys/block/sd*; do
    read -r sectors <$disk/size
    read -r discards <$disk/queue/discard_max_bytes
    if [ "$sectors" != 524288 ]; then what=own; elif [ "$discards" = 0 ]; then what=keeps; else what=gives; fi
    echo "$what \${disk##*/}"
  done
`;

function disksIn(told: string) {
  const nameOf = (what: string): string => {
    const name = new RegExp(`^${what} (sd[a-z])$`, 'm').exec(told)?.[1];
    if (name === undefined) throw new Error(`The appliance has no disk that is "${what}": ${told}`);
    return name;
  };
  return { gives: nameOf('gives'), keeps: nameOf('keeps'), own: nameOf('own') };
}

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

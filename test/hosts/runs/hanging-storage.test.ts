import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import type { RunUpdate } from '../../../src/hosts/host.ts';
import { letGo } from '../../support/fake-virt-sparsify.ts';
import { aHost } from '../a-host.ts';
import { until } from '../processes.ts';
import { aMountNamespace } from '../storage/mount-namespace.ts';

it('a run whose storage stops to answer says so, also when its attributes are cached, goes on to be heard, and ends well once the storage is back', async () => {
  const { hangingFilesystem, transport, prefix } = await aMountNamespace();
  const hanging = await hangingFilesystem('nas', { cachesAttributes: true });
  const { host, started } = aHost({ transport });
  const { runId, kept, file } = await started('disk.wait.raw');
  await until(async () => (await host.runState(runId)) === 'RUNNING');
  // Stands in for the runner, whose image lies on storage that hangs from now on: that of a file which is open there.
  const open = `import os, time
os.dup2(os.open(os.sys.argv[1], os.O_PATH), 20)
image = os.stat(20)
print(f'{os.getpid()} {image.st_dev} {image.st_ino} {image.st_size}', flush=True)
time.sleep(1e6)`;
  const [program, ...words] = [...prefix, 'python3', '-c', open, hanging.path] as const;
  const runner = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void runner.kill('SIGKILL'));
  const [opened] = await once(createInterface(runner.stdout), 'line');
  writeFileSync(join(kept, 'runner.new'), `${opened}\n`);
  renameSync(join(kept, 'runner.new'), join(kept, 'runner'));

  const updates: RunUpdate[] = [];
  const hangs = Promise.withResolvers<void>();
  const answers = Promise.withResolvers<void>();
  let hung = false;
  const done = host.followRun(
    runId,
    (update) => {
      updates.push(update);
      if (update.storageHangs) {
        hung = true;
        hangs.resolve();
      } else if (hung) answers.resolve();
    },
    new AbortController().signal,
  );
  await hangs.promise;
  // What does not touch the storage is answered.
  expect(await host.runState(runId)).toBe('RUNNING');
  hanging.letGo();
  await answers.promise;
  letGo(file);
  expect(await done).toBe('FINISHED');
});

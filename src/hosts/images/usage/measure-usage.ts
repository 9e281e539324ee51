import { randomUUID } from 'node:crypto';
import { failure } from '../../failure.ts';
import type { Host, ImageInspection } from '../../host.ts';
import { remedies } from '../../probe/packages.ts';
import type { HostTools } from '../../probe/tools.ts';
import { orderArgs } from '../../runs/run-order.ts';
import { refusalIn } from '../../runs/run-record.ts';
import { refused } from '../../runs/run-refused.ts';
import { createPatience, type Patience } from '../../transport/patience.ts';
import { runScript } from '../../transport/run-script.ts';
import { scriptsOf } from '../../transport/scripts-of.ts';
import type { Transport } from '../../transport/transport.ts';

type Usage = Awaited<ReturnType<Host['measureUsage']>>;

/** A boot of the appliance, and a mount of each filesystem; read-only. A slow host is given more time at the next. */
export const createUsagePatience = (): Patience => createPatience({ leastMs: 180_000, mostMs: 1_800_000 });

export const remedyWhenBusy =
  'The host may be busy, or its storage slow. Measure again later: it is given more time then.';

const script = scriptsOf(import.meta.url, '../../transport/privately.sh', 'measure-usage.sh');
const measurer = scriptsOf(
  import.meta.url,
  '../../volumes/volumes.sh',
  '../../runs/confine.sh',
  '../../runs/export-image.sh',
  'measure-image.sh',
);

/**
 * Used bytes per filesystem, by virt-df, on an export of the files that were accepted: given the image's path, it would
 * open whatever has that name by now, and whatever the header there names.
 */
export async function measureUsage(
  transport: Transport,
  tools: Pick<HostTools, 'virtDf' | 'qemuStorageDaemon' | 'confine'>,
  environment: Readonly<Record<string, string>>,
  { realPath, chain }: Pick<ImageInspection, 'realPath' | 'chain'>,
  patience: Patience,
): Promise<Usage> {
  const timeoutSeconds = Math.ceil(patience.ms() / 1000);
  const began = performance.now();
  const tool = ['timeout', '-k', '10', String(timeoutSeconds), tools.virtDf, '--csv'];
  const directory = `/tmp/winnow-measure-${randomUUID()}`;
  const view = `${directory}/view`;
  const { qemuStorageDaemon: storageDaemon, confine } = tools;
  const order = { chain, confine, storageDaemon, tool };
  const answer = await runScript(transport, {
    script,
    args: [
      String(timeoutSeconds + secondsAround / 2),
      measurer,
      directory,
      ...orderArgs(order, view, 'INSPECT'),
    ],
    environment,
    timeoutMs: (timeoutSeconds + secondsAround) * 1000,
  });
  const failed = (...[code, message, remedy, tail]: Parameters<typeof failure>) => ({
    ok: false as const,
    failure: failure(code, message, remedy, tail),
  });
  const tooLong = (tail: string | null) => {
    patience.ranOut();
    const what = `virt-df took longer than ${timeoutSeconds} s on ${realPath}.`;
    return failed('TIMED_OUT', what, remedyWhenBusy, tail);
  };
  if (!answer.heard) {
    if (answer.timedOut) return tooLong(null);
    return failed('TOOL_FAILED', `virt-df gave no answer on ${realPath}: ${answer.why}`, remedyWhenBusy);
  }
  const tail = answer.shown('stderr').replaceAll(view, realPath) || null;
  const refusal = refusalIn(answer);
  if (refusal !== null) {
    const record = { imagePath: realPath, stderr: (tail ?? '').split('\n') };
    return { ok: false, failure: refused(refusal, record, tail, 'virt-df') };
  }
  // Not even virt-df's own limit was reported.
  if (!answer.has('status') || answer.text('status') === '') return tooLong(tail);
  const status = answer.number('status');
  if (status === 0) {
    patience.took(performance.now() - began);
    return { ok: true, filesystems: parseUsage(answer.shown('stdout')) };
  }
  if (status === 127) return failed('TOOL_MISSING', 'virt-df is not on the host.', remedies.virtSparsify);
  if (status === 124) return tooLong(tail);
  if (/guestfs_launch failed|supermin/.test(tail ?? '')) {
    const what = 'The appliance of libguestfs did not start.';
    return failed('APPLIANCE_FAILED', what, remedies.appliance, tail);
  }
  const what = `virt-df ended with ${status ?? 'no status'} on ${realPath}.`;
  return failed('TOOL_FAILED', what, 'Look at the last lines of its output.', tail);
}

// To start and end the export, and for virt-df to be killed; half of it for what hangs to be ended.
const secondsAround = 30;

/** `VirtualMachine,Filesystem,1K-blocks,Used,Available,Use%`; only the first may hold commas, and a guest names neither. */
function parseUsage(csv: string) {
  return csv
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, device, used] = /,([^,]+),\d+,(\d+),\d+,[^,]*$/.exec(line) ?? [];
      return device === undefined ? [] : [{ device: unquoted(device), usedBytes: Number(used) * 1024 }];
    });
}

const unquoted = (word: string): string => word.replace(/^"(.*)"$/, '$1');

import { failure } from './failure.ts';
import type { Host, ImageRef } from './host.ts';
import { remedies } from './packages.ts';
import { createPatience, type Patience } from './patience.ts';
import type { Transport } from './transport.ts';

type Usage = Awaited<ReturnType<Host['measureUsage']>>;

/** A boot of the appliance, and a mount of each filesystem; read-only. A slow host is given more time at the next. */
export const createUsagePatience = (): Patience => createPatience({ leastMs: 180_000, mostMs: 1_800_000 });

export const remedyWhenBusy =
  'The host may be busy, or its storage slow. Measure again later: it is given more time then.';

/** Used bytes per filesystem, by virt-df. */
export async function measureUsage(
  transport: Transport,
  virtDf: string,
  environment: Readonly<Record<string, string>>,
  image: ImageRef & { readonly realPath: string },
  patience: Patience,
): Promise<Usage> {
  const timeoutSeconds = Math.ceil(patience.ms() / 1000);
  const began = performance.now();
  const result = await transport.run({
    program: 'timeout',
    args: [
      ...['-k', '10', String(timeoutSeconds), virtDf],
      ...['--csv', `--format=${image.format.toLowerCase()}`, '-a', image.realPath],
    ],
    environment,
    timeoutMs: (timeoutSeconds + 15) * 1000,
  });
  if (result.exitCode === 0) {
    patience.took(performance.now() - began);
    return { ok: true, filesystems: parseUsage(result.stdout) };
  }
  if (result.exitCode === 127) {
    return {
      ok: false,
      failure: failure('TOOL_MISSING', 'virt-df is not on the host.', remedies.virtSparsify),
    };
  }
  if (/guestfs_launch failed|supermin/.test(result.stderr)) {
    const why = failure(
      'APPLIANCE_FAILED',
      'The appliance of libguestfs did not start.',
      remedies.appliance,
      result.stderr.slice(-4096),
    );
    return { ok: false, failure: why };
  }
  const tail = result.stderr.slice(-4096);
  if (result.exitCode === 124 || result.timedOut) {
    patience.ranOut();
    const what = `virt-df took longer than ${timeoutSeconds} s on ${image.realPath}.`;
    return { ok: false, failure: failure('TIMED_OUT', what, remedyWhenBusy, tail) };
  }
  const what = `virt-df ended with ${result.exitCode} on ${image.realPath}.`;
  return {
    ok: false,
    failure: failure('TOOL_FAILED', what, 'Look at the last lines of its output.', tail),
  };
}

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

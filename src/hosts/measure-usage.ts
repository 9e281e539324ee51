import { failure } from './failure.ts';
import type { Host, ImageRef } from './host.ts';
import { remedies } from './packages.ts';
import type { Transport } from './transport.ts';

type Usage = Awaited<ReturnType<Host['measureUsage']>>;

// A boot of the appliance, and a mount of each filesystem; read-only.
const timeoutSeconds = 180;

/** Used bytes per filesystem, by virt-df. */
export async function measureUsage(
  transport: Transport,
  virtDf: string,
  environment: Readonly<Record<string, string>>,
  image: ImageRef & { readonly realPath: string },
): Promise<Usage> {
  const result = await transport.run({
    program: 'timeout',
    args: [
      ...['-k', '10', String(timeoutSeconds), virtDf],
      ...['--csv', `--format=${image.format.toLowerCase()}`, '-a', image.realPath],
    ],
    environment,
    timeoutMs: (timeoutSeconds + 15) * 1000,
  });
  if (result.exitCode === 0) return { ok: true, filesystems: parseUsage(result.stdout) };
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
  const what =
    result.exitCode === 124 ? `took longer than ${timeoutSeconds} s` : `ended with ${result.exitCode}`;
  return {
    ok: false,
    failure: failure(
      'TOOL_FAILED',
      `virt-df ${what} on ${image.realPath}.`,
      'Look at the last lines of its output.',
      result.stderr.slice(-4096),
    ),
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

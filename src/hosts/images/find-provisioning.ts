import type { DiskAllocation } from '../../domain/disk/events.ts';
import type { Transport } from '../transport.ts';
import { imageFilesCommand } from './image-files.ts';
import {
  type Declared,
  isToldByMore,
  parseProvisioning,
  provisionedAs,
  type SizedFile,
  untold,
} from './provisioning.ts';

const timeoutMs = 20_000;

/** Asks of one file what its sizes do not tell. Where the filesystem does not tell either, nothing is known. */
export async function findProvisioning(
  transport: Transport,
  file: SizedFile,
  format: string,
): Promise<{ provisioned: DiskAllocation | null; declaredAllocation: Declared | null }> {
  let found = untold;
  if (isToldByMore(file, format)) {
    const { stdout, exitCode } = await transport.run({
      ...imageFilesCommand('provisioning'),
      stdin: `${file.realPath}\0`,
      timeoutMs,
    });
    const [line] = stdout.split('\n');
    if (exitCode === 0 && line !== undefined) found = parseProvisioning(line);
  }
  return { provisioned: provisionedAs(file, format, found), declaredAllocation: found.declared };
}

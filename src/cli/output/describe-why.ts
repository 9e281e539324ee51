import { inCommands } from '../actions/in-commands.ts';
import type { DiskNode } from '../client/disk.ts';
import { printableLine } from './printable.ts';
import type { Colors } from './terminal.ts';

/** All that stands in the way of a disk with what to do, then its warnings, a line each; none when nothing is to say. */
export function describeWhy(disk: DiskNode, colors: Colors): string[] {
  const { obstacles, warnings } = disk.sparsifiability;
  return [
    ...obstacles.flatMap(({ code, message, remedy }) => [
      `    ${colors.red(code)}  ${printableLine(message)}`,
      `      to do: ${printableLine(inCommands(remedy, disk))}`,
    ]),
    ...warnings.map(({ code, message }) => `    ${colors.yellow(code)}  ${printableLine(message)}`),
  ];
}

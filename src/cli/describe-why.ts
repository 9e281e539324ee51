import type { DiskNode } from './client/disk.ts';
import { printableLine } from './format/printable.ts';
import type { Colors } from './terminal.ts';

/** All that stands in the way of a disk with what to do, then its warnings, a line each; none when nothing is to say. */
export function describeWhy(
  { sparsifiability: { obstacles, warnings } }: DiskNode,
  colors: Colors,
): string[] {
  return [
    ...obstacles.flatMap(({ code, message, remedy }) => [
      `    ${colors.red(code)}  ${printableLine(message)}`,
      `      to do: ${printableLine(remedy)}`,
    ]),
    ...warnings.map(({ code, message }) => `    ${colors.yellow(code)}  ${printableLine(message)}`),
  ];
}

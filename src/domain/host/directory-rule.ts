import { isInside } from '../is-inside.ts';

/** Too wide to be registered: whatever lies in them belongs to the system or to somebody else. */
const refusedAlone: ReadonlySet<string> = new Set(['/', '/var', '/home', '/run']);

/** The system's own, with all that is below. */
const refusedWhole = [
  ...['/etc', '/proc', '/sys', '/dev', '/boot', '/usr', '/root'],
  ...['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'],
];

/**
 * Whether a path is, or lies in, a directory of the system or one that Winnow keeps its own state in: nothing there is
 * ever opened as an image. `own` are Winnow's directories. All paths are absolute, with links resolved.
 */
export const isSystemPath = (path: string, own: readonly string[]): boolean =>
  [...refusedWhole, ...own].some((directory) => isInside(path, directory));

/** Why a directory may not be registered; null when it may. Paths as for `isSystemPath`. */
export function directoryRefusal(path: string, own: readonly string[]): string | null {
  if (refusedAlone.has(path))
    return 'holds more than images: the whole system lies in it, or all of its users';
  const system = refusedWhole.find((directory) => isInside(path, directory));
  if (system !== undefined) return `belongs to the system (${system})`;
  if (own.some((directory) => isInside(path, directory))) return 'is where Winnow keeps its own state';
  const inside = own.find((directory) => isInside(directory, path));
  return inside === undefined
    ? null
    : `has the directory in it that Winnow keeps its own state in (${inside})`;
}

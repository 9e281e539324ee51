/** The name that device-mapper has for a volume, below /dev/mapper: a hyphen in a name is doubled. */
export const mapperPath = (group: string, volume: string): string =>
  `/dev/mapper/${[group, volume].map((name) => name.replaceAll('-', '--')).join('-')}`;

/** The mapper's path of what is named as `/dev/GROUP/VOLUME` or by that path itself; null of any other. */
export function asMapperPath(path: string): string | null {
  const [, group, volume] = /^\/dev\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  if (group === undefined || volume === undefined) return null;
  return group === 'mapper' ? path : mapperPath(group, volume);
}

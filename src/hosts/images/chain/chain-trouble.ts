/** An image as its chain sees it. */
export interface Link {
  /** Why the image itself cannot be read. */
  readonly unreadable: string | null;
  /** The image that it stands on; null where it stands on none, or on one that is not checked. */
  readonly standsOn: string | null;
}

/** Why the image itself, or the chain that it stands on, is broken. `cause` is the same for all that stand on it. */
interface Trouble {
  readonly here: string;
  readonly cause: string;
}

/**
 * Why images cannot be read, those among them whose backing files are gone, unreadable or lead in a circle. `absent` gives
 * the reason why an image was not found.
 */
export function chainTroubles(
  links: ReadonlyMap<string, Link>,
  absent: (realPath: string) => string,
): ReadonlyMap<string, string> {
  const checked = new Map<string, Trouble | null>();
  for (const start of links.keys()) {
    const way: string[] = [];
    const onWay = new Set<string>();
    let at: string | null = start;
    // Down to where it is known how things stand, …
    while (at !== null && !checked.has(at) && !onWay.has(at)) {
      const link = links.get(at);
      if (link === undefined) {
        checked.set(at, { here: '', cause: `${at}, ${absent(at)}` });
      } else if (link.unreadable !== null) {
        checked.set(at, {
          here: link.unreadable,
          cause: `${at}, which could not be read: ${link.unreadable}`,
        });
      } else {
        way.push(at);
        onWay.add(at);
        at = link.standsOn;
      }
    }
    if (at !== null && onWay.has(at)) {
      for (const [path, trouble] of circle(way.splice(way.indexOf(at)))) checked.set(path, trouble);
    }
    // … and up again.
    let below = at === null ? null : (checked.get(at) ?? null);
    for (const path of way.reverse()) {
      below = below && { here: `it stands on ${withPeriod(below.cause)}`, cause: below.cause };
      checked.set(path, below);
    }
  }
  const troubles = [...checked].flatMap(([path, trouble]): [string, string][] =>
    trouble && links.has(path) ? [[path, trouble.here]] : [],
  );
  return new Map(troubles);
}

function circle(paths: readonly string[]): [string, Trouble][] {
  const [first = ''] = paths;
  const shown = paths.length > 5 ? [...paths.slice(0, 5), '…'] : paths;
  const here = `its backing files lead in a circle: ${[...shown, first].join(' → ')}.`;
  return paths.map((path) => [path, { here, cause: `${path}, whose backing files lead in a circle` }]);
}

const withPeriod = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

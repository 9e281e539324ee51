import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { aHost } from './a-host.ts';
import { throughPrefix } from './images/shown-images.ts';

/** What runs a program as a user without a name; takes root. */
export const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] as const;

/** A host that is reached as a user without a name, and directories that this user may write, too. */
export function nobodysHost(prefix: readonly [string, ...string[]] = asNobody) {
  const mask = process.umask(0);
  onTestFinished(() => void process.umask(mask));
  const site = aHost({ transport: throughPrefix(prefix) });
  chmodSync(join(site.images, '..'), 0o777);
  return site;
}

import { join } from 'node:path';

/**
 * Where a user's own store is: WINNOW_STATE_DIR, else /var/lib/winnow for root, else below the user's state directory
 * as the XDG base directory specification has it.
 */
export function stateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  user: { readonly uid: number; readonly home: string },
): string {
  if (env.WINNOW_STATE_DIR) return env.WINNOW_STATE_DIR;
  if (user.uid === 0) return '/var/lib/winnow';
  return join(env.XDG_STATE_HOME || join(user.home, '.local', 'state'), 'winnow');
}

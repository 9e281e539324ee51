import { homedir, userInfo } from 'node:os';

/** Who runs the command. A container may run under an id that no account has. */
export function currentUser(): { readonly uid: number; readonly name: string; readonly home: string } {
  const uid = process.getuid?.() ?? 0;
  try {
    return { uid, name: userInfo().username, home: homedir() };
  } catch {
    return { uid, name: `uid ${uid}`, home: homedir() };
  }
}

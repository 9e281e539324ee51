import { execFileSync } from 'node:child_process';

/** What kind of remedy it is: one of each is tried in the usual suite. */
export type RemedyKind =
  | 'ANOTHER_REQUEST'
  | 'BRING_BACK'
  | 'DECLARE'
  | 'DETACH'
  | 'INSTALL'
  | 'PERMISSION'
  | 'REPAIR'
  | 'SEPARATE'
  | 'SHUT_DOWN'
  | 'STORAGE';

/** What is done to try a remedy: all that its text says, and then the obstacle is gone and the data whole. */
export type Trial =
  | {
      readonly kind: RemedyKind;
      /** Tried in the usual suite, too. */
      readonly usual?: true;
      readonly attempt: () => Promise<void>;
    }
  /** Why it cannot be tried here. */
  | { readonly untried: string };

/** Trials by the code whose remedy they try: several where a remedy offers several ways. */
export type Trials<Code extends string> = Readonly<Record<Code, readonly [Trial, ...Trial[]]>>;

/** Runs the commands that a remedy names between backquotes, in order, as somebody would who reads it. */
export function runCommandsOf(remedy: string, wanted: (command: string) => boolean = () => true): string[] {
  const commands = [...remedy.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command).filter(wanted);
  if (commands.length === 0) throw new Error(`There is no command in: ${remedy}`);
  for (const command of commands) execFileSync('sh', ['-c', command], { stdio: 'pipe' });
  return commands;
}

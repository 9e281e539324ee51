import { readFileSync } from 'node:fs';
import { eachAtOnce, inGroups } from '../../../common/each-at-once.ts';
import { HostUnreachable } from '../../host.ts';
import type { Transport } from '../../transport/transport.ts';
import { type FileFacts, isWhole, parseFileFacts } from './file-facts.ts';
import { type FileProvisioning, parseProvisioning } from './provisioning.ts';
import type { UnresponsiveStorage } from './unresponsive-storage.ts';

/** Where a path leads, and what is there. */
export interface Location {
  /** Absolute, with links resolved as far as they exist. */
  readonly realPath: string;
  /** Null where nothing is there, or its name is not valid UTF-8. */
  readonly facts: FileFacts | null;
  /** Why it cannot be reached, as the kernel words it; null where it can. */
  readonly reason: string | null;
}

/** What a host says about many files, few processes for all of them. About unresponsive storage it says nothing. */
export interface ImageFiles {
  /** Of absolute paths. */
  locate(paths: readonly string[]): Promise<ReadonlyMap<string, Location>>;
  provisioning(realPaths: readonly string[]): Promise<ReadonlyMap<string, FileProvisioning>>;
}

export interface FileLimits {
  /** For a question that opens no file, in milliseconds. */
  readonly answerMs: number;
  /** For one that opens files. */
  readonly imageMs: number;
}

/** Whether a host can be asked about a path at all. */
export const isUsable = (path: string): boolean =>
  path.startsWith('/') && !path.includes('\0') && isWhole(path);

/** Whether nothing is there. */
export const isAbsent = ({ facts, reason }: Location): boolean =>
  facts === null && (reason === null || /^(No such file or directory|Not a directory)$/.test(reason));

const script = readFileSync(new URL('image-files.sh', import.meta.url), 'utf8');
/** As many as fit into one call, with names of any length. */
export const pathsAtOnce = 500;
const storagesAtOnce = 4;

/** The program that answers a command of image-files.sh. */
export const imageFilesCommand = (...args: readonly string[]) => ({
  program: 'sh',
  args: ['-fc', script, 'winnow', ...args],
});

const inputOf = (paths: readonly string[]): string => paths.map((path) => `${path}\0`).join('');

/** Locates paths wherever they lie, in one call; null where one of them did not answer in time. */
export async function locateAtOnce(
  transport: Transport,
  paths: readonly string[],
  timeoutMs: number,
): Promise<ReadonlyMap<string, Location> | null> {
  const asked = [...new Set(paths)];
  if (asked.length === 0) return new Map();
  if (asked.length > pathsAtOnce) return null;
  const result = await transport.run({ ...imageFilesCommand('locate'), stdin: inputOf(asked), timeoutMs });
  if (result.exitCode === 127) throw missingProgram(result.stderr);
  return result.timedOut ? null : parseLocations(asked, result.stdout);
}

/** `located`: what is known already. */
export function createImageFiles(
  transport: Transport,
  unresponsive: UnresponsiveStorage,
  { answerMs, imageMs }: FileLimits,
  located: ReadonlyMap<string, Location>,
): ImageFiles {
  const known = new Map(located);

  /** Each storage is asked by itself, so that one that hangs keeps nobody waiting. */
  async function ask(
    command: 'locate' | 'provisioning',
    paths: readonly string[],
    onAnswer: (paths: readonly string[], answer: string) => void,
  ): Promise<void> {
    const opens = command !== 'locate';
    const storageOf = opens ? unresponsive.storageOf : unresponsive.mountOf;
    const byStorage = Map.groupBy(new Set(paths), (path) => storageOf(path));
    await eachAtOnce([...byStorage], storagesAtOnce, async ([storage, below]) => {
      for (const group of inGroups(below, pathsAtOnce)) {
        if (unresponsive.has(storage)) return;
        const result = await transport.run({
          ...imageFilesCommand(command),
          stdin: inputOf(group),
          timeoutMs: opens ? imageMs : answerMs,
        });
        if (result.timedOut) unresponsive.add(storage);
        else if (result.exitCode === 127) throw missingProgram(result.stderr);
        else onAnswer(group, result.stdout);
      }
    });
  }

  return {
    async provisioning(paths) {
      const answers = new Map<string, FileProvisioning>();
      await ask('provisioning', paths, (asked, text) => {
        const lines = text.split('\n').slice(0, -1);
        if (lines.length !== asked.length) throw wrongCount(lines.length, asked.length);
        for (const [index, path] of asked.entries()) answers.set(path, parseProvisioning(lines[index] ?? ''));
      });
      return answers;
    },
    async locate(paths) {
      const unknown = paths.filter((path) => !known.has(path));
      await ask('locate', unknown, (asked, text) => {
        for (const [path, location] of parseLocations(asked, text)) known.set(path, location);
      });
      return new Map(
        paths.flatMap((path): [string, Location][] => {
          const location = known.get(path);
          return location === undefined ? [] : [[path, location]];
        }),
      );
    },
  };
}

function parseLocations(asked: readonly string[], text: string): Map<string, Location> {
  const words = text.split('\0');
  const realPaths: string[] = [];
  const reasons: string[] = [];
  const facts = new Map<string, FileFacts>();
  for (let at = 0; at < words.length - 1; ) {
    const count = Number(words[at]);
    realPaths.push(...words.slice(at + 1, at + 1 + count));
    reasons.push(...words.slice(at + 1 + count, at + 1 + 2 * count));
    at += 1 + 2 * count;
    for (; at < words.length && words[at] !== ''; at += 1) {
      const found = parseFileFacts(words[at] ?? '');
      if (found !== null && isWhole(found.realPath)) facts.set(found.realPath, found);
    }
    at += 1;
  }
  if (realPaths.length !== asked.length || !realPaths.every((path) => path.startsWith('/'))) {
    throw wrongCount(realPaths.length, asked.length);
  }
  return new Map(
    asked.map((path, index) => {
      const realPath = realPaths[index] ?? path;
      return [path, { realPath, facts: facts.get(realPath) ?? null, reason: reasons[index] || null }];
    }),
  );
}

const wrongCount = (got: number, asked: number): HostUnreachable =>
  new HostUnreachable(`The host described ${got} files where ${asked} were asked about.`);

const missingProgram = (stderr: string): HostUnreachable =>
  new HostUnreachable(
    `The host lacks a program that describes files (sh, find, xargs, realpath, od): ${stderr.trim()}`,
  );

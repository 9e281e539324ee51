import { readFileSync } from 'node:fs';
import { HostUnreachable } from '../../host.ts';
import type { Transport } from '../../transport/transport.ts';
import { eachOf, inGroups } from '../each-of.ts';
import { type ImageHeader, parseHeader } from '../format/image-header.ts';
import { type FileFacts, parseFileFacts } from './file-facts.ts';
import { type FileProvisioning, parseProvisioning } from './provisioning.ts';
import type { UnresponsiveStorage } from './unresponsive-storage.ts';

const script = readFileSync(new URL('image-files.sh', import.meta.url), 'utf8');
const pathsAtOnce = 500;
const storagesAtOnce = 4;

/** The program that answers a command of image-files.sh. */
export const imageFilesCommand = (...args: readonly string[]) => ({
  program: 'sh',
  args: ['-fc', script, 'winnow', ...args],
});

/** What a host tells of many files, few processes for all of them. Of silent storage nothing is told. */
export interface ImageFiles {
  /** Where absolute paths lead, links resolved as far as they exist. */
  resolve(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  facts(realPaths: readonly string[]): Promise<ReadonlyMap<string, FileFacts>>;
  /** Why nothing could be told of them, as the kernel words it. */
  reasons(realPaths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Null of those that could not be read. */
  headers(realPaths: readonly string[]): Promise<ReadonlyMap<string, ImageHeader | null>>;
  provisioning(realPaths: readonly string[]): Promise<ReadonlyMap<string, FileProvisioning>>;
}

export function createImageFiles(
  transport: Transport,
  silence: UnresponsiveStorage,
  { answerMs, imageMs }: { readonly answerMs: number; readonly imageMs: number },
): ImageFiles {
  /** Each storage is asked by itself, so that one that hangs keeps nobody waiting. */
  async function ask(
    command: string,
    paths: readonly string[],
    onAnswer: (paths: readonly string[], answer: string) => void,
  ): Promise<void> {
    const opens = command === 'headers' || command === 'provisioning';
    const storageOf = opens ? silence.storageOf : silence.mountOf;
    const byStorage = Map.groupBy(new Set(paths), (path) => storageOf(path));
    await eachOf([...byStorage], storagesAtOnce, async ([storage, below]) => {
      for (const group of inGroups(below, pathsAtOnce)) {
        if (silence.isSilent(storage)) return;
        const result = await transport.run({
          ...imageFilesCommand(command),
          stdin: group.map((path) => `${path}\0`).join(''),
          timeoutMs: opens ? imageMs : answerMs,
        });
        if (result.timedOut) silence.fellSilent(storage);
        else if (result.exitCode === 127) throw lacking(result.stderr);
        else onAnswer(group, result.stdout);
      }
    });
  }

  /** For answers that come in the order of the paths, one for each. */
  async function inOrder<Answer>(
    command: string,
    paths: readonly string[],
    end: '\0' | '\n',
    read: (answer: string) => Answer,
  ): Promise<Map<string, Answer>> {
    const answers = new Map<string, Answer>();
    await ask(command, paths, (asked, text) => {
      const told = text.split(end).slice(0, -1);
      if (told.length !== asked.length) {
        throw new HostUnreachable(
          `The host told of ${told.length} files where ${asked.length} were asked for.`,
        );
      }
      for (const [index, path] of asked.entries()) answers.set(path, read(told[index] ?? ''));
    });
    return answers;
  }

  return {
    resolve: (paths) => inOrder('resolve', paths, '\0', (path) => path),
    reasons: (paths) => inOrder('reasons', paths, '\n', (reason) => reason),
    headers: (paths) => inOrder('headers', paths, '\n', (hex) => (hex === '' ? null : parseHeader(hex))),
    provisioning: (paths) => inOrder('provisioning', paths, '\n', parseProvisioning),
    async facts(paths) {
      const found = new Map<string, FileFacts>();
      await ask('facts', paths, (_, text) => {
        for (const record of text.split('\0')) {
          const facts = parseFileFacts(record);
          if (facts !== null) found.set(facts.realPath, facts);
        }
      });
      return found;
    },
  };
}

function lacking(stderr: string): HostUnreachable {
  return new HostUnreachable(
    `The host lacks a program that tells of files (sh, find, xargs, realpath, od): ${stderr.trim()}`,
  );
}

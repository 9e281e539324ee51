import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHost, type HostSettings } from '../../src/hosts/create-host.ts';
import type { ImageRef, RunUpdate } from '../../src/hosts/host.ts';
import { createLocalTransport } from '../../src/hosts/transport/local-transport.ts';
import type { Transport } from '../../src/hosts/transport/transport.ts';
import { capable } from '../support/fake-host.ts';
import { fakeVirtSparsify, makeFakeImage } from '../support/fake-virt-sparsify.ts';

let runs = 0;

export const freshRunId = () => `job_${process.pid}x${++runs}.1` as const;

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-host-'));
  // What a run that was killed still writes may come in between.
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return directory;
}

/** A transport that adds to the environment of all programs. */
export const withEnvironment = (
  { run, stream }: Transport,
  added: Readonly<Record<string, string>>,
): Transport => ({
  run: (command) => run({ ...command, environment: { ...added, ...command.environment } }),
  stream: (command, onLine) =>
    stream({ ...command, environment: { ...added, ...command.environment } }, onLine),
});

/** This machine as a host, with the fake tool, and a directory of images of its own. */
export function aHost({
  environment = {},
  transport = createLocalTransport(),
  tools = { virtSparsify: fakeVirtSparsify },
  ...settings
}: Partial<HostSettings> & { readonly environment?: Readonly<Record<string, string>> } = {}) {
  const directory = temporaryDirectory();
  const images = join(directory, 'images');
  mkdirSync(images);
  const starts = join(directory, 'starts');
  const runsDirectory = join(directory, 'runs');
  const allSettings: HostSettings = {
    id: 'host_here',
    name: 'here',
    transport: withEnvironment(transport, { FAKE_STARTS: starts, ...environment }),
    runsDirectory,
    // The fake reads and writes what stands beside the image.
    tools: { confine: false, ...tools },
    known: capable,
    registered: () => [images],
    ...settings,
  };
  const host = createHost(allSettings);
  const imageNamed = (path: string, bytes?: number): ImageRef => {
    makeFakeImage(images, path, bytes);
    return { directory: images, path, format: 'RAW' };
  };

  /** Starts a run on an image of that name; it is stopped when the test ends. */
  async function started(name: string, bytes?: number) {
    const runId = freshRunId();
    const image = imageNamed(name, bytes);
    const answer = await host.startRun({ runId, image });
    onTestFinished(() => host.stopRun(runId, 'FORCE'));
    return { runId, image, answer, file: join(images, name), kept: join(runsDirectory, runId) };
  }

  /** Follows a run to its end, and gives what was told. */
  async function updatesOf(runId: Parameters<typeof host.runState>[0]): Promise<RunUpdate[]> {
    const updates: RunUpdate[] = [];
    await host.followRun(runId, (update) => updates.push(update), new AbortController().signal);
    return updates;
  }

  /** Waits until the run has reached the phase: the tool is at work. */
  async function reached(
    runId: Parameters<typeof host.runState>[0],
    phase: RunUpdate['phase'],
  ): Promise<void> {
    const enough = new AbortController();
    await host.followRun(runId, (update) => update.phase === phase && enough.abort(), enough.signal);
  }

  return { ...allSettings, host, images, starts, imageNamed, started, updatesOf, reached };
}

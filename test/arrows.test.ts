import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const rules = await extractDepcruiseOptions(join(root, '.dependency-cruiser.json'));

/** What a tree's `src` breaks of the rules: the rule, and the import as `from → to`. */
async function violations(baseDir: string): Promise<{ rule: string; of: string }[]> {
  const { output } = await cruise(['src'], { ...rules, baseDir });
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with a text: ${output}`);
  expect(output.summary.totalCruised).toBeGreaterThan(0);
  return output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, of: `${from} → ${to}` }));
}

it('the arrows between the folders of src all point one way, without circles', async () => {
  expect(await violations(root), 'see .dependency-cruiser.json and the arrows in CONTRIBUTING.md').toEqual(
    [],
  );
});

type Import = readonly [from: string, statement: string, to?: string, statementOfTo?: string];

/** For each rule, imports that break it and no other, type-only ones among them. */
const broken: Readonly<Record<string, readonly Import[]>> = {
  'no-circles': [
    [
      'domain/a.ts',
      "import type { B } from './b.ts'; export interface A { b: B }",
      'domain/b.ts',
      "import type { A } from './a.ts'; export interface B { a: A }",
    ],
  ],
  domain: [
    ['domain/a.ts', "import type { Id } from '../common/ids.ts';", 'common/ids.ts'],
    ['domain/b.ts', "import { randomUUID } from 'node:crypto';"],
  ],
  common: [['common/a.ts', "import type { State } from '../domain/disk/state.ts';", 'domain/disk/state.ts']],
  'event-store': [['event-store/a.ts', "import { names } from '../streams/names.ts';", 'streams/names.ts']],
  hosts: [
    ['hosts/runs/a.ts', "import type { View } from '../../projections/views.ts';", 'projections/views.ts'],
  ],
  streams: [['streams/a.ts', "import type { View } from '../projections/views.ts';", 'projections/views.ts']],
  projections: [['projections/fold/a.ts', "import { host } from '../../hosts/host.ts';", 'hosts/host.ts']],
  requests: [
    ['requests/a.ts', "import type { View } from '../projections/views.ts';", 'projections/views.ts'],
    ['requests/b.ts', "export { plan } from '../process/plan/plan.ts';", 'process/plan/plan.ts'],
    [
      'requests/c.ts',
      "import type { Store } from '../event-store/event-store.ts';",
      'event-store/event-store.ts',
    ],
  ],
  process: [
    ['process/jobs/a.ts', "import { scan } from '../../discovery/scanner.ts';", 'discovery/scanner.ts'],
  ],
  discovery: [['discovery/a.ts', "import { plan } from '../process/plan/plan.ts';", 'process/plan/plan.ts']],
  resolvers: [['resolvers/a.ts', "import type { S } from '../streams/names.ts';", 'streams/names.ts']],
  server: [
    ['server/http/a.ts', "import { errors } from '../../event-store/errors.ts';", 'event-store/errors.ts'],
  ],
  cli: [
    ['cli/output/a.ts', "import type { View } from '../../projections/views.ts';", 'projections/views.ts'],
  ],
  'nothing-imports-cli': [
    ['main.ts', "import { run } from './cli/run.ts';", 'cli/run.ts'],
    ['config.ts', "export async function load() { return import('./cli/run.ts'); }"],
  ],
  'driver-in-one-place': [
    ['event-store/sqlite/a.ts', "import type { Client } from '@eventstore/db-client';"],
    ['event-store/a.ts', "import { status } from '@grpc/grpc-js';"],
  ],
  'programs-in-one-place': [
    ['server/a.ts', "import { execa } from 'execa';"],
    ['process/a.ts', "import { spawn } from 'node:child_process';"],
  ],
};

const rulesThatAre = (rules.ruleSet?.forbidden ?? []).map(({ name }) => name ?? '');

it('each rule has imports here that break it', () => {
  expect(Object.keys(broken).toSorted()).toEqual(rulesThatAre.toSorted());
});

it.each(Object.entries(broken))('the rule %s finds what breaks it', async (rule, files) => {
  const tree = realpathSync(mkdtempSync(join(tmpdir(), 'winnow-arrows-')));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };
  try {
    for (const [from, statement, to, statementOfTo = 'export {};'] of files) {
      write(`src/${from}`, statement);
      if (to !== undefined) write(`src/${to}`, statementOfTo);
    }
    const found = await violations(tree);
    expect(found.map((violation) => violation.rule)).toEqual(files.map(() => rule));
    const where = found.map(({ of }) => of).join();
    for (const [from] of files) expect(where).toContain(`src/${from}`);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});

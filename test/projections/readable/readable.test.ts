import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  execute,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  parse,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../../src/event-store/event-store.ts';
import { createViews } from '../../../src/projections/query/views-sqlite.ts';
import { assertReadable, UnreadableEvent } from '../../../src/projections/readable/assert-readable.ts';
import type { RunningProjector } from '../../../src/projections/store/projector.ts';
import { createReadModel } from '../../../src/projections/store/read-model.ts';
import { beginViewsFile } from '../../../src/projections/store/views-file.ts';
import type { Services } from '../../../src/resolvers/context.ts';
import { schema } from '../../../src/resolvers/schema.ts';
import { contextOf } from '../../support/run-operation.ts';
import { aHistory, type Step } from '../a-history.ts';
import { at, newEvent, recorded } from '../events.ts';

const ownLists = new Set(['Disk', 'SparsifyJob', 'Host', 'StorageDomain', 'Activity', 'Node']);

/** All that the API shows of a type; other objects that it leads to are listed by themselves. */
function all(type: GraphQLNamedType): string {
  if (isAbstractType(type)) {
    const each = schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${all(one)}`);
    return `{ __typename ${each.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    const [, item] = /^(.+)Connection$/.exec(below.name) ?? [];
    if (ownLists.has(item ?? below.name)) return [];
    return [`${field.name} ${item === undefined ? all(below) : `{ nodes ${all(typeOf(item))} }`}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

const typeOf = (name: string): GraphQLNamedType => schema.getType(name) ?? expect.unreachable(name);
const everything = parse(`{
  activity(first: 500) { nodes ${all(typeOf('Activity'))} }
  disks(filter: { availabilities: [AVAILABLE, LOCKED, MISSING, REMOVED] }) { nodes ${all(typeOf('Disk'))} }
  sparsifyJobs { nodes ${all(typeOf('SparsifyJob'))} }
  hosts { nodes ${all(typeOf('Host'))} }
  storageDomains { nodes ${all(typeOf('StorageDomain'))} }
}`);

let directory: string;
let files = 0;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'winnow-readable-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is wrong with reading a history: events set aside, and errors of the API. */
async function faultsOf(steps: readonly Step[]): Promise<string[]> {
  const faults: string[] = [];
  const revisions = new Map<string, number>();
  const events = steps.map(({ stream, type, data }, index): RecordedEvent => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    // As a store gives it back.
    const stored = JSON.parse(JSON.stringify(newEvent(type, data, at(index))));
    return recorded(stream, stored, revision, index);
  });
  files += 1;
  const connection = beginViewsFile(join(directory, `${files}.db`));
  const model = createReadModel(connection, ({ type, error }) => faults.push(`${type}: ${error}`));
  model.apply(events);
  const projector = { current: () => ({ model }) };
  const views = createViews(projector as unknown as RunningProjector);
  const services = { views, feed: { cursorAt: String }, waitingFor: () => null } as unknown as Services;
  const answer = await execute({ schema, document: everything, contextValue: contextOf(services) });
  faults.push(...(answer.errors ?? []).map(({ path, message }) => `${path?.join('.')}: ${message}`));
  connection.close();
  return faults;
}

type Path = readonly (string | number)[];

/** The places of all values in some data, lists and objects included. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  const here = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return here;
  return [...here, ...Object.entries(value).flatMap(([key, below]) => pathsIn(below, [...path, key]))];
}

function replaced(value: unknown, [first, ...rest]: Path, by: unknown): unknown {
  if (first === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[first] = replaced(copy[first], rest, by);
  return copy;
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce((within: unknown, key) => (within as Record<string, unknown>)[key], value);

/** Values of no sense in most places; texts only where there was none, as one text is like another to the views. */
const wrong = [
  2 ** 56,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -1,
  1.5,
  null,
  undefined,
  true,
  {},
  [],
  [null],
  '64 PiB',
];

/** Each value of an event's data replaced by each of those. */
const spoiled = (step: Step): (Step & { readonly data: object; readonly what: string })[] =>
  pathsIn(step.data).flatMap((path) =>
    wrong
      .filter((by) => typeof by !== 'string' || typeof valueAt(step.data, path) !== 'string')
      .map((by) => ({
        ...step,
        data: replaced(step.data, path, by) as object,
        what: `${step.type}.${path.join('.')} = ${String(by)}`,
      })),
  );

const accepts = (step: Step): boolean => {
  try {
    assertReadable(step.stream, newEvent(step.type, step.data));
    return true;
  } catch (error) {
    if (!(error instanceof UnreadableEvent)) throw error;
    return false;
  }
};

describe('what is accepted to be appended', () => {
  it('is every event that Winnow records, and all of them are read back', async () => {
    const told = schema
      .getPossibleTypes(schema.getType('Activity') as GraphQLInterfaceType)
      .map(({ name }) => name);
    const types = new Set(aHistory.map(({ type }) => type));
    expect(told.filter((type) => !types.has(type))).toEqual([]);
    expect(aHistory.filter((step) => !accepts(step))).toEqual([]);
    expect(await faultsOf(aHistory)).toEqual([]);
  });

  it.each([...new Set(aHistory.map(({ type }) => type))])(
    'is no %s that cannot be read back, whatever stands in its data',
    async (type) => {
      const place = aHistory.findIndex((step) => step.type === type);
      const step = aHistory[place] ?? expect.unreachable();
      const taken = spoiled(step).filter(accepts);
      expect(taken.length).toBeLessThan(spoiled(step).length);
      for (const { what, ...instead } of taken) {
        const history = aHistory.map((each, index) => (index === place ? instead : each));
        expect(await faultsOf(history), what).toEqual([]);
      }
    },
  );

  it.each([
    [
      'disk-disk_1',
      'DiskObserved',
      { virtualSize: 2 ** 56 },
      /^DiskObserved was not recorded in stream disk-disk_1.*: virtualSize is 72057594037927940, and must be a whole number of bytes from 0 to 9007199254740991\. Nothing was stored/,
    ],
    [
      'host-host_one',
      'HostObserved',
      { problems: [{ what: 'x' }] },
      /: problems\.0\.remedy is missing, and must be text\./,
    ],
    ['disk-disk_1', 'DiskRenamed', {}, /no reader of this stream knows its type/],
    [
      'disk-disk_1',
      'HostRegistered',
      { name: 'one', transport: 'LOCAL' },
      /no reader of this stream knows its type/,
    ],
    ['elsewhere', 'DiskRemoved', { reason: null }, /no reader of this stream knows its type/],
  ])('names the field, its value and what to do: %s, %s', (stream, type, data, message) => {
    const whole = aHistory.find((step) => step.type === type)?.data;
    expect(() => assertReadable(stream, newEvent(type, { ...whole, ...data }))).toThrow(message);
  });

  it('has metadata that can be read, too', () => {
    const event = newEvent('DiskRemoved', { reason: null }, 'yesterday');
    expect(() => assertReadable('disk-disk_1', event)).toThrow(/metadata\.occurredAt is "yesterday"/);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type EventStoreDbDouble,
  startEventStoreDbDouble,
} from '../../support/eventstoredb-double/double.ts';
import { events } from '../events.ts';
import { eventStoreDbUnderTest } from '../eventstoredb/eventstoredb-under-test.ts';
import { temporaryStore } from '../temporary-store.ts';
import { exported, fill, importInto } from './exports.ts';

let double: EventStoreDbDouble;
beforeEach(async () => {
  double = await startEventStoreDbDouble();
});
afterEach(() => double.stop());

const newInstallation = () => eventStoreDbUnderTest({ connectionString: double.connectionString });

it('moves from the embedded store to EventStoreDB, to another and back, the same to the byte', async () => {
  const [one, other] = [await newInstallation(), await newInstallation()];
  const { store } = await temporaryStore();
  await fill(store);
  for (let disk = 0; disk < 50; disk += 1) await store.append(`disk-x${disk}`, events(20), 'NO_STREAM');
  const text = await exported(store);
  await importInto(one.store, text);
  expect(await exported(one.store)).toBe(text);
  await importInto(other.store, await exported(one.store));
  const { store: back } = await temporaryStore();
  await importInto(back, await exported(other.store));
  expect(await exported(back)).toBe(text);
  await one.dispose();
  await other.dispose();
});

it('exports no more than the bound of a stream from EventStoreDB, which may hold what the bound dropped', async () => {
  const installation = await newInstallation();
  await fill(installation.store);
  const text = await exported(installation.store);
  const { store: back } = await temporaryStore();
  await importInto(back, text);
  expect(await exported(back)).toBe(text);
  await installation.dispose();
});

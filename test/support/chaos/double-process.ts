import { createInterface } from 'node:readline';
import { startEventStoreDbDouble } from '../eventstoredb-double/double.ts';
import type { AppendFault } from '../eventstoredb-double/faults.ts';

/** What the double is told, as one line of JSON; it answers each with an empty line. */
export type DoubleOrder =
  | { readonly order: 'STOP' | 'START' | 'HEAL' }
  | { readonly order: 'HANG'; readonly hanging: boolean }
  | { readonly order: 'APPENDS'; readonly faults: readonly AppendFault[] }
  | { readonly order: 'SUBSCRIPTIONS'; readonly how: 'drop' | 'end' | 'mute' }
  | { readonly order: 'TWICE' | 'EARLY' }
  | { readonly order: 'BREAK_READS'; readonly count: number };

const double = await startEventStoreDbDouble({ host: '0.0.0.0', port: Number(process.argv[2]) });
const { faults } = double;
console.log();

for await (const line of createInterface({ input: process.stdin })) {
  const told: DoubleOrder = JSON.parse(line);
  switch (told.order) {
    case 'STOP':
      await double.stop();
      break;
    case 'START':
      await double.start();
      break;
    case 'HANG':
      faults.hanging = told.hanging;
      break;
    case 'APPENDS':
      faults.appends.push(...told.faults);
      break;
    case 'SUBSCRIPTIONS':
      for (const open of double.subscriptions) open[told.how]();
      break;
    case 'TWICE':
      faults.deliverTwice = true;
      break;
    case 'EARLY':
      faults.caughtUpEarly = true;
      break;
    case 'BREAK_READS':
      faults.readsToBreak = told.count;
      break;
    case 'HEAL':
      Object.assign(faults, { hanging: false, deliverTwice: false, caughtUpEarly: false, readsToBreak: 0 });
      faults.appends.splice(0);
      break;
    default:
      told satisfies never;
  }
  console.log();
}
// Nobody tells it anything any more.
process.exit(0);

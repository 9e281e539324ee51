import { join } from 'node:path';
import type { Reading } from '../programs/read-eventstoredb.ts';
import type { Result } from '../report.ts';
import { makeSite } from '../site.ts';
import { median } from '../statistics.ts';
import { type MeasuredReading, readAlone } from './reader.ts';
import { seedEvents, type TestedServer } from './tested-server.ts';

const count = 1_000_000;
const mostRounds = 3;
/** No further round begins after so long. */
const longestMs = 180_000;

/** A million events: read by the bare client, read through the adapter, and made into views from empty. */
export async function read(server: TestedServer): Promise<Result[]> {
  const site = makeSite();
  try {
    const streamPrefix = server.newPrefix();
    await seedEvents(server, streamPrefix, count);
    const { connectionString } = server;
    const measure = (side: Reading['side'], round: number) =>
      readAlone({
        side,
        connectionString,
        streamPrefix,
        after: null,
        count,
        file: join(site.directory, `views-${round}.db`),
      });
    const rounds: { bare: MeasuredReading; adapter: MeasuredReading; views: MeasuredReading }[] = [];
    const began = performance.now();
    for (let round = 0; round < mostRounds && performance.now() - began < longestMs; round += 1) {
      const bare = () => measure('BARE', round);
      const adapter = () => measure('ADAPTER', round);
      const views = () => measure('VIEWS', round);
      rounds.push(
        round % 2 === 0
          ? { bare: await bare(), adapter: await adapter(), views: await views() }
          : { views: await views(), adapter: await adapter(), bare: await bare() },
      );
    }
    return describe(rounds);
  } finally {
    site.remove();
  }
}

function describe(
  rounds: readonly { bare: MeasuredReading; adapter: MeasuredReading; views: MeasuredReading }[],
): Result[] {
  const seconds = (side: 'adapter' | 'views'): string => {
    const each = (of: (reading: MeasuredReading) => number): string =>
      rounds.map((round) => `${of(round[side]).toFixed(1)}/${of(round.bare).toFixed(1)}`).join(' ');
    return `Winnow/bare seconds: ${each((one) => one.seconds)}, of processor time: ${each((one) => one.cpuSeconds)}`;
  };
  const megabytes = (of: (round: (typeof rounds)[number]) => number): string =>
    (median(rounds.map(of)) / 1e6).toFixed(0);
  return [
    {
      name: `eventstoredb: reading ${count} events and projecting them from empty, until every list is served from its index, of the bare client only reading them`,
      rounds: rounds.map(({ bare, views }) => views.seconds / bare.seconds),
      unit: '×',
      target: { atMost: 1.25 },
      detail: seconds('views'),
    },
    {
      name: `eventstoredb: reading ${count} events through the adapter, of the bare client's catch-up subscription`,
      rounds: rounds.map(({ bare, adapter }) => adapter.seconds / bare.seconds),
      unit: '×',
      target: { atMost: 1.25 },
      detail: `${seconds('adapter')}; the target is our own`,
    },
    {
      name: 'eventstoredb: most memory in the last third of projecting, of the most in the first third',
      rounds: rounds.map(({ views }) => views.lastThird.own / views.firstThird.own),
      unit: '×',
      target: { atMost: 1.25 },
      detail:
        `without pages of files ${megabytes(({ views }) => views.firstThird.own)} and ${megabytes(({ views }) => views.lastThird.own)} MB, ` +
        `with those of the views ${megabytes(({ views }) => views.firstThird.all)} and ${megabytes(({ views }) => views.lastThird.all)} MB; ` +
        `the bare client's ${megabytes(({ bare }) => bare.firstThird.all)} and ${megabytes(({ bare }) => bare.lastThird.all)} MB; the target is our own`,
    },
  ];
}

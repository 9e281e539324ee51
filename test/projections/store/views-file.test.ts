import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { indexes } from '../../../src/projections/store/tables.ts';
import { beginViewsFile, settleViewsFile } from '../../../src/projections/store/views-file.ts';

test('indexes are made in memory where temporary files cannot be', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'winnow-views-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const building = beginViewsFile(join(directory, 'views.db'));
  onTestFinished(() => building.close());
  let inMemory = false;
  const withoutTemporaryFiles = {
    ...building,
    exec(text: string) {
      if (text === 'PRAGMA temp_store = MEMORY') inMemory = true;
      if (text.startsWith('CREATE INDEX') && !inMemory) throw new Error('unable to open database file');
      building.exec(text);
    },
  };

  await settleViewsFile(withoutTemporaryFiles, () => Promise.resolve());

  const made = building.sql(
    `SELECT count(*) AS n FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
  );
  expect(made.get()?.n).toBe(indexes.length);
});

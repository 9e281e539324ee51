import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** What a reader still surveys in one listing. */
const mostFiles = 20;

/** What a reader still keeps in mind of one file. */
const mostLines = 250;

/** Files without logic, which may be longer. */
const withoutLogic: Readonly<Record<string, string>> = {
  'resolvers/schema-types.ts': 'generated from schema.graphql',
  'cli/client/documents.ts': 'generated from documents/',
};

const src = join(import.meta.dirname, '..', 'src');

/** The folders that have more files, and the files that have more lines, with how many. */
function tooLarge(tree: string): string[] {
  const files = globSync('**/*.*', { cwd: tree }).toSorted();
  const folders = Object.entries(Object.groupBy(files, (file) => dirname(file)));
  return [
    ...folders.map(([folder, inside = []]) => ({ what: `${folder}/`, size: inside.length, most: mostFiles })),
    ...files
      .filter((file) => !(file in withoutLogic))
      .map((file) => ({ what: file, size: linesOf(join(tree, file)), most: mostLines })),
  ]
    .filter(({ size, most }) => size > most)
    .map(({ what, size }) => `${what} ${size}`);
}

const linesOf = (file: string): number => readFileSync(file, 'utf8').trimEnd().split('\n').length;

it(`no folder of src has more than ${mostFiles} files, and no file of logic more than ${mostLines} lines`, () => {
  expect(tooLarge(src), 'split it by what it knows').toEqual([]);
});

it('every file that is excused for its length is there and needs the excuse', () => {
  for (const file of Object.keys(withoutLogic)) {
    expect(linesOf(join(src, file)), file).toBeGreaterThan(mostLines);
  }
});

it('a folder with one file too many is found, and so is a file with one line too many', () => {
  const tree = mkdtempSync(join(tmpdir(), 'winnow-layout-'));
  try {
    for (const folder of ['few', 'many']) mkdirSync(join(tree, folder));
    for (let file = 0; file < mostFiles; file++) writeFileSync(join(tree, `few/${file}.ts`), '');
    for (let file = 0; file <= mostFiles; file++) writeFileSync(join(tree, `many/${file}.sh`), '');
    writeFileSync(join(tree, 'few/0.ts'), 'a\n'.repeat(mostLines));
    writeFileSync(join(tree, 'many/0.sh'), 'a\n'.repeat(mostLines + 1));
    expect(tooLarge(tree)).toEqual([`many/ ${mostFiles + 1}`, `many/0.sh ${mostLines + 1}`]);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});

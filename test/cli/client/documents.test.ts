import { globSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

const client = new URL('../../../src/cli/client/', import.meta.url);
const modules: Record<string, unknown>[] = await Promise.all(
  globSync('*.ts', { cwd: client }).map((file) => import(new URL(file, client).href)),
);
const documents = modules
  .flatMap((exported) => Object.entries(exported))
  .flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && 'document' in value
      ? [[name, String(value.document)] as const]
      : [],
  );

describe('the documents that the command sends', () => {
  it.each(documents)('%s is valid by schema.graphql', (_, document) => {
    expect(validate(schema, parse(document))).toEqual([]);
  });

  it('are found in the files of the client', () => {
    expect(documents.length).toBeGreaterThan(20);
  });
});

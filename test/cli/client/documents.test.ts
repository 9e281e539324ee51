import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as operations from '../../../src/cli/client/documents.ts';

const schema = buildSchema(readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8'));

describe('the documents that the command sends', () => {
  it.each(Object.entries(operations))('%s is valid by schema.graphql', (_, { document }) => {
    expect(validate(schema, parse(document))).toEqual([]);
  });
});

// Generates src/resolvers/schema-types.ts from schema.graphql; with --check fails when the file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';

const target = new URL('../src/resolvers/schema-types.ts', import.meta.url);
const schema = parse(await readFile(new URL('../schema.graphql', import.meta.url), 'utf8'));

const mappers = {
  Disk: '../projections/views.ts#DiskView',
  SparsifyJob: '../projections/views.ts#JobView',
  SparsifyAttempt: '../projections/views.ts#AttemptView',
  SparsifyResult: '../projections/views.ts#JobResultView',
  Host: '../projections/views.ts#HostView',
  HostCapabilities: '../domain/host/events.ts#HostCapabilities as CapabilitiesOfHost',
  StorageDomain: '../projections/views.ts#StorageDomainView',
  Activity: '../projections/views.ts#ActivityView',
};
const activityTypes = schema.definitions.flatMap((definition) =>
  definition.kind === 'ObjectTypeDefinition' &&
  definition.interfaces?.some((i) => i.name.value === 'Activity')
    ? [[definition.name.value, '../projections/views.ts#ActivityView'] as const]
    : [],
);

const generated = await codegen({
  filename: 'schema-types.ts',
  schema,
  documents: [],
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    avoidOptionals: { field: true },
    contextType: './context.ts#Context',
    scalars: { ID: 'string', ByteSize: 'number', DateTime: 'string' },
    mappers: { ...mappers, ...Object.fromEntries(activityTypes) },
    resolversNonOptionalTypename: false,
  },
  plugins: [{ typescript: {} }, { 'typescript-resolvers': {} }],
  pluginMap: { typescript, 'typescript-resolvers': typescriptResolvers },
});
const text = `// Generated from schema.graphql by scripts/codegen.ts; do not edit.\n${generated}`;

if (process.argv.includes('--check')) {
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present !== text) {
    console.error('src/resolvers/schema-types.ts is stale: run `npm run codegen` and commit the result.');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}

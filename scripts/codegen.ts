// Generates src/resolvers/schema-types.ts from schema.graphql; with --check fails when the file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';

const target = new URL('../src/resolvers/schema-types.ts', import.meta.url);
const schema = parse(await readFile(new URL('../schema.graphql', import.meta.url), 'utf8'));

const mappers = {
  Node: './nodes.ts#AnyNode',
  Disk: '../projections/views.ts#DiskView',
  DiskAtMoment: './parents.ts#DiskAtMoment as PastDisk',
  DiskAttachment: '../domain/disk/attachments.ts#Attachment',
  SparsifyJob: '../projections/views.ts#JobView',
  SparsifyJobAtMoment: './parents.ts#JobAtMoment',
  SparsifyAttempt: '../projections/views.ts#AttemptView',
  SparsifyResult: '../projections/views.ts#JobResultView',
  FilesystemResult: '../domain/disk/events.ts#FilesystemResult as ResultOfFilesystem',
  FilesystemUsage: './parents.ts#FilesystemUsage as UsageOfFilesystem',
  Host: '../projections/views.ts#HostView',
  HostCapabilities: '../domain/host/events.ts#HostCapabilities as CapabilitiesOfHost',
  HostInventory: '../domain/host/events.ts#HostObservation',
  Mount: '../domain/host/events.ts#Mount as MountOfHost',
  BlockDevice: '../domain/host/events.ts#BlockDevice as DeviceOfHost',
  DiscardLimits: '../domain/host/events.ts#DiscardLimits as LimitsOfDiscard',
  Operation: '../projections/views.ts#OperationView',
  OperationProblem: '../domain/operation/events.ts#OperationFailure',
  StorageDomain: '../projections/views.ts#StorageDomainView',
  StorageDomainMount: '../domain/storage-domain/events.ts#StorageMount',
  Server: '../domain/server-report.ts#ServerReport',
  Activity: '../projections/views.ts#ActivityView',
  DiskConnection: 'Page<DiskView>',
  SparsifyJobConnection: 'Page<JobView>',
  SparsifyJobAtMomentConnection: 'Page<JobAtMoment>',
  HostConnection: 'Page<HostView>',
  StorageDomainConnection: 'Page<StorageDomainView>',
  StorageDomainMountConnection: 'Page<StorageMount>',
  MountConnection: 'Page<MountOfHost>',
  BlockDeviceConnection: 'Page<DeviceOfHost>',
  ActivityConnection: 'Page<ActivityView>',
};
const activityTypes = schema.definitions.flatMap((definition) =>
  definition.kind === 'ObjectTypeDefinition' &&
  definition.interfaces?.some((i) => i.name.value === 'Activity')
    ? [[definition.name.value, `ActivityOf<'${definition.name.value}'>`] as const]
    : [],
);

const generated = await codegen({
  filename: 'schema-types.ts',
  schema,
  documents: [],
  config: {
    useTypeImports: true,
    immutableTypes: true,
    enumsAsTypes: true,
    avoidOptionals: { field: true, defaultValue: true },
    addInterfaceFieldResolverTypes: true,
    contextType: './context.ts#Context',
    scalars: { ID: 'string', ByteSize: { input: 'number', output: 'number | bigint' }, DateTime: 'string' },
    mappers: { ...mappers, ...Object.fromEntries(activityTypes) },
    resolversNonOptionalTypename: false,
  },
  plugins: [{ typescript: {} }, { 'typescript-resolvers': {} }],
  pluginMap: { typescript, 'typescript-resolvers': typescriptResolvers },
});
const text = `// Generated from schema.graphql by scripts/codegen.ts; do not edit.
import type { Page } from '../projections/views.ts';
import type { ActivityOf } from './activity/activity-of.ts';
${generated}`;

if (process.argv.includes('--check')) {
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present !== text) {
    console.error('src/resolvers/schema-types.ts is stale: run `npm run codegen` and commit the result.');
    process.exit(1);
  }
} else {
  await writeFile(target, text);
}

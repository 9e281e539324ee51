// Generates the types of schema.graphql for the resolvers, and the documents of the command with their types; with
// --check fails when a file is stale.
import { readFile, writeFile } from 'node:fs/promises';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { concatAST, type FragmentDefinitionNode, Kind, parse, print, visit } from 'graphql';

const root = new URL('../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');
const schema = parse(await read('schema.graphql'));
const documents = concatAST(
  await Promise.all(
    ['fragments', 'queries', 'mutations'].map(async (name) =>
      parse(await read(`src/cli/client/documents/${name}.graphql`)),
    ),
  ),
);

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
  HostKey: '../domain/host/ssh.ts#HostKey as KeyOfHost',
  HostCapabilities: '../domain/host/events.ts#HostCapabilities as CapabilitiesOfHost',
  HostInventory: '../domain/host/events.ts#HostObservation',
  Mount: '../domain/host/events.ts#Mount as MountOfHost',
  BlockDevice: '../domain/host/events.ts#BlockDevice as DeviceOfHost',
  LogicalVolume: '../domain/disk/volume.ts#VolumeFacts',
  ThinPool: '../domain/disk/volume.ts#ThinPoolFacts',
  HostVolumeGroup: '../domain/storage-domain/volume-group.ts#VolumeGroupFacts',
  PhysicalVolume: './parents.ts#PhysicalVolume as PhysicalVolumeOfGroup',
  StorageFacts: '../domain/storage-domain/events.ts#StorageFacts as FactsOfStorage',
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

const resolverTypes = await codegen({
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
const documentTypes = await codegen({
  filename: 'documents.ts',
  schema,
  documents: [{ location: 'documents', document: documents }],
  config: {
    immutableTypes: true,
    enumType: 'string-literal',
    omitOperationSuffix: true,
    skipTypename: true,
    inputMaybeValue: 'T | null | undefined',
    // What arrives over the network: a number of bytes is a decimal text.
    scalars: { ID: 'string', ByteSize: { input: 'string | number', output: 'string' }, DateTime: 'string' },
  },
  plugins: [{ 'typescript-operations': {} }],
  pluginMap: { 'typescript-operations': typescriptOperations },
});

const fragments = new Map(
  documents.definitions.flatMap((one) =>
    one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
  ),
);

/** The fragments that a definition spreads. */
function fragmentsOf(definition: (typeof documents.definitions)[number]): FragmentDefinitionNode[] {
  const found: FragmentDefinitionNode[] = [];
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (fragment !== undefined) found.push(fragment, ...fragmentsOf(fragment));
    },
  });
  return [...new Set(found)];
}

/** Each document as text, under its name, with the types of its data and variables. */
const documentTexts = documents.definitions.flatMap((one) => {
  if (one.kind !== Kind.OPERATION_DEFINITION || one.name === undefined) return [];
  const name = one.name.value;
  const text = [one, ...fragmentsOf(one)].map(print).join('\n');
  const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return [
    `export const ${constant}: TypedDocument<${name}, ${name}Variables> = {\n  document: ${JSON.stringify(text)},\n};\n`,
  ];
});

const files = {
  'src/resolvers/schema-types.ts': [
    '// Generated from schema.graphql by scripts/codegen.ts; do not edit.',
    "import type { Page } from '../projections/views.ts';",
    "import type { ActivityOf } from './activity/activity-of.ts';",
    resolverTypes,
  ].join('\n'),
  'src/cli/client/documents.ts': [
    '// Generated from documents/ by scripts/codegen.ts; do not edit.',
    "import type { TypedDocument } from './graphql-client.ts';",
    documentTypes,
    ...documentTexts,
  ].join('\n'),
};
for (const [path, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) await writeFile(new URL(path, root), text);
  else if ((await read(path).catch(() => '')) !== text) {
    console.error(`${path} is stale: run \`npm run codegen\` and commit the result.`);
    process.exitCode = 1;
  }
}

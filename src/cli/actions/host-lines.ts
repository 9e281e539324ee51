import { parse } from 'csv-parse/sync';
import { sshAddressProblem } from '../../domain/host/ssh-address.ts';
import { type Label, labelProblem } from '../../domain/labels.ts';
import { UsageError } from '../errors.ts';
import { labelsAfter, parseLabel } from './label-options.ts';

/** What is registered of a host. */
export interface HostEntry {
  readonly address: string;
  readonly name?: string | undefined;
  readonly directories: readonly string[];
  readonly labels: readonly Label[];
  readonly maxRuns?: number | undefined;
  readonly allowEmulation?: boolean | undefined;
  readonly fingerprint?: string | undefined;
}

/** A line of a file of hosts: a host, or why it names none. */
export type HostLine = { readonly line: number; readonly given: string } & (
  | { readonly host: HostEntry; readonly problem: null }
  | { readonly host: null; readonly problem: string }
);

/** What the command says of all hosts of a file. */
export type Common = Pick<HostEntry, 'directories' | 'labels' | 'maxRuns' | 'allowEmulation'>;

const columns = [
  ...(['address', 'name', 'directories', 'labels', 'max_runs'] as const),
  ...(['allow_emulation', 'fingerprint'] as const),
] as const;

/**
 * Reads a file of hosts: an address on each line, or CSV whose first line names its columns. Empty lines, and those that
 * begin with #, say nothing. A line that names no host says why, and the others count all the same.
 * @throws UsageError where the columns of CSV are not known, or named twice
 */
export function readHostLines(text: string, common: Common): HostLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const isCsv = first.includes(',') || first.trim() === 'address';
  const given = lines
    .map((text, index) => ({ line: index + 1, fields: isCsv ? csvFields(text) : [text.trim()] }))
    .filter(({ fields }) => fields?.join('') !== '' && !fields?.[0]?.startsWith('#'));
  const [header, ...records] = isCsv ? given : [{ line: 0, fields: ['address'] }, ...given];
  const names = columnsOf(header?.fields ?? []);
  const seen = new Map<string, number>();
  return records.map(({ line, fields }): HostLine => {
    if (fields === null) return { line, given: lines[line - 1] ?? '', host: null, problem: unpairedQuotes };
    const values = new Map(names.map((name, index) => [name, fields[index]?.trim() ?? '']));
    const shown = values.get('address') ?? '';
    const of = { line, given: shown === '' ? fields.join(',') : shown };
    const refuse = (problem: string) => ({ ...of, host: null, problem });
    if (fields.length > names.length) {
      return refuse(`It has ${fields.length} fields, and the first line names ${names.length}.`);
    }
    const read = entryOf(values, common);
    if (typeof read === 'string') return refuse(read);
    const before = seen.get(read.address);
    if (before !== undefined) return refuse(`Line ${before} has the same address.`);
    seen.set(read.address, line);
    return { ...of, host: read, problem: null };
  });
}

const unpairedQuotes = 'Its quotes are not in pairs around whole fields.';

/** The fields of a line; null where its quotes are wrong. No field has line breaks, so that does no harm to other lines. */
function csvFields(line: string): readonly string[] | null {
  try {
    const [fields = []] = parse(line, { relax_column_count: true, relax_quotes: true, trim: true });
    return fields;
  } catch {
    return null;
  }
}

function columnsOf(header: readonly string[]): readonly string[] {
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !columns.some((column) => column === name));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (unknown === undefined && twice === undefined && names.includes('address')) return names;
  const named = 'The first line of the file names a column';
  throw new UsageError(
    unknown !== undefined
      ? `${named} ${JSON.stringify(unknown)}, which is not known.`
      : twice !== undefined
        ? `${named} ${JSON.stringify(twice)} twice.`
        : 'The first line of the file does not name a column "address".',
    `The columns are ${columns.join(', ')}; directories and labels (key=value) are separated by ";".`,
  );
}

/** A host by the fields of its line, or why it is none. */
function entryOf(values: ReadonlyMap<string, string>, common: Common): HostEntry | string {
  const field = (name: (typeof columns)[number]): string => values.get(name) ?? '';
  const list = (name: (typeof columns)[number]): string[] =>
    field(name)
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const address = field('address');
  const wrong = address === '' ? 'it is empty' : sshAddressProblem(address);
  if (wrong !== null) return `The address is not [user@]name[:port]: ${wrong}.`;
  const directories = [...common.directories, ...list('directories')];
  const relative = directories.find((directory) => !directory.startsWith('/'));
  if (relative !== undefined) return `The directory ${JSON.stringify(relative)} is not absolute.`;
  const notLabel = list('labels').find((given) => parseLabel(given) === null);
  if (notLabel !== undefined) return `The label ${JSON.stringify(notLabel)} is not key=value.`;
  const labels = labelsAfter(common.labels, { label: list('labels') });
  const notAccepted = labelProblem(Object.fromEntries(labels.map(({ key, value }) => [key, value])));
  if (notAccepted !== null) return `The labels are not accepted: ${notAccepted}.`;
  const maxRuns = field('max_runs') === '' ? common.maxRuns : Number(field('max_runs'));
  if (maxRuns !== undefined && !(/^\d*$/.test(field('max_runs')) && maxRuns >= 1 && maxRuns <= 1000)) {
    return `max_runs takes a whole number from 1 to 1000, and is ${JSON.stringify(field('max_runs'))}.`;
  }
  const emulation = field('allow_emulation');
  if (!['', 'yes', 'no'].includes(emulation)) {
    return `allow_emulation takes yes or no, and is ${JSON.stringify(emulation)}.`;
  }
  const allowEmulation = emulation === '' ? common.allowEmulation : emulation === 'yes';
  const name = field('name') || undefined;
  const fingerprint = field('fingerprint') || undefined;
  return { address, name, directories, labels, maxRuns, allowEmulation, fingerprint };
}

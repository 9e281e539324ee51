import type { Command } from 'commander';
import type { Label } from '../../domain/labels.ts';
import type { LabelFilter } from '../client/documents.ts';
import { UsageError } from '../errors.ts';
import { formatLabels } from '../output/format-labels.ts';
import type { Column } from '../output/table.ts';

/** The options that change labels. */
export interface LabelOptions {
  readonly label?: readonly string[];
  readonly removeLabel?: readonly string[];
}

/** Adds the options that change labels. */
export const withLabelOptions = (command: Command): Command =>
  command
    .option('--label <key=value...>', 'labels to set')
    .option('--remove-label <key...>', 'labels to take away');

/** Whether labels are to be changed. @throws UsageError when they are not given as key=value */
export const changesLabels = ({ label = [], removeLabel = [] }: LabelOptions): boolean =>
  label.map(labelOf).length + removeLabel.length > 0;

/** All labels of something that has some, once some are set and some taken away. @throws UsageError */
export function labelsAfter(
  known: readonly Label[],
  { label = [], removeLabel = [] }: LabelOptions,
): readonly Label[] {
  const labels = new Map([...known, ...label.map(labelOf)].map(({ key, value }) => [key, value]));
  for (const key of removeLabel) labels.delete(key);
  return [...labels].map(([key, value]) => ({ key, value }));
}

/** The API's filter for a label given as `key` or `key=value`. */
export function labelFilterOf(given: string): LabelFilter {
  const at = given.indexOf('=');
  return at < 0 ? { key: given } : { key: given.slice(0, at), value: given.slice(at + 1) };
}

/** A column with the labels of rows, where any has some. */
export const labelColumn = <Row extends { readonly labels: readonly Label[] }>(
  rows: readonly Row[],
): readonly Column<Row>[] =>
  rows.every(({ labels }) => labels.length === 0)
    ? []
    : [
        {
          title: 'LABELS',
          cell: ({ labels }) => formatLabels(labels),
        },
      ];

/** A label given as `key=value`; null where it is not. */
export function parseLabel(given: string): Label | null {
  const { key, value } = labelFilterOf(given);
  return key !== '' && value != null ? { key, value } : null;
}

/** @throws UsageError where it is not given as key=value */
function labelOf(given: string): Label {
  const label = parseLabel(given);
  if (label !== null) return label;
  throw new UsageError(
    `The label ${JSON.stringify(given)} is not key=value.`,
    'Give labels as --label key=value.',
  );
}

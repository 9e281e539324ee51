import { printableLine } from './printable.ts';

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** The cell's text; null, unknown, is left empty. */
  readonly cell: (row: Row) => string | null;
}

/** Rows aligned under their titles, with two spaces between columns and no trailing spaces. */
export function formatTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => printableLine(column.cell(row) ?? ''))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines
    .map((cells) =>
      columns
        .map((column, index) => pad(cells[index] ?? '', widths[index] ?? 0, column.align ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function pad(text: string, to: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(to - text.length);
  return align === 'right' ? space + text : text + space;
}

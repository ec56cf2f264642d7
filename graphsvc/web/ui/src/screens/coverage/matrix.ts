// The matrix as a table is drawn: columns under their groups, rows in the order of a tree, and what each cell says.
import type { CellNumbersFragment, WholeMatrixFragment } from "$documents";

export type Numbers = Pick<
  CellNumbersFragment,
  "demanded" | "covered" | "singlePoints" | "contested" | "endingSoon" | "inherited"
>;
export type Column = WholeMatrixFragment["columns"][number];
type Given = WholeMatrixFragment["rows"][number];

/** What is told of a cell first. */
export type Tone = "none" | "gap" | "contested" | "one" | "many";

/** A cell as it is drawn. */
export interface Look {
  readonly tone: Tone;
  /** All that is covered is handled from above. */
  readonly above: boolean;
  /** Cells that nobody handles, of a cell that is covered in part. */
  readonly missing: number;
  /** Contested cells, of a cell that stands for several. */
  readonly contested: number;
  readonly ending: number;
  /** What stands in it. */
  readonly text: string;
}

export const NOTHING: Numbers = { demanded: 0, covered: 0, singlePoints: 0, contested: 0, endingSoon: 0, inherited: false };

/** How many cells nobody handles. */
export const gapsOf = ({ demanded, covered }: Numbers): number => demanded - covered;

/** How a cell is drawn; the text alone tells it, without its colour. */
export function lookOf(numbers: Numbers): Look {
  const { demanded, covered, singlePoints, contested, endingSoon: ending, inherited: above } = numbers;
  const missing = gapsOf(numbers);
  if (demanded === 0) return { tone: "none", above: false, missing: 0, contested: 0, ending: 0, text: "—" };
  if (covered === 0) return { tone: "gap", above: false, missing: 0, contested: 0, ending: 0, text: missing === 1 ? "✕" : `✕${missing}` };
  if (demanded === 1 && contested > 0) return { tone: "contested", above, missing, contested: 0, ending, text: "!2" };
  const one = singlePoints > 0;
  return { tone: one ? "one" : "many", above, missing, contested, ending, text: `${above ? "↑" : ""}${one ? "1" : "2+"}` };
}

/** A row of the table. */
export interface TableRow {
  /** Tells it from all others: the place, and whether it stands for the place itself. */
  readonly id: string;
  readonly place: Given["place"];
  readonly households: number;
  readonly isOwn: boolean;
  readonly hasChildren: boolean;
  readonly open: boolean;
  /** The place is opened, and what stands in it is not there yet. */
  readonly waiting: boolean;
  readonly depth: number;
  /** How many rows below an opened place are not shown. */
  readonly hidden: number;
  /** By the key of the column. */
  readonly cells: ReadonlyMap<string, Numbers>;
  readonly gaps: number;
}

export type Matrix = Pick<WholeMatrixFragment, "columns" | "rows" | "rowCount">;

/** The rows of a matrix, those of opened places beneath them. A place that is opened twice is opened once. */
export function rowsOf(matrix: Matrix, opened: ReadonlySet<string>, below: ReadonlyMap<string, Matrix>, depth = 0): TableRow[] {
  return matrix.rows.flatMap((row) => {
    const cells = new Map(matrix.columns.map((column, place) => [column.key, row.cells[place] ?? NOTHING]));
    const open = row.hasChildren && !row.isOwn && opened.has(row.place.key);
    const inner = open ? below.get(row.place.key) : undefined;
    const gaps = row.cells.reduce((sum, cell) => sum + gapsOf(cell), 0);
    const hidden = inner ? inner.rowCount - inner.rows.length : 0;
    const { place, households, isOwn, hasChildren } = row;
    const id = isOwn ? `${place.key} =` : place.key;
    const own: TableRow = { id, place, households, isOwn, hasChildren: hasChildren && !isOwn, open, waiting: open && !inner, depth, hidden, cells, gaps };
    return inner ? [own, ...rowsOf(inner, opened, below, depth + 1)] : [own];
  });
}

/** A category and the columns under it, side by side. */
export interface Group {
  readonly key: string;
  readonly category: Column["lineage"][number];
  readonly span: number;
}

/** The categories directly above the columns; none when the columns are the largest ones or stand under one alone. */
export function groupsOf(columns: readonly Column[]): Group[] {
  const groups: { key: string; category: Group["category"]; span: number }[] = [];
  for (const column of columns) {
    const category = column.lineage[1] ?? column.lineage[0] ?? column;
    const last = groups.at(-1);
    if (last?.key === category.key) last.span += 1;
    else groups.push({ key: category.key, category, span: 1 });
  }
  return groups.length > 1 && columns.some(({ lineage }) => lineage.length > 1) ? groups : [];
}

/** The sums of a row of totals. */
export function sumOf(cells: readonly Numbers[]): Numbers {
  return cells.reduce(
    (sum, cell) => ({
      demanded: sum.demanded + cell.demanded,
      covered: sum.covered + cell.covered,
      singlePoints: sum.singlePoints + cell.singlePoints,
      contested: sum.contested + cell.contested,
      endingSoon: sum.endingSoon + cell.endingSoon,
      inherited: false,
    }),
    NOTHING,
  );
}

/** The share that is covered, in percent, rounded down to a tenth: 100.0 means all. Null when nothing is demanded. */
export function shareOf({ demanded, covered }: Numbers): string | null {
  return demanded === 0 ? null : (Math.floor((covered * 1000) / demanded) / 10).toFixed(1);
}

/** What is opened unless the reader says otherwise: a place that is alone in its table, and so on below it. */
export function openedAlone(matrix: Matrix, below: ReadonlyMap<string, Matrix>): ReadonlySet<string> {
  const opened = new Set<string>();
  let shown: Matrix | undefined = matrix;
  while (shown) {
    const [only, ...others]: Matrix["rows"] = shown.rows;
    if (!only?.hasChildren || only.isOwn || others.length > 0 || opened.has(only.place.key)) break;
    opened.add(only.place.key);
    shown = below.get(only.place.key);
  }
  return opened;
}

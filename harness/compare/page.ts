// The compatibility page as plain data: tables of cells, each of which says what one run has shown.
// What was not run is told as that: a table begins empty, and runs fill it in.

/** What a cell says at a glance. */
export type Mark =
  /** As it has to be. */
  | 'good'
  /** Refused, lacking, or as QEMU breaks it as well. */
  | 'partly'
  /** Wrong. */
  | 'bad'
  /** It was not run, with the reason. */
  | 'none';

/** What a run has shown. */
export interface Cell {
  readonly mark: Mark;
  /** A few words. */
  readonly text: string;
  /** What is wrong, in words; absent: nothing. */
  readonly detail?: string;
  /** The smallest input that shows it: command lines to copy. */
  readonly shows?: readonly string[];
}

/** Who is compared. */
export interface Column {
  readonly name: string;
  /** What really ran, as it says itself. */
  readonly version?: string;
  /** Why it was not run at all for this table; absent: it was, or will be. */
  readonly lacks?: string;
}

/** One thing that all are compared by. */
export interface Row {
  readonly name: string;
  /** What it is about, where the name does not say it. */
  readonly about?: string;
}

/** A table; cells by the indices of row and column, which no run has filled in at first. */
export class Table {
  readonly title: string;
  /** What a cell tells, in a sentence or two. */
  readonly about: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column[];
  readonly #cells = new Map<string, Cell>();

  constructor(title: string, about: string, rows: readonly Row[], columns: readonly Column[]) {
    this.title = title;
    this.about = about;
    this.rows = rows;
    this.columns = columns;
  }

  set(row: number, column: number, cell: Cell): void {
    this.#cells.set(`${row} ${column}`, cell);
  }

  /** Undefined: it was not run. */
  at(row: number, column: number): Cell | undefined {
    return this.#cells.get(`${row} ${column}`);
  }

  /** How many cells of a column say what, those that were not run last. */
  sums(column: number): Readonly<Record<Mark, number>> {
    const sums = { good: 0, partly: 0, bad: 0, none: 0 };
    for (const row of this.rows.keys()) sums[this.at(row, column)?.mark ?? 'none'] += 1;
    return sums;
  }
}

/** The whole page. */
export interface Page {
  readonly title: string;
  /** How it was made: the command line. */
  readonly command: string;
  /** It was cut off: what is missing is told as not run. */
  readonly isCut: boolean;
  readonly tables: readonly Table[];
}

/** What is said where nothing was run. */
export const NOT_RUN = 'not run';

/** 'good 12, bad 1, not run 3'. */
export const sumText = (table: Table, column: number): string => {
  const { good, partly, bad, none } = table.sums(column);
  const words = [
    [good, 'good'],
    [partly, 'partly'],
    [bad, 'bad'],
    [none, NOT_RUN],
  ] as const;
  return words.flatMap(([count, word]) => (count === 0 ? [] : [`${word} ${count}`])).join(', ');
};

// The compatibility page as Markdown: each red cell has a number, and what shows it stands below
// its table.
import { type Cell, NOT_RUN, type Page, sumText, type Table } from './page.ts';

const MARKS = { good: '✓', partly: '~', bad: '✗', none: '' } as const;

/** Characters of a detail within a table. */
const BRIEF = 120;

/** Text within a table. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');

/** A fence that no line of the text closes. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, ...lines, fence];
}

const rowLine = (words: readonly string[]): string => `| ${words.join(' | ')} |`;

function tableLines(table: Table): readonly string[] {
  const { title, about, rows, columns } = table;
  const notes: { readonly words: string; readonly cell: Cell }[] = [];
  const cellText = (row: number, column: number): string => {
    const cell = table.at(row, column);
    if (cell === undefined) return NOT_RUN;
    const text = `${MARKS[cell.mark]} ${escaped(cell.text)}`.trim();
    if (cell.mark === 'none') return text;
    if (cell.mark !== 'bad') return [text, ...briefly(cell.detail)].join(': ');
    notes.push({ words: `${rows[row]?.name}, ${columns[column]?.name}`, cell });
    return `${text} (${notes.length})`;
  };
  const body = rows.map(({ name, about: more }, row) =>
    rowLine([
      escaped(more === undefined ? name : `${name}: ${more}`),
      ...columns.map((_column, column) => cellText(row, column)),
    ]),
  );
  return [
    `## ${title}`,
    '',
    about,
    '',
    rowLine(['', ...columns.map(({ name }) => escaped(name))]),
    rowLine(['---', ...columns.map(() => '---')]),
    rowLine(['all', ...columns.map((_column, column) => sumText(table, column))]),
    ...body,
    '',
    ...columns.flatMap(({ name, lacks }) =>
      lacks === undefined ? [] : [`- ${escaped(name)}: ${NOT_RUN}: ${escaped(lacks)}`],
    ),
    ...reasonLines(table),
    '',
    ...notes.flatMap(({ words, cell }, index) => [
      `${index + 1}. ${escaped(words)}: ${escaped(cell.detail ?? cell.text)}`,
      '',
      ...(cell.shows === undefined
        ? []
        : fenced(cell.shows).map((line) => `   ${line.replaceAll('\n', '\n   ')}`)),
      '',
    ]),
  ];
}

const briefly = (detail: string | undefined): readonly string[] =>
  detail === undefined ? [] : [escaped(detail.slice(0, BRIEF).trim())];

/** Why single cells were not run: a line for each reason of a column, with its rows. */
function reasonLines(table: Table): readonly string[] {
  return table.columns.flatMap(({ name }, column) => {
    const byReason = new Map<string, string[]>();
    for (const [row, { name: what }] of table.rows.entries()) {
      const cell = table.at(row, column);
      if (cell?.mark !== 'none' || cell.detail === undefined) continue;
      const names = byReason.get(cell.detail) ?? [];
      byReason.set(cell.detail, [...names, escaped(what)]);
    }
    return [...byReason].map(
      ([reason, names]) =>
        `- ${escaped(name)}: ${NOT_RUN}: ${escaped(reason)}: ${names.join(', ')}`,
    );
  });
}

/** The page's text. */
export function markdownOf({ title, command, isCut, tables }: Page): string {
  const columns = new Map(tables.flatMap((table) => table.columns).map((one) => [one.name, one]));
  const lines = [
    `# ${title}`,
    '',
    ...fenced([command]),
    '',
    ...(isCut ? [`It was cut off: what is missing is told as ${NOT_RUN}.`, ''] : []),
    ...[...columns.values()].map(
      ({ name, version, lacks }) =>
        `- ${escaped(name)}: ${escaped(version ?? `${NOT_RUN}: ${lacks ?? 'nobody asked'}`)}`,
    ),
    '',
    `✓ as it has to be, ~ refused or as QEMU breaks it, ✗ wrong.`,
    '',
    ...tables.flatMap(tableLines),
  ];
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimEnd()}\n`;
}

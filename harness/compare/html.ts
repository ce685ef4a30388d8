// The compatibility page as one HTML file: no script, no other file, light and dark, and every red
// cell opens by the keyboard (<details>).
import { type Cell, type Column, NOT_RUN, type Page, sumText, type Table } from './page.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');

const STYLE = `
:root { color-scheme: light dark; --good: #17692f; --partly: #775a00; --bad: #b3141d;
  --line: #9996; --back: #fff; --text: #1b1b1b; --red: #fbe9ea; }
@media (prefers-color-scheme: dark) { :root { --good: #6fce8a; --partly: #e0bf5a; --bad: #ff8f94;
  --back: #16181b; --text: #e6e6e6; --red: #3a1c1f; } }
body { font: 1rem/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 90rem; padding: 1rem;
  background: var(--back); color: var(--text); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; }
caption { text-align: left; }
th, td { border: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left;
  vertical-align: top; }
thead th { position: sticky; top: 0; background: var(--back); }
.good { color: var(--good); } .partly { color: var(--partly); } .none { opacity: 0.7; }
.bad { color: var(--bad); background: var(--red); }
summary { cursor: pointer; } summary:focus-visible, a:focus-visible, .wide:focus-visible {
  outline: 2px solid currentColor; outline-offset: 2px; }
tbody th { font-weight: 600; min-width: 16rem; } th small { font-weight: normal; }
thead th, td { min-width: 6rem; } td p { max-width: 40rem; overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; list-style: none; padding: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; user-select: all;
  padding: 0.5rem; border: 1px solid var(--line); }
`;

const MARKS = { good: '✓', partly: '~', bad: '✗', none: '' } as const;

function cellHtml(cell: Cell | undefined): string {
  if (cell === undefined) return `<td class="none">${NOT_RUN}</td>`;
  const { mark, text, detail, shows } = cell;
  const words = `<span aria-hidden="true">${MARKS[mark]}</span> ${escaped(text)}`;
  if (detail === undefined && shows === undefined) return `<td class="${mark}">${words}</td>`;
  const more = detail === undefined ? '' : `<p>${escaped(detail)}</p>`;
  const commands = shows === undefined ? '' : `<pre>${escaped(shows.join('\n'))}</pre>`;
  const inner = `<details><summary>${words}</summary>${more}${commands}</details>`;
  return `<td class="${mark}">${inner}</td>`;
}

function columnHtml({ name, version, lacks }: Column): string {
  const words = [version, lacks && `${NOT_RUN}: ${lacks}`].flatMap((text) => text ?? []);
  const lines = words.map((text) => `<br><small>${escaped(text)}</small>`);
  return `<th scope="col">${escaped(name)}${lines.join('')}</th>`;
}

function tableHtml(table: Table, number: number): string {
  const { title, about, rows, columns } = table;
  const id = `table-${number}`;
  const body = rows.map(({ name, about: more }, row) => {
    const cells = columns.map((_column, column) => cellHtml(table.at(row, column)));
    const words = more === undefined ? '' : ` <small>${escaped(more)}</small>`;
    return `<tr><th scope="row">${escaped(name)}${words}</th>${cells.join('')}</tr>`;
  });
  const sums = columns.map((_column, column) => `<td>${sumText(table, column)}</td>`);
  return [
    `<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>`,
    `<p>${escaped(about)}</p>`,
    `<div class="wide" tabindex="0" role="region" aria-labelledby="${id}"><table>`,
    `<thead><tr><td></td>${columns.map(columnHtml).join('')}</tr></thead><tbody>`,
    `<tr><th scope="row">all</th>${sums.join('')}</tr>`,
    ...body,
    '</tbody></table></div></section>',
  ].join('\n');
}

/** The page's text. */
export function htmlOf({ title, command, isCut, tables }: Page): string {
  const links = tables.map(
    ({ title: words }, index) => `<li><a href="#table-${index + 1}">${escaped(words)}</a></li>`,
  );
  const cut = isCut ? `<p>It was cut off: what is missing is told as ${NOT_RUN}.</p>\n` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<pre>${escaped(command)}</pre>
${cut}<p>✓ as it has to be, ~ refused or as QEMU breaks it,
✗ wrong: open it for what shows it.</p>
<nav aria-label="Tables"><ul>${links.join('')}</ul></nav>
<main>
${tables.map((table, index) => tableHtml(table, index + 1)).join('\n')}
</main>
</body>
</html>
`;
}

// The compatibility page as Markdown and as HTML.
import { expect, test } from 'vitest';
import { htmlOf } from './html.ts';
import { markdownOf } from './markdown.ts';
import { Table } from './page.ts';

const columns = [
  { name: 'ours', version: 'blkdrill 1' },
  { name: 'a|b', lacks: 'it is <not> here' },
];
const table = new Table('Cases', 'What they are.', [{ name: '121' }, { name: '122' }], columns);
table.set(0, 0, { mark: 'good', text: '3 of 4 lines' });
table.set(1, 0, {
  mark: 'bad',
  text: 'failed',
  detail: 'reads <b> & "c"',
  shows: ["blkdrill suite 122 --engine 'x y'", '```'],
});
const page = { title: 'Page', command: 'blkdrill compare', isCut: false, tables: [table] };

test('what was not run says so, and sums count it', () => {
  const text = markdownOf(page);
  expect(text).toContain('| all | good 1, bad 1 | not run 2 |\n');
  expect(text).toContain('| 121 | ✓ 3 of 4 lines | not run |\n');
  expect(text).toContain('- a\\|b: not run: it is &lt;not> here\n');
  expect(text).not.toContain('It was cut off');
  expect(markdownOf({ ...page, isCut: true })).toContain('It was cut off');
});

test('each red cell has a number, and what shows it in a fence that holds it', () => {
  const text = markdownOf(page);
  expect(text).toContain('| 122 | ✗ failed (1) | not run |\n');
  expect(text).toContain('1. 122, ours: reads &lt;b> & "c"\n');
  expect(text).toContain("   ````sh\n   blkdrill suite 122 --engine 'x y'\n   ```\n   ````\n");
});

test('HTML has nothing of others in it, and closes what it opens', () => {
  const html = htmlOf(page);
  expect(html).toContain('reads &lt;b&gt; &amp; &quot;c&quot;');
  expect(html).not.toMatch(/<script|<link|<img|https?:|@import|url\(/);
  const open: string[] = [];
  for (const [, closing, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
    if (['meta', 'br'].includes(name)) continue;
    if (closing === '') open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
  expect(html).toContain('prefers-color-scheme: dark');
  expect(html).toContain('<details><summary>');
});

test('why a cell or a column was not run stands below the table', () => {
  const events = new Table(
    'Events',
    'What they are.',
    [{ name: 'one' }, { name: 'two' }],
    [
      { name: 'ours', version: 'blkdrill 1' },
      { name: 'others', version: '2.0', lacks: 'it has none' },
    ],
  );
  const detail = 'nothing comes to it';
  events.set(0, 0, { mark: 'none', text: 'not run', detail });
  events.set(1, 0, { mark: 'none', text: 'not run', detail });
  const of = { ...page, tables: [events] };
  expect(markdownOf(of)).toContain(
    '- others: not run: it has none\n- ours: not run: nothing comes to it: one, two\n',
  );
  expect(markdownOf(of)).toContain('- others: 2.0\n');
  expect(htmlOf(of)).toContain('others<br><small>2.0</small><br><small>not run: it has none');
});

// The rule of messages.ts on the project, and shown to find what breaks it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messagesOf, unprintedMessages } from './messages.ts';
import { parseSource, readSources } from './source.ts';

const root = join(import.meta.dirname, '../..');

/** Messages that no suite can print, and why. */
const REASONS: Readonly<Record<string, string>> = {
  'ERROR: ext_feature_table': 'the table is read for a message about something else, in silence',
  'blkdrill does not support ... yet': 'QEMU has no such words',
  "'data-file' can only be set for images with an external data file":
    'an option of the tools; compared by the unit tests of data files',
  'L1 entry ... has the COPIED flag and points at no L2 table':
    'QEMU ends with a failed assertion; a unit test of overlap/check damages an image so',
  'start over': 'a word between two functions',
  'ERROR allocating ...: ...':
    'nothing but a lack of memory for the counters, which no case can bring about',
  'Preventing the release of a table in use at offset ...':
    'QEMU fails an assertion there; a unit test of discards prints it',
  'ERROR: tables are referred to too often for all of it to be checked':
    'QEMU goes on for hours; a unit test of shared tables prints it',
  'raw external data': 'a name of an autoclear bit, of which no message speaks',
};

test('every message about a damaged image is printed by a suite', () => {
  const folder = join(root, 'golden');
  const goldens = readdirSync(folder)
    .filter((name) => name.endsWith('.out'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(goldens.length).toBeGreaterThan(20);
  expect(unprintedMessages(readSources(root), goldens, REASONS)).toEqual([]);
});

const source = parseSource(
  'engine/a.ts',
  `import x from 'some other file';
  assert(x, 'never happens at all');
  throw new FormatError(\`Table \${name} is \${isLarge ? 'far too large' : 'small'}\` + ' here');
  report('one');
  const rule = 'qcow2: not good (' + 'at all)';`,
);

test('texts are found in their parts, and only those that are printed', () => {
  expect(messagesOf(source).map(({ line, parts }) => [line, parts.join('...')])).toEqual([
    [3, 'Table ... is ... here'],
    [3, 'far too large'],
    [5, 'qcow2: not good (at all)'],
  ]);
});

test('messages without a golden are found, and reasons that are out of date', () => {
  const check = (golden: string, reasons: Readonly<Record<string, string>>): string[] =>
    unprintedMessages([source], [golden], reasons, ['engine/a.ts']);
  const all = 'Table L2 is far too large here\nIMGFMT: not good (at all)\n';
  expect(check(all, {})).toEqual([]);
  expect(check('Table L1 is far too large here', {})).toEqual([
    "engine/a.ts:5: no suite prints 'qcow2: not good (at all)'",
  ]);
  expect(check(all, { 'far too large': 'why' })).toEqual([
    "'far too large' is printed, or gone: take it out of the reasons",
  ]);
  expect(unprintedMessages([], [], {}, ['engine/gone.ts'])).toEqual(['engine/gone.ts: not found']);
});

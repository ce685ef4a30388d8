// The rule of messages.ts on the project, and shown to find what breaks it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messagesOf, unprintedFindings, unprintedMessages } from './messages.ts';
import { parseSource, readSources } from './source.ts';

const root = join(import.meta.dirname, '../..');

/** Findings that no case can print, and why. */
const FINDING_REASONS: Readonly<Record<string, string>> = {
  'work-budget-spent': 'QEMU goes on for hours; a unit test of shared tables prints it',
  'rebuild-failed, step: allocating refblock':
    'nothing but a lack of memory for the counters, which no case can bring about',
  'rebuild-failed, step: allocating reftable':
    'nothing but a lack of memory for the counters, which no case can bring about',
};

const FAILING_AMEND = 'amend to other refcounts whose I/O fails, which no suite does so far';
const NAMES_OF_FIELDS = 'of peek and poke, which no tool of QEMU has; a unit test prints it';

/** Messages that no case prints, and why. */
const REASONS: Readonly<Record<string, string>> = {
  'ERROR: ext_feature_table': 'the table is read for a message about something else, in silence',
  "'data-file' can only be set for images with an external data file":
    'an option of the tools; compared by the unit tests of data files',
  'L1 entry ... has the COPIED flag and points at no L2 table':
    'a guard of ours alone; a unit test of overlap/check makes the entry in memory',
  'start over': 'a word between two functions',
  'Preventing the release of a table in use at offset ...':
    'a guard of ours alone; a unit test of discards brings it about in memory',
  'Failed to allocate the new reftable': FAILING_AMEND,
  ['This operation would make the refcount table grow beyond the maximum size supported by ' +
  'QEMU, aborting']: 'such a table needs a file of many terabytes',
  'Failed to retrieve refblock': FAILING_AMEND,
  'no index': NAMES_OF_FIELDS,
  'one index': NAMES_OF_FIELDS,
  'two indexes': NAMES_OF_FIELDS,
  'three indexes': NAMES_OF_FIELDS,
  'raw external data': 'a name of an autoclear bit, of which no message speaks',
};

const folder = join(root, 'golden');
const goldens = readdirSync(folder)
  .filter((name) => name.endsWith('.out'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));

test('every finding of a check is printed by a suite', () => {
  expect(unprintedFindings(goldens, FINDING_REASONS)).toEqual([]);
});

test('every message about a damaged image is printed by a suite', () => {
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

test('findings without a golden are found, and reasons that are out of date', () => {
  const withoutLeak = goldens.map((golden) => golden.replaceAll(/^.*Leaked cluster .*\n/gm, ''));
  expect(unprintedFindings(withoutLeak, FINDING_REASONS)).toEqual([
    "no suite prints the finding 'leak, isRepaired: false'",
  ]);
  expect(unprintedFindings(goldens, { ...FINDING_REASONS, rebuilding: 'why' })).toEqual([
    "'rebuilding' is printed, or gone: take it out of the reasons",
  ]);
});

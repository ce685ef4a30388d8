// The table of words: what it prints reads back as the same value, whatever the kind.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asCluster } from '../../base/address.ts';
import {
  type Exact,
  exact,
  type Finding,
  FINDING_KINDS,
  type FindingKind,
  type FindingOf,
  severityOf,
} from './finding.ts';
import { FINDING_FORMS, findingText } from './finding-text.ts';
import { readFinding } from './read-finding.ts';

const count = fc.nat(1000);
const count31 = fc.nat(2 ** 31 - 1);
const cluster = count31.map(asCluster);
const word = fc.bigInt(0n, 2n ** 64n - 1n);
const anyExact: fc.Arbitrary<Exact> = word.map(exact);
const errno = fc.constantFrom(5, 12, 22, 28, 95, 4711);
const isRepaired = fc.boolean();
/** A name with a bracket behind a blank could be read in two ways. */
const name = fc.string().filter((text) => !/[\n\r\u2028\u2029]| \(/.test(text));
const sentence = fc.constantFrom('Failed to read snapshot table: Input/output error', 'No room');

type Fields<K extends FindingKind> = {
  [Field in Exclude<keyof FindingOf<K>, 'kind'>]: fc.Arbitrary<FindingOf<K>[Field]>;
};

const failed = { errno };
const index = { index: count };
const offset = { offset: anyExact };
const entry = { entry: word };
const copied = { isRepaired, entry: word, refcount: anyExact };
/** Above or below: a refcount that is right is no finding. */
const refcounts = (isLeak: boolean) => ({
  isRepaired,
  cluster,
  refcount: isLeak ? fc.bigInt(1001n, 2n ** 64n - 1n).map(exact) : fc.nat(9),
  references: isLeak ? count : fc.integer({ min: 10, max: 1000 }),
});

const FIELDS: { readonly [K in FindingKind]: Fields<K> } = {
  'wrong-refcount': refcounts(false),
  'refcount-overflow': offset,
  'beyond-end': { ...offset, size: count31 },
  'l1-copied-flag': { ...copied, l1Index: count },
  'l2-copied-flag': copied,
  'l1-reserved-bits': entry,
  'l2-reserved-bits': entry,
  'l2-table-unaligned': offset,
  'data-cluster-unaligned': offset,
  'spare-cluster-unaligned': { ...offset, isRepaired },
  'subclusters-without-cluster': {},
  'subclusters-contradictory': offset,
  'compressed-copied-flag': offset,
  'compressed-with-data-file': { ...index, ...entry },
  'compressed-with-subclusters': { ...index, ...entry },
  'snapshots-with-data-file': { count },
  'snapshot-l1-unaligned': { ...offset, id: name, name },
  'snapshot-l1-too-large': { id: name, name, entries: count31 },
  'snapshot-incomplete': { ...index, isRepaired },
  'snapshots-discarded': { count },
  'snapshots-discarded-for-size': { count },
  'snapshot-data-discarded': { ...index, size: count31 },
  'refcount-table-reserved-bits': index,
  'refcount-block-unaligned': index,
  'refcount-block-outside': { ...index, isRepaired },
  'refcount-block-shared': { ...index, references: count },
  'bitmaps-unreadable': failed,
  leak: refcounts(true),
  'refcount-unreadable': { ...failed, cluster },
  'work-budget-spent': {},
  'not-countable': failed,
  'l1-entry-unwritable': failed,
  'l1-table-unreadable': {},
  'l2-table-unreadable': {},
  'l2-flags-unreadable': failed,
  'l2-table-overlaps': failed,
  'l2-table-unwritable': failed,
  'l2-entry-overlaps': {},
  'l2-entry-unwritable': failed,
  'snapshot-pointer-unreadable': failed,
  'snapshot-count-unwritable': failed,
  'snapshot-table-unwritable': failed,
  'snapshot-table-too-large': { overhanging: count },
  'snapshot-table-misplaced': {},
  'snapshot-table-unreadable': {
    reason: sentence,
    hint: fc.constantFrom(undefined, 'You can force-remove all 7 of them'),
  },
  'rebuild-needed': {},
  'rebuild-failed': {
    ...failed,
    step: fc.constantFrom('allocating refblock', 'allocating reftable', 'writing refblock'),
  },
  'refcount-block-ignored': { ...offset, ...index },
  'file-not-grown': { ...failed, message: fc.option(sentence, { nil: undefined }) },
  rebuilding: {},
  'rebuild-still-broken': {},
  'rebuilt-table-unwritable': {
    ...failed,
    step: fc.constantFrom('writing reftable', 'setting reftable'),
  },
};

/** QEMU counts these without a word. */
const SILENT: readonly FindingKind[] = [
  'bitmaps-unreadable',
  'not-countable',
  'l1-entry-unwritable',
];

describe('a finding is read as it was printed', () => {
  test.each(FINDING_KINDS)('%s', (kind) => {
    const fields = FIELDS[kind] as Readonly<Record<string, fc.Arbitrary<unknown>>>;
    const property = fc.property(fc.record({ kind: fc.constant(kind), ...fields }), (value) => {
      const finding = value as unknown as Finding;
      const lines = findingText(finding);
      if (SILENT.includes(kind)) {
        expect(lines).toEqual([]);
        return;
      }
      expect(lines.length).toBeGreaterThan(0);
      const following = { text: 'Leaked cluster 1 refcount=1 reference=0', isPrefixed: false };
      const read = readFinding([...lines, following], 0);
      expect(read).toEqual({ finding, lines: lines.length });
    });
    fc.assert(property);
  });
});

test('lines of other programs are no findings', () => {
  const lines = [
    '',
    'No errors were found on the image.',
    'Leaked cluster x refcount=1 reference=0',
    'Leaked cluster 1 refcount=1 reference=2',
    'ERROR cluster 1 refcount=2 reference=1',
    'ERROR: Could not write L2 table: whatever went wrong',
    'ERROR snapshot table offset invalid',
  ].map((text) => ({ text, isPrefixed: false }));
  expect(lines.map((_line, at) => readFinding(lines, at))).toEqual(lines.map(() => undefined));
});

test('each kind has a severity, and each that is printed a form', () => {
  expect(severityOf({ kind: 'rebuilding' })).toBe('note');
  const printed = new Set(FINDING_FORMS.map(({ kind }) => kind));
  expect(FINDING_KINDS.filter((kind) => !printed.has(kind)).toSorted()).toEqual(SILENT.toSorted());
});

test('a value has one form', () => {
  expect([exact(5), exact(5n), exact(2n ** 53n), exact(2 ** 53)]).toEqual([
    5,
    5,
    2n ** 53n,
    2n ** 53n,
  ]);
});

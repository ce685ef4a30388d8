// The words of QEMU 7.2 for each finding: the one place where they stand. Printing and reading both
// go by this table.
import type { CheckReport } from './check-result.ts';
import { MAX_SNAPSHOT_EXTRA_BYTES } from '../format/limits.ts';
import type { Finding, FindingKind, FindingOf } from './finding.ts';
import { FINDING_KINDS } from './finding.ts';
import {
  bare,
  decimal,
  errorText,
  fillLine,
  type Gap,
  hex,
  type Line,
  markedHex,
  oneOf,
  prefixed,
  repairingOr,
  text,
  word,
} from './finding-template.ts';

/** A gap that can be filled from a finding. */
type GapOf<F> = { [Field in keyof F & string]: Gap<Field, F[Field]> }[keyof F & string];

/** How a finding is told. A line that is undefined, or has a field that is, is left out. */
export interface Telling<F extends Finding> {
  readonly before?: Line<GapOf<F>>;
  readonly line: Line<GapOf<F>> | undefined;
  readonly after?: Line<GapOf<F>>;
  /** Which of two kinds with the same words it is. */
  readonly holds?: (finding: F) => boolean;
}

/** QEMU counts such findings and says nothing. */
const SILENT = { line: undefined };

const counts = (otherwise: string) =>
  bare(
    repairingOr(otherwise),
    ' cluster ',
    decimal('cluster'),
    ' refcount=',
    decimal('refcount'),
    ' reference=',
    decimal('references'),
  );

const ERROR_OR_REPAIRING = repairingOr('ERROR');
const UNALIGNED = 'cluster is not properly aligned; L2 entry corrupted.';
const SNAPSHOT = ['ERROR snapshot ', text('id'), ' (', text('name'), ') '] as const;

/** An error of the check itself whose reason stands behind a colon. */
const failed = (...words: readonly string[]) => ({ line: bare(...words, ': ', errorText) });

/** How each finding is told: QEMU's words, in the order of the kinds. */
export const TELLINGS: { readonly [K in FindingKind]: Telling<FindingOf<K>> } = {
  'wrong-refcount': {
    line: counts('ERROR'),
    holds: ({ refcount, references }) => refcount < references,
  },
  'refcount-overflow': {
    line: bare('ERROR: overflow cluster offset=0x', hex('offset')),
    after: bare(
      'Use qemu-img amend to increase the refcount entry width or qemu-img convert to create a ',
      'clean copy if the image cannot be opened for writing',
    ),
  },
  'beyond-end': {
    line: bare(
      'ERROR: counting reference for region exceeding the end of the file by one cluster or ',
      'more: offset 0x',
      hex('offset'),
      ' size 0x',
      hex('size'),
    ),
  },
  'l1-copied-flag': {
    line: bare(
      ERROR_OR_REPAIRING,
      ' OFLAG_COPIED L2 cluster: l1_index=',
      decimal('l1Index'),
      ' l1_entry=',
      word('entry'),
      ' refcount=',
      decimal('refcount'),
    ),
  },
  'l2-copied-flag': {
    line: bare(
      ERROR_OR_REPAIRING,
      ' OFLAG_COPIED data cluster: l2_entry=',
      word('entry'),
      ' refcount=',
      decimal('refcount'),
    ),
  },
  'l1-reserved-bits': {
    line: bare('ERROR found L1 entry with reserved bits set: ', word('entry')),
  },
  'l2-reserved-bits': {
    line: bare('ERROR found l2 entry with reserved bits set: ', word('entry')),
  },
  'l2-table-unaligned': {
    line: bare(
      'ERROR l2_offset=',
      hex('offset'),
      ': Table is not cluster aligned; L1 entry corrupted',
    ),
  },
  'data-cluster-unaligned': { line: bare('ERROR offset=', hex('offset'), `: Data ${UNALIGNED}`) },
  'spare-cluster-unaligned': {
    line: bare(ERROR_OR_REPAIRING, ' offset=', hex('offset'), `: Preallocated ${UNALIGNED}`),
  },
  'subclusters-without-cluster': {
    line: bare('ERROR: Unallocated cluster has non-zero subcluster allocation map'),
  },
  'subclusters-contradictory': {
    line: bare(
      'ERROR offset=',
      hex('offset'),
      ': Allocated cluster has corrupted subcluster allocation bitmap',
    ),
  },
  'compressed-copied-flag': {
    line: bare(
      'ERROR: coffset=0x',
      hex('offset'),
      ': copied flag must never be set for compressed clusters',
    ),
  },
  'compressed-with-data-file': {
    line: bare(
      'ERROR compressed cluster ',
      decimal('index'),
      ' with data file, entry=0x',
      word('entry'),
    ),
  },
  'compressed-with-subclusters': {
    line: bare(
      'ERROR compressed cluster ',
      decimal('index'),
      ' with non-zero subcluster allocation bitmap, entry=0x',
      word('entry'),
    ),
  },
  'snapshots-with-data-file': {
    line: bare('ERROR ', decimal('count'), ' snapshots in image with data file'),
  },
  'snapshot-l1-unaligned': {
    line: bare(
      ...SNAPSHOT,
      'l1_offset=',
      markedHex('offset'),
      ': L1 table is not cluster aligned; snapshot table entry corrupted',
    ),
  },
  'snapshot-l1-too-large': {
    line: bare(
      ...SNAPSHOT,
      'l1_size=',
      markedHex('entries'),
      ': L1 table is too large; snapshot table entry corrupted',
    ),
  },
  'snapshot-incomplete': {
    line: bare(ERROR_OR_REPAIRING, ' snapshot table entry ', decimal('index'), ' is incomplete'),
  },
  'snapshots-discarded': { line: bare('Discarding ', decimal('count'), ' overhanging snapshots') },
  'snapshots-discarded-for-size': {
    line: bare(
      'Discarding ',
      decimal('count'),
      ' overhanging snapshots (snapshot table is too big)',
    ),
  },
  'snapshot-data-discarded': {
    line: bare(
      'Discarding too much extra metadata in snapshot table entry ',
      decimal('index'),
      ' (',
      decimal('size'),
      ` > ${MAX_SNAPSHOT_EXTRA_BYTES})`,
    ),
  },
  'refcount-table-reserved-bits': {
    line: bare('ERROR refcount table entry ', decimal('index'), ' has reserved bits set'),
  },
  'refcount-block-unaligned': {
    line: bare(
      'ERROR refcount block ',
      decimal('index'),
      ' is not cluster aligned; refcount table entry corrupted',
    ),
  },
  'refcount-block-outside': {
    line: bare(ERROR_OR_REPAIRING, ' refcount block ', decimal('index'), ' is outside image'),
  },
  'refcount-block-shared': {
    line: bare('ERROR refcount block ', decimal('index'), ' refcount=', decimal('references')),
  },
  'bitmaps-unreadable': SILENT,
  leak: {
    line: counts('Leaked'),
    holds: ({ refcount, references }) => refcount > references,
  },
  'refcount-unreadable': {
    line: bare("Can't get refcount for cluster ", decimal('cluster'), ': ', errorText),
  },
  'work-budget-spent': {
    line: bare('ERROR: tables are referred to too often for all of it to be checked'),
  },
  'not-countable': SILENT,
  'l1-entry-unwritable': SILENT,
  'l1-table-unreadable': { line: bare('ERROR: I/O error in check_refcounts_l1') },
  'l2-table-unreadable': { line: bare('ERROR: I/O error in check_refcounts_l2') },
  'l2-flags-unreadable': failed('ERROR: Could not read L2 table'),
  'l2-table-overlaps': failed('ERROR: Could not write L2 table; metadata overlap check failed'),
  'l2-table-unwritable': failed('ERROR: Could not write L2 table'),
  'l2-entry-overlaps': { line: bare('ERROR: Overlap check failed') },
  'l2-entry-unwritable': failed('ERROR: Failed to overwrite L2 table entry'),
  'snapshot-pointer-unreadable': failed(
    'ERROR failed to read the snapshot table pointer from the image header',
  ),
  'snapshot-count-unwritable': failed(
    'ERROR failed to update the snapshot count in the image header',
  ),
  'snapshot-table-unwritable': failed('ERROR failed to update snapshot table'),
  'snapshot-table-too-large': {
    line: prefixed('ERROR snapshot table too large'),
    after: bare(
      'You can force-remove all ',
      decimal('overhanging'),
      ' overhanging snapshots with qemu-img check -r all',
    ),
  },
  'snapshot-table-misplaced': { line: prefixed('ERROR snapshot table offset invalid') },
  'snapshot-table-unreadable': {
    line: prefixed('ERROR failed to read the snapshot table: ', text('reason')),
    after: bare(text('hint', 'You can force-remove .*')),
  },
  'rebuild-needed': { line: bare('ERROR need to rebuild refcount structures') },
  'rebuild-failed': {
    line: prefixed(
      'ERROR ',
      oneOf('step', 'allocating refblock', 'allocating reftable', 'writing refblock'),
      ': ',
      errorText,
    ),
  },
  'refcount-block-ignored': {
    line: bare(
      'qcow2: Image is corrupt: Refblock offset 0x',
      hex('offset'),
      ' unaligned (reftable index: ',
      markedHex('index'),
      '); further non-fatal corruption events will be suppressed',
    ),
  },
  'file-not-grown': {
    before: prefixed(text('message')),
    line: bare('ERROR could not resize image: ', errorText),
  },
  rebuilding: { line: bare('Rebuilding refcount structure') },
  'rebuild-still-broken': { line: bare('ERROR rebuilt refcount structure is still broken') },
  'rebuilt-table-unwritable': {
    line: prefixed(
      'ERROR ',
      oneOf('step', 'writing reftable', 'setting reftable'),
      ': ',
      errorText,
    ),
  },
};

/** A kind of finding, and one of the choices of words that it has. */
export interface FindingForm {
  readonly kind: FindingKind;
  /** The field that chooses, and its value; undefined where there is no choice. */
  readonly field?: string;
  readonly value?: unknown;
}

/** Every form in which a finding is printed. */
export const FINDING_FORMS: readonly FindingForm[] = FINDING_KINDS.flatMap((kind) => {
  const { line } = TELLINGS[kind] as Telling<Finding>;
  const choosing = line?.gaps.filter(({ choices }) => choices !== undefined) ?? [];
  if (line === undefined || choosing.length === 0) return line === undefined ? [] : [{ kind }];
  return choosing.flatMap(({ field, choices }) =>
    (choices as readonly unknown[]).map((value) => ({ kind, field, value })),
  );
});

/** A line as a program prints it. */
export interface PrintedLine {
  readonly text: string;
  /** The name of the tool stands in front (`qemu-img: `); it is no part of `text`. */
  readonly isPrefixed: boolean;
}

/** The lines for a finding; none where QEMU says nothing. */
export function findingText(finding: Finding): PrintedLine[] {
  const { before, line, after } = TELLINGS[finding.kind] as Telling<Finding>;
  const lines: PrintedLine[] = [];
  for (const one of [before, line, after]) {
    const filled = one === undefined ? undefined : fillLine(one, finding);
    if (one !== undefined && filled !== undefined) {
      lines.push({ text: filled, isPrefixed: one.isPrefixed });
    }
  }
  return lines;
}

/** A report that prints each finding with `out`. */
export const printedBy = (out: {
  bare(line: string): void;
  prefixed(line: string): void;
}): CheckReport => ({
  found(finding) {
    for (const { text: line, isPrefixed } of findingText(finding)) {
      if (isPrefixed) out.prefixed(line);
      else out.bare(line);
    }
  },
});

// What a check can find, as values: a closed union, so that a reader, a diff or a table can treat
// each kind on its own. The words for them stand in finding-text.ts alone.
//
// A finding holds what QEMU tells about it and no more: so what a foreign tool printed reads back
// as the same value. Offsets and sizes are in bytes, clusters are indexes of host clusters, errno
// is positive.
import type { HostCluster } from '../../base/address.ts';

/** A number where a double holds it exactly, else a bigint: so each value has one form. */
export type Exact = number | bigint;

/** One table or cluster is named wrongly, or has the wrong refcount. */
type Corruption =
  /** More references to a cluster than it has refcount. */
  | (Counts & { readonly kind: 'wrong-refcount' })
  /** A cluster has more references than a refcount can hold. */
  | { readonly kind: 'refcount-overflow'; readonly offset: Exact }
  /** A table or cluster ends a cluster or more beyond the end of the file. */
  | { readonly kind: 'beyond-end'; readonly offset: Exact; readonly size: Exact }
  /** A COPIED flag that is set although the refcount is not one, or the reverse. */
  | (CopiedFlag & { readonly kind: 'l1-copied-flag'; readonly l1Index: number })
  | (CopiedFlag & { readonly kind: 'l2-copied-flag' })
  /** `entry`: all 64 bits of it. */
  | { readonly kind: 'l1-reserved-bits' | 'l2-reserved-bits'; readonly entry: bigint }
  /** The pointer to an L2 table. */
  | { readonly kind: 'l2-table-unaligned'; readonly offset: Exact }
  /** The pointer to a data cluster. */
  | { readonly kind: 'data-cluster-unaligned'; readonly offset: Exact }
  /** The pointer to a host cluster that an entry without data keeps. */
  | (Repairable & { readonly kind: 'spare-cluster-unaligned'; readonly offset: Exact })
  /** Of extended L2 entries. */
  | { readonly kind: 'subclusters-without-cluster' }
  /** Subclusters that are allocated and zero at once; `offset`: of the host cluster. */
  | { readonly kind: 'subclusters-contradictory'; readonly offset: Exact }
  | { readonly kind: 'compressed-copied-flag'; readonly offset: Exact }
  /** `entry`: without its COPIED flag. */
  | (EntryOfL2 & { readonly kind: 'compressed-with-data-file' | 'compressed-with-subclusters' })
  | { readonly kind: 'snapshots-with-data-file'; readonly count: number }
  | (OfSnapshot & { readonly kind: 'snapshot-l1-unaligned'; readonly offset: Exact })
  | (OfSnapshot & { readonly kind: 'snapshot-l1-too-large'; readonly entries: number })
  /** The extra data of an entry is shorter than version 3 asks for; `index`: in the table. */
  | (Repairable & { readonly kind: 'snapshot-incomplete'; readonly index: number })
  /** Snapshots at the end of the table were left out: more than there may be. */
  | { readonly kind: 'snapshots-discarded'; readonly count: number }
  /** The same, because the table would be too large (bytes) with them. */
  | { readonly kind: 'snapshots-discarded-for-size'; readonly count: number }
  /** Extra data of a snapshot was cut; `size`: bytes that it had. */
  | { readonly kind: 'snapshot-data-discarded'; readonly index: number; readonly size: number }
  /** `index`: in the refcount table. */
  | { readonly kind: 'refcount-table-reserved-bits'; readonly index: number }
  | { readonly kind: 'refcount-block-unaligned'; readonly index: number }
  | (Repairable & { readonly kind: 'refcount-block-outside'; readonly index: number })
  /** References to the block, of which there must be one. */
  | { readonly kind: 'refcount-block-shared'; readonly index: number; readonly references: number }
  /** The bitmap directory, or the table of a bitmap. QEMU has no words for it. */
  | (Failed & { readonly kind: 'bitmaps-unreadable' });

/** A cluster has more refcount than references: wasted, but no harm to data. */
interface Leak extends Counts {
  readonly kind: 'leak';
}

/** The check could not look at something, or could not set something right. */
type CheckError =
  | (Failed & { readonly kind: 'refcount-unreadable'; readonly cluster: HostCluster })
  /** Tables name each other in so many ways that the work budget has run out. */
  | { readonly kind: 'work-budget-spent' }
  /** More clusters than can be counted. QEMU has no words for it, nor for the next one. */
  | (Failed & { readonly kind: 'not-countable' })
  | (Failed & { readonly kind: 'l1-entry-unwritable' })
  | { readonly kind: 'l1-table-unreadable' | 'l2-table-unreadable' }
  /** When its COPIED flags were to be compared. */
  | (Failed & { readonly kind: 'l2-flags-unreadable' })
  /** A repaired table was not written, as it would have hit other metadata. */
  | (Failed & { readonly kind: 'l2-table-overlaps' })
  | (Failed & { readonly kind: 'l2-table-unwritable' })
  | { readonly kind: 'l2-entry-overlaps' }
  | (Failed & { readonly kind: 'l2-entry-unwritable' })
  /** Where the header says that the snapshot table lies. */
  | (Failed & { readonly kind: 'snapshot-pointer-unreadable' })
  | (Failed & { readonly kind: 'snapshot-count-unwritable' })
  | (Failed & { readonly kind: 'snapshot-table-unwritable' })
  /** `overhanging`: snapshots that are more than there may be. */
  | { readonly kind: 'snapshot-table-too-large'; readonly overhanging: number }
  | { readonly kind: 'snapshot-table-misplaced' }
  /** `reason`, `hint`: what reading it for any other purpose would say. */
  | {
      readonly kind: 'snapshot-table-unreadable';
      readonly reason: string;
      readonly hint: string | undefined;
    }
  | { readonly kind: 'rebuild-needed' }
  | (Failed & {
      readonly kind: 'rebuild-failed';
      readonly step: 'allocating refblock' | 'allocating reftable' | 'writing refblock';
    });

/** What is only told: it is counted nowhere, or something else counts it. */
type Note =
  /** The refcounts of a block cannot be read; `offset` is where the table says that it lies. */
  | { readonly kind: 'refcount-block-ignored'; readonly offset: Exact; readonly index: number }
  /** The file should have become longer. `message`: of the file, where there is one. */
  | (Failed & { readonly kind: 'file-not-grown'; readonly message: string | undefined })
  | { readonly kind: 'rebuilding' }
  | { readonly kind: 'rebuild-still-broken' }
  | (Failed & {
      readonly kind: 'rebuilt-table-unwritable';
      readonly step: 'writing reftable' | 'setting reftable';
    });

interface Repairable {
  /** The check tried to set it right; what then fails is a finding of its own, or counted. */
  readonly isRepaired: boolean;
}

interface Counts extends Repairable {
  readonly cluster: HostCluster;
  /** What the image says. */
  readonly refcount: Exact;
  /** What the walk found. */
  readonly references: number;
}

interface CopiedFlag extends Repairable {
  /** All 64 bits of it. */
  readonly entry: bigint;
  /** Of the cluster that it points at. */
  readonly refcount: Exact;
}

interface EntryOfL2 {
  /** Index in its L2 table. */
  readonly index: number;
  readonly entry: bigint;
}

interface OfSnapshot {
  readonly id: string;
  readonly name: string;
}

interface Failed {
  readonly errno: number;
}

/** One thing that a check found. */
export type Finding = Corruption | Leak | CheckError | Note;

export type FindingKind = Finding['kind'];

/** The finding of one kind. */
export type FindingOf<K extends FindingKind> = Finding & { readonly kind: K };

/** How bad a finding is, which is also what it counts as. */
export type Severity = 'corruption' | 'leak' | 'check-error' | 'note';

const SEVERITIES = {
  'wrong-refcount': 'corruption',
  'refcount-overflow': 'corruption',
  'beyond-end': 'corruption',
  'l1-copied-flag': 'corruption',
  'l2-copied-flag': 'corruption',
  'l1-reserved-bits': 'corruption',
  'l2-reserved-bits': 'corruption',
  'l2-table-unaligned': 'corruption',
  'data-cluster-unaligned': 'corruption',
  'spare-cluster-unaligned': 'corruption',
  'subclusters-without-cluster': 'corruption',
  'subclusters-contradictory': 'corruption',
  'compressed-copied-flag': 'corruption',
  'compressed-with-data-file': 'corruption',
  'compressed-with-subclusters': 'corruption',
  'snapshots-with-data-file': 'corruption',
  'snapshot-l1-unaligned': 'corruption',
  'snapshot-l1-too-large': 'corruption',
  'snapshot-incomplete': 'corruption',
  'snapshots-discarded': 'corruption',
  'snapshots-discarded-for-size': 'corruption',
  'snapshot-data-discarded': 'corruption',
  'refcount-table-reserved-bits': 'corruption',
  'refcount-block-unaligned': 'corruption',
  'refcount-block-outside': 'corruption',
  'refcount-block-shared': 'corruption',
  'bitmaps-unreadable': 'corruption',
  leak: 'leak',
  'refcount-unreadable': 'check-error',
  'work-budget-spent': 'check-error',
  'not-countable': 'check-error',
  'l1-entry-unwritable': 'check-error',
  'l1-table-unreadable': 'check-error',
  'l2-table-unreadable': 'check-error',
  'l2-flags-unreadable': 'check-error',
  'l2-table-overlaps': 'check-error',
  'l2-table-unwritable': 'check-error',
  'l2-entry-overlaps': 'check-error',
  'l2-entry-unwritable': 'check-error',
  'snapshot-pointer-unreadable': 'check-error',
  'snapshot-count-unwritable': 'check-error',
  'snapshot-table-unwritable': 'check-error',
  'snapshot-table-too-large': 'check-error',
  'snapshot-table-misplaced': 'check-error',
  'snapshot-table-unreadable': 'check-error',
  'rebuild-needed': 'check-error',
  'rebuild-failed': 'check-error',
  'refcount-block-ignored': 'note',
  'file-not-grown': 'note',
  rebuilding: 'note',
  'rebuild-still-broken': 'note',
  'rebuilt-table-unwritable': 'note',
} as const satisfies Record<FindingKind, Severity> &
  Record<Corruption['kind'], 'corruption'> &
  Record<CheckError['kind'], 'check-error'> &
  Record<Note['kind'], 'note'>;

/** All kinds of findings, in the order of their severity. */
export const FINDING_KINDS = Object.keys(SEVERITIES) as readonly FindingKind[];

export const severityOf = ({ kind }: Finding): Severity => SEVERITIES[kind];

/** The one form of a value. */
export const exact = (value: Exact): Exact => {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : BigInt(value);
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
};

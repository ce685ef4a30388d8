// What an image says about itself, as it was read and validated when it was opened.
import type { BitmapEntry } from './bitmap-entry.ts';
import type { DirtyBitmap } from './dirty-bitmap.ts';
import type { HeaderExtensions } from './extensions.ts';
import type { Geometry } from './geometry.ts';
import type { Header } from './header.ts';
import type { SnapshotEntry } from './snapshot-entry.ts';

/** Everything that opening an image reads, validated. */
export interface ImageMetadata {
  /** `size` is already cut down to whole sectors of 512 bytes. */
  readonly header: Header;
  readonly geometry: Geometry;
  readonly extensions: HeaderExtensions;
  /** As it stands in the image; undefined when there is none. */
  readonly backingFile: string | undefined;
  /** The active L1 table: 8 * header.l1Size bytes. */
  readonly l1: Uint8Array;
  /** refcountTableClusters * clusterSize bytes. */
  readonly refcountTable: Uint8Array;
  /** Empty when opened for check, which reads the table itself. */
  readonly snapshots: SnapshotEntry[];
  /** Bytes. */
  readonly snapshotTableSize: number;
  /**
   * A writer must rewrite the header (encodeHeaderCluster) before anything else: `header` and
   * `extensions` already lack what must go. Always false for read-only opens.
   */
  readonly needsHeaderUpdate: boolean;
  /** The refcounts may be wrong. */
  readonly isDirty: boolean;
  readonly isCorrupt: boolean;
  /** The directory of persistent bitmaps, and what was loaded of them. */
  readonly bitmaps?: {
    readonly entries: readonly BitmapEntry[];
    readonly bitmaps: readonly DirtyBitmap[];
  };
  /** L1 entries that the guest disk needs: the VM state begins at the next one. */
  readonly l1EntriesNeeded: number;
}

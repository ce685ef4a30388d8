// What can be seen of an image in a world of files.
import type { Finding, ImageMetadata } from '../../engine/index.ts';
import type { Disk } from './disk.ts';

/** An internal snapshot, and what the disk held then. */
export interface SnapshotState {
  readonly id: string;
  readonly name: string;
  readonly disk: Disk;
}

/** A persistent bitmap whose bits can be believed. */
export interface BitmapState {
  readonly name: string;
  /** Bytes of the disk that one bit stands for. */
  readonly granularity: number;
  /** Writes are marked. */
  readonly isEnabled: boolean;
  /** The lowest bit of the first byte first. */
  readonly bits: Uint8Array;
}

/** What a check says. */
export interface Soundness {
  /** The header says that refcounts may be wrong: the next opening repairs them. */
  readonly isDirty: boolean;
  /** The header allows lazy refcounts: entries may reach the disk before what they wait for. */
  readonly isLazy: boolean;
  /** An image of version 2, in which zero writes free what they zero; absent: no. */
  readonly isOld?: boolean;
  /** The first ones that are more than leaks. */
  readonly corruptions: readonly Finding[];
  readonly leaks: number;
}

/** What the header says of the order of writes. */
export const orderTold = ({
  header,
}: Pick<ImageMetadata, 'header'>): Pick<Soundness, 'isLazy' | 'isOld'> => ({
  isLazy: header.version >= 3 && header.compatibleFeatures % 2 === 1,
  ...(header.version === 2 && { isOld: true }),
});

/** An image that can be opened, or why it cannot. */
export type ImageState =
  | { readonly refused: string }
  | {
      readonly refused: undefined;
      /** Its L2 entries are extended ones. */
      readonly hasSubclusters: boolean;
      /** Its data lies in a file of its own. */
      readonly hasDataFile: boolean;
      readonly soundness: Soundness;
      readonly disk: Disk;
      /** What shows through where the image holds nothing; undefined: zeroes do. */
      readonly backing: Disk | undefined;
      readonly snapshots: readonly SnapshotState[];
      readonly bitmaps: readonly BitmapState[];
    };

/** An image that can be opened. */
export type OpenedState = ImageState & { readonly refused: undefined };

/**
 * Whether an image that looks like this promises anything: it was not damaged, and all of it could
 * be read.
 */
export const isJudged = (state: ImageState): state is OpenedState =>
  state.refused === undefined &&
  state.soundness.corruptions.length === 0 &&
  state.disk.cutAt === undefined;

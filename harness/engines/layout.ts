// The layout of an image file of any engine: an independent reader tells its holes and overlaps.
import {
  FormatError,
  formatLayout,
  IoError,
  MemoryStorage,
  READ_ONLY,
  readLayout,
  readMetadata,
  Scheduler,
} from '../../engine/index.ts';

export type LayoutResult =
  | {
      /** As the transcript shows it. */
      readonly lines: readonly string[];
      /** In clusters. */
      readonly holes: number;
      readonly overlaps: number;
    }
  /** The file cannot be read as an image, and why. */
  | { readonly refused: string };

/** Reads the qcow2 image in `bytes`. Never changes them. */
export function readLayoutOf(bytes: Uint8Array): LayoutResult {
  const storage = new MemoryStorage();
  storage.writeBytes('image', bytes);
  const file = storage.open('image', READ_ONLY);
  try {
    const layout = new Scheduler().run(
      (function* () {
        const options = { readOnly: true, forCheck: true, noIo: true, report: () => {} };
        return yield* readLayout(file, yield* readMetadata(file, options));
      })(),
    );
    const { holeCount, overlaps } = layout;
    return { lines: formatLayout(layout), holes: holeCount, overlaps: overlaps.length };
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return { refused: error.message };
  }
}

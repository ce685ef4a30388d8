// The layout of an image file of any engine: an independent reader tells its holes and overlaps.
import {
  FormatError,
  formatLayout,
  IoError,
  READ_ONLY,
  readLayout,
  readMetadata,
  Scheduler,
} from '../../engine/index.ts';
import type { Engine } from './engine.ts';
import { inMemory } from './in-memory.ts';

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

/** Reads a qcow2 image, and never changes it. Throws when there is no such file. */
export function readLayoutOf(engine: Engine, name: string): LayoutResult {
  const file = inMemory(engine, name).open('image', READ_ONLY);
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

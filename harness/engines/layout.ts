// The layout of an image file of any engine: an independent reader tells its holes and overlaps.
import {
  asHost,
  clusterOf,
  FormatError,
  formatLayout,
  formatOwner,
  IoError,
  type Layout,
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

/** What `tell` makes of the layout; or why the file cannot be read as an image. */
function withLayout<T>(
  engine: Engine,
  name: string,
  tell: (layout: Layout, clusterSize: number) => T,
): T | { readonly refused: string } {
  const file = inMemory(engine, name).open('image', READ_ONLY);
  try {
    return new Scheduler().run(
      (function* () {
        const options = { readOnly: true, forCheck: true, noIo: true, report: () => {} };
        const metadata = yield* readMetadata(file, options);
        return tell(yield* readLayout(file, metadata), metadata.geometry.clusterSize);
      })(),
    );
  } catch (error) {
    if (!(error instanceof FormatError || error instanceof IoError)) throw error;
    return { refused: error.message };
  }
}

/** Reads a qcow2 image, and never changes it. Throws when there is no such file. */
export function readLayoutOf(engine: Engine, name: string): LayoutResult {
  return withLayout(engine, name, (layout) => {
    const { holeCount, overlaps } = layout;
    return { lines: formatLayout(layout), holes: holeCount, overlaps: overlaps.length };
  });
}

/**
 * Who owns the byte at `offset` of an image: 'L2 table 3'. Undefined where nobody does, and where
 * the file is no image. Throws when there is no such file.
 */
export function ownerAt(engine: Engine, name: string, offset: number): string | undefined {
  const owners = withLayout(engine, name, (layout, clusterSize) =>
    layout.ownersOf(clusterOf(asHost(offset), clusterSize)).map(formatOwner),
  );
  return 'refused' in owners || owners.length === 0 ? undefined : owners.join(', ');
}

// What a case makes of clusters, in pairs of their kinds: those that stand side by side, and what a
// step makes of which. Files are read by their specification alone (oracle/plain-image.ts).
import type { MemoryStorage } from '../../../engine/index.ts';
import { PlainError, PlainImage } from '../../oracle/plain-image.ts';

/** Larger files are not looked at, in bytes. */
const LONGEST = 4 * 1024 * 1024;
/** Parts of a disk that are compared at most: clusters, or subclusters where there are some. */
const MOST_PARTS = 16_384;

/** The kind of each cluster or subcluster of a disk, and bytes that one is about. */
interface Kinds {
  readonly unit: number;
  readonly of: readonly string[];
}

function kindsOf(bytes: Uint8Array): Kinds {
  const image = new PlainImage(bytes);
  const { clusterSize } = image;
  const unit = image.hasSubclusters ? clusterSize / 32 : clusterSize;
  const kinds: string[] = [];
  for (const { length, kind, host } of image.runs(image.active)) {
    const isCounted = host > 0 && !image.hasDataFile;
    const isShared = isCounted && image.refcount(Math.floor(host / clusterSize)) > 1;
    const word = isShared ? `shared ${kind}` : kind;
    const parts = Math.ceil(length / unit);
    for (let part = 0; part < parts && kinds.length < MOST_PARTS; part += 1) kinds.push(word);
  }
  return { unit, of: kinds };
}

/** Collects pairs of one case; files are looked at between its steps. */
export class ClusterPairs {
  readonly pairs = new Set<string>();
  #known = new Map<string, Kinds>();

  /** Looks at the world as it is now. */
  look(files: MemoryStorage): void {
    const seen = new Map<string, Kinds>();
    for (const path of files.names()) {
      const kinds = files.length(path) > LONGEST ? undefined : readKinds(files.readBytes(path));
      if (kinds === undefined) continue;
      seen.set(path, kinds);
      this.#add(kinds, this.#known.get(path));
    }
    this.#known = seen;
  }

  #add({ unit, of }: Kinds, before: Kinds | undefined): void {
    for (const [at, kind] of of.entries()) {
      if (at > 0) this.pairs.add(`${of[at - 1]} | ${kind}`);
      if (before?.unit !== unit) continue;
      // A disk that has grown had nothing there.
      const old = before.of[at] ?? 'nothing';
      if (old !== kind) this.pairs.add(`${old} > ${kind}`);
    }
  }
}

/** Undefined where that is no image, or one that is damaged. */
function readKinds(bytes: Uint8Array): Kinds | undefined {
  try {
    return kindsOf(bytes);
  } catch (error) {
    if (error instanceof PlainError || error instanceof RangeError) return undefined;
    throw error;
  }
}

// An image as a run left it, told by what differs from the image before the run: small enough to
// keep for thousands of states.
import type { BlockValue } from './disk-model.ts';
import { blockOf, differingBlocks, type Disk } from './disk.ts';
import type { ImageState, Soundness } from './image-state.ts';

/** What became of a disk. */
export interface DiskChange {
  /** Bytes. */
  readonly size: number;
  /** Blocks that do not read as before, with what they read as. */
  readonly changed: ReadonlyMap<number, BlockValue>;
  /** Blocks that could be read before and cannot be read now. */
  readonly unreadable: readonly number[];
}

/** An internal snapshot that was there before, or is now. */
export interface SnapshotChange extends DiskChange {
  readonly id: string;
  readonly name: string;
  /** It was not there before: `changed` says nothing then. */
  readonly isNew: boolean;
}

/** What became of an image; or why it cannot be opened. */
export type Observation =
  | { readonly refused: string }
  | {
      readonly refused: undefined;
      readonly soundness: Soundness;
      readonly disk: DiskChange;
      readonly snapshots: readonly SnapshotChange[];
    };

function changeOf(before: Disk, now: Disk): DiskChange {
  const changed = new Map<number, BlockValue>();
  for (const block of differingBlocks(before, now)) changed.set(block, blockOf(now, block).slice());
  const unreadable = [...now.unreadable].filter((block) => !before.unreadable.has(block));
  return { size: now.size, changed, unreadable };
}

/** Of a disk that there is nothing to compare with. */
const unknown = ({ size }: Disk): DiskChange => ({ size, changed: new Map(), unreadable: [] });

/** What differs between two states of one image; `before` could be opened. */
export function observe(before: ImageState, now: ImageState): Observation {
  if (now.refused !== undefined) return { refused: now.refused };
  const known = before.refused === undefined ? before.snapshots : [];
  const disk = before.refused === undefined ? changeOf(before.disk, now.disk) : unknown(now.disk);
  const snapshots = now.snapshots.map(({ id, name, disk: held }) => {
    const old = known.find((one) => one.id === id && one.name === name);
    const change = old ? changeOf(old.disk, held) : unknown(held);
    return { id, name, isNew: old === undefined, ...change };
  });
  return { refused: undefined, soundness: now.soundness, disk, snapshots };
}

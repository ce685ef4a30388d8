// An image as a run left it, told by what differs from the image before the run: small enough to
// keep for thousands of states.
import { BLOCK, type BlockValue } from './disk-model.ts';
import { blockOf, differingBlocks, type Disk } from './disk.ts';
import type { BitmapState, ImageState, Soundness } from './image-state.ts';

/** What became of a disk. */
export interface DiskChange {
  /** Bytes. */
  readonly size: number;
  /** Blocks that do not read as before, with what they read as. */
  readonly changed: ReadonlyMap<number, BlockValue>;
  /** Blocks that could be read before and cannot be read now. */
  readonly unreadable: readonly number[];
  /** Bytes up to which it was looked at, then and now; undefined: all of it. */
  readonly cutAt?: number | undefined;
}

/** An internal snapshot that was there before, or is now. */
export interface SnapshotChange extends DiskChange {
  readonly id: string;
  readonly name: string;
  /** It was not there before: `changed` says nothing then. */
  readonly isNew: boolean;
}

/** A bitmap that was there before, and can be believed then and now. */
export interface BitmapChange {
  readonly name: string;
  /** The first block that has changed and is not marked, although writes are. */
  readonly unmarked: number | undefined;
  /** The first block that was marked and is not any more. */
  readonly lost: number | undefined;
}

/** What became of an image; or why it cannot be opened. */
export type Observation =
  | { readonly refused: string }
  | {
      readonly refused: undefined;
      /** Its L2 entries are extended ones. */
      readonly hasSubclusters: boolean;
      /** Its data lies in a file of its own. */
      readonly hasDataFile: boolean;
      readonly soundness: Soundness;
      readonly disk: DiskChange;
      /** Changed blocks that read as its backing file does, which holds more than zeroes there. */
      readonly shown?: ReadonlySet<number>;
      /** It had a backing file, and has none; absent: no. */
      readonly hasLostBacking?: boolean;
      readonly snapshots: readonly SnapshotChange[];
      readonly bitmaps: readonly BitmapChange[];
    };

/** Of an image that can be opened. */
export type OpenedObservation = Observation & { readonly refused: undefined };

function changeOf(before: Disk, now: Disk): DiskChange {
  const changed = new Map<number, BlockValue>();
  for (const block of differingBlocks(before, now)) changed.set(block, blockOf(now, block).slice());
  const unreadable = [...now.unreadable].filter((block) => !before.unreadable.has(block));
  const cutAt = Math.min(before.cutAt ?? Infinity, now.cutAt ?? Infinity);
  const end = cutAt === Infinity ? undefined : cutAt;
  return { size: now.size, changed, unreadable, cutAt: end };
}

/** Blocks that read as the disk below does, which holds more than zeroes there. */
function shownOf({ changed }: DiskChange, below: Disk): ReadonlySet<number> {
  const shown = [...changed].filter(
    ([block, value]) =>
      value.some((byte) => byte !== 0) && Buffer.compare(value, blockOf(below, block)) === 0,
  );
  return new Set(shown.map(([block]) => block));
}

/** The same disk, at most so many bytes long. */
const cutTo = (disk: Disk, size: number): Disk => ({ ...disk, size: Math.min(disk.size, size) });

/** Of a disk that there is nothing to compare with. */
const unknown = ({ size }: Disk): DiskChange => ({ size, changed: new Map(), unreadable: [] });

/** What differs between two states of one image; `before` could be opened. */
export function observe(before: ImageState, now: ImageState): Observation {
  if (now.refused !== undefined) return { refused: now.refused };
  const known = before.refused === undefined ? before.snapshots : [];
  const disk = before.refused === undefined ? changeOf(before.disk, now.disk) : unknown(now.disk);
  const snapshots = now.snapshots.map(({ id, name, disk: held }) => {
    const old = known.find((one) => one.id === id && one.name === name);
    // Snapshots read up to the present end of the disk: what lies behind the old one is none of it.
    const change = old ? changeOf(old.disk, cutTo(held, old.disk.size)) : unknown(held);
    return { id, name, isNew: old === undefined, ...change };
  });
  const marked = before.refused === undefined ? before.bitmaps : [];
  const bitmaps = now.bitmaps.flatMap((bitmap) => {
    const old = marked.find(({ name }) => name === bitmap.name);
    return old === undefined ? [] : [bitmapChange(old, bitmap, disk.changed.keys())];
  });
  const { hasSubclusters, hasDataFile, soundness, backing } = now;
  const below = {
    ...(backing !== undefined && { shown: shownOf(disk, backing) }),
    hasLostBacking: before.refused === undefined && before.backing !== undefined && !backing,
  };
  const facts = { hasSubclusters, hasDataFile, soundness, ...below };
  return { refused: undefined, ...facts, disk, snapshots, bitmaps };
}

/** Tells states of one image by what differs from `before`, each of them once. */
export class Observer {
  readonly #before: ImageState;
  readonly #known = new WeakMap<ImageState, Observation>();

  constructor(before: ImageState) {
    this.#before = before;
  }

  see(now: ImageState): Observation {
    let seen = this.#known.get(now);
    if (seen === undefined) this.#known.set(now, (seen = observe(this.#before, now)));
    return seen;
  }
}

function bitmapChange(
  before: BitmapState,
  now: BitmapState,
  changed: Iterable<number>,
): BitmapChange {
  const perBit = now.granularity / BLOCK;
  const isKept = before.isEnabled && now.isEnabled;
  const unmarked = [...(isKept ? changed : [])].find(
    (block) => !isSet(now, Math.floor(block / perBit)),
  );
  const byte = before.bits.findIndex((bits, index) => bits !== now.bits[index]);
  const end = byte < 0 ? 0 : before.bits.length * 8;
  let bit = Math.max(byte, 0) * 8;
  while (bit < end && (!isSet(before, bit) || isSet(now, bit))) bit += 1;
  return { name: now.name, unmarked, lost: bit < end ? bit * perBit : undefined };
}

const isSet = ({ bits }: BitmapState, bit: number): boolean =>
  Math.floor((bits[Math.floor(bit / 8)] ?? 0) / 2 ** (bit % 8)) % 2 === 1;

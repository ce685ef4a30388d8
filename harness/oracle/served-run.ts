// A line that another engine served, held against the same line on ours: what guests read, and what
// a check finds. Where things lie in the file, and in which words it was told, is the engine's own.
import type { MemoryStorage } from '../../engine/index.ts';
import type { ServedRun } from '../engines/engine.ts';
import { BLOCK } from './disk-model.ts';
import { blockOf, differingBlocks, type Disk } from './disk.ts';
import { readerOf } from './image-reader.ts';
import type { ImageState, OpenedState } from './image-state.ts';
import { contentOf, wordsOf } from './judge.ts';

/**
 * The images of a world in which a check finds corruption: they promise nothing, as each engine
 * meets that in its own way.
 */
export function damagedIn(files: MemoryStorage): ReadonlySet<string> {
  const reader = readerOf(files);
  const isSound = (path: string): boolean => {
    const state = reader.look(path);
    return state.refused === undefined && state.soundness.corruptions.length === 0;
  };
  return new Set(reader.images().filter((path) => !isSound(path)));
}

/**
 * What is wrong with what an engine left, in words; empty: nothing. `damaged` are images that were
 * so before.
 */
export function judgeServed(
  { files, ours, discards }: ServedRun,
  damaged: ReadonlySet<string>,
): readonly string[] {
  const [reader, other] = [readerOf(files), readerOf(ours)];
  return other.images().flatMap((path) => {
    if (damaged.has(path)) return [];
    if (!reader.isImage(path)) return [`${path} is no qcow2 image any more`];
    const words = judgeImage(reader.look(path), other.look(path), discards);
    return words.map((text) => `${path}: ${text}`);
  });
}

function judgeImage(
  state: ImageState,
  ours: ImageState,
  discards: ServedRun['discards'],
): readonly string[] {
  if (ours.refused !== undefined) return [];
  if (state.refused !== undefined) return [`cannot be opened any more: ${state.refused}`];
  return [
    ...judgeSize(state.disk, ours.disk),
    ...judgeDisk('the guest', state.disk, ours.disk, discards),
    ...judgeSnapshots(state, ours),
    ...judgeSoundness(state, ours),
  ];
}

const judgeSize = (disk: Disk, ours: Disk): readonly string[] =>
  disk.size === ours.size ? [] : [`the disk has ${disk.size} bytes, by our engine ${ours.size}`];

function judgeDisk(
  whose: string,
  disk: Disk,
  ours: Disk,
  discards: ServedRun['discards'],
): readonly string[] {
  const isFree = (block: number): boolean =>
    discards.some(([from, to]) => block * BLOCK < to && (block + 1) * BLOCK > from);
  const wrong = differingBlocks(ours, disk).filter((block) => !isFree(block));
  const [first] = wrong;
  if (first === undefined) return [];
  const place = `0x${(first * BLOCK).toString(16)}`;
  const [found, wanted] = [blockOf(disk, first), blockOf(ours, first)].map(contentOf);
  const more = wrong.length === 1 ? '' : ` (${wrong.length} blocks of ${BLOCK} bytes differ)`;
  return [`${whose} reads ${found} at ${place}, by our engine ${wanted}${more}`];
}

function judgeSnapshots(state: OpenedState, ours: OpenedState): readonly string[] {
  return ours.snapshots.flatMap(({ id, name, disk }) => {
    const kept = state.snapshots.find((snapshot) => snapshot.id === id);
    if (kept === undefined) return [`the snapshot '${name}' is gone`];
    return judgeDisk(`the snapshot '${name}'`, kept.disk, disk, []);
  });
}

/** Leaks cost space alone; a case that damages its image itself has that on both sides. */
function judgeSoundness({ soundness }: OpenedState, ours: OpenedState): readonly string[] {
  const { corruptions } = soundness;
  if (corruptions.length <= ours.soundness.corruptions.length) return [];
  return [`check finds corruption that our engine does not leave: ${wordsOf(corruptions)}`];
}

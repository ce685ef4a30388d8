// The content of a disk at one moment: chunks of bytes where it holds data; all else is zeroes.
// Read once, compared with many others.
import { type BlockNode, IoError, read, statusAbove, type Task } from '../../engine/index.ts';
import { BLOCK, type BlockValue } from './disk-model.ts';

/** Bytes of a chunk. */
export const CHUNK = 16 * 1024;
const PER_CHUNK = CHUNK / BLOCK;
/** Bytes that are read in one request. */
const PIECE = 64 * CHUNK;

/** A disk that was read. */
export interface Disk {
  /** Bytes. */
  readonly size: number;
  /** By their numbers; where there is none, the disk reads as zeroes. */
  readonly chunks: ReadonlyMap<number, Uint8Array>;
  /** Blocks that cannot be read; they count as zeroes. */
  readonly unreadable: ReadonlySet<number>;
  /** Bytes from which on nothing was looked at; undefined: all was read. */
  readonly cutAt: number | undefined;
}

export const EMPTY_DISK: Disk = {
  size: 0,
  chunks: new Map(),
  unreadable: new Set(),
  cutAt: undefined,
};

/** Reads at most `budget` bytes of data. Throws IoError where the mapping cannot be read. */
export function* readDisk(node: BlockNode, budget: number): Task<Disk> {
  const size = node.length();
  const chunks = new Map<number, Uint8Array>();
  const unreadable = new Set<number>();
  let left = budget;
  for (let offset = 0; offset < size;) {
    const { length, holdsData } = yield* nextRun(node, offset, size);
    if (length === 0) break;
    if (holdsData) {
      if (length > left) return { size, chunks, unreadable, cutAt: offset };
      const bytes = new Uint8Array(length);
      yield* readWhatCan(node, offset, bytes, unreadable);
      store(chunks, offset, bytes);
      left -= length;
    }
    offset += length;
  }
  return { size, chunks, unreadable, cutAt: undefined };
}

/** Reads in small units where not all can be read at once; notes the blocks that cannot. */
function* readWhatCan(
  node: BlockNode,
  offset: number,
  target: Uint8Array,
  unreadable: Set<number>,
): Task<void> {
  try {
    yield* read(node, offset, target);
    return;
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
  }
  for (let at = 0; at < target.length;) {
    let length = Math.min(BLOCK, target.length - at);
    let unit = target.subarray(at, at + length);
    try {
      length = yield* unitAt(node, offset + at, target.length - at);
      unit = target.subarray(at, at + length);
      yield* read(node, offset + at, unit);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      unit.fill(0);
      for (let done = 0; done < length; done += BLOCK) {
        unreadable.add(Math.floor((offset + at + done) / BLOCK));
      }
    }
    at += length;
  }
}

/** Bytes that can only be read together: the rest of a compressed cluster, or one block. */
function* unitAt(node: BlockNode, offset: number, left: number): Task<number> {
  const { compressed, length } = yield* statusAbove(node, offset, left, true);
  return compressed === true ? Math.max(BLOCK, length) : Math.min(BLOCK, left);
}

/** Neighbouring runs that all hold data, at most PIECE bytes of them; or one that holds none. */
function* nextRun(
  node: BlockNode,
  offset: number,
  size: number,
): Task<{ readonly length: number; readonly holdsData: boolean }> {
  let length = 0;
  while (offset + length < size && length < PIECE) {
    const at = offset + length;
    const empty = unallocatedRun(node, at);
    if (empty > 0 && length > 0) break;
    if (empty > 0) return { length: Math.min(empty, size - at), holdsData: false };
    const run = yield* statusAbove(node, at, size - at, true);
    const holdsData = !run.zero && run.allocated;
    if (!holdsData && length === 0) return { length: run.length, holdsData };
    if (!holdsData || run.length === 0) break;
    length += Math.min(run.length, PIECE - length);
  }
  return { length, holdsData: true };
}

/** Bytes from `at` on that no layer decides about, as far as that is known without I/O. */
function unallocatedRun(top: BlockNode, at: number): number {
  let length = Infinity;
  for (let node: BlockNode | undefined = top; node !== undefined && at < node.length();) {
    length = Math.min(length, node.unallocatedFrom(at));
    if (length === 0) return 0;
    node = node.isFilter ? node.primary : node.backing;
  }
  return length;
}

function store(chunks: Map<number, Uint8Array>, offset: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const number = Math.floor((offset + done) / CHUNK);
    const inChunk = offset + done - number * CHUNK;
    const count = Math.min(CHUNK - inChunk, bytes.length - done);
    let chunk = chunks.get(number);
    if (chunk === undefined) {
      chunk = new Uint8Array(CHUNK);
      chunks.set(number, chunk);
    }
    chunk.set(bytes.subarray(done, done + count), inChunk);
    done += count;
  }
}

const ZERO_CHUNK = new Uint8Array(CHUNK);
const ZERO_BLOCK = ZERO_CHUNK.subarray(0, BLOCK);

/** The content of one block; past the end of the disk zeroes. Not to be changed. */
export function blockOf({ chunks }: Disk, block: number): BlockValue {
  const chunk = chunks.get(Math.floor(block / PER_CHUNK));
  if (chunk === undefined) return ZERO_BLOCK;
  const start = (block % PER_CHUNK) * BLOCK;
  return chunk.subarray(start, start + BLOCK);
}

/**
 * Numbers of the blocks in which `b` does not read as `a`, in order, up to the end of `b`: what it
 * has more was zeroes.
 */
export function differingBlocks(a: Disk, b: Disk): readonly number[] {
  const end = Math.min(b.size, a.cutAt ?? Infinity, b.cutAt ?? Infinity);
  const different: number[] = [];
  const numbers = new Set([...a.chunks.keys(), ...b.chunks.keys()]);
  for (const number of [...numbers].sort((one, other) => one - other)) {
    const left = a.chunks.get(number) ?? ZERO_CHUNK;
    const right = b.chunks.get(number) ?? ZERO_CHUNK;
    if (Buffer.compare(left, right) === 0) continue;
    for (let at = 0; at < CHUNK && number * CHUNK + at < end; at += BLOCK) {
      const one = left.subarray(at, at + BLOCK);
      if (Buffer.compare(one, right.subarray(at, at + BLOCK)) === 0) continue;
      different.push(number * PER_CHUNK + at / BLOCK);
    }
  }
  return different;
}

// Comparing what two disks read as. Where both read as zeroes, or neither holds anything, nothing
// is read; what only one of them holds must be zero.
import { alignUp } from '../base/align.ts';
import { isAllZero } from '../base/all-zero.ts';
import { IoError } from '../base/errors.ts';
import { KeptBytes } from '../base/kept-bytes.ts';
import type { BlockNode } from '../block/node.ts';
import { read, statusAbove } from '../block/request.ts';
import type { Task } from '../task/task.ts';

const SECTOR = 512;
/** Bytes that are read at once. */
const PIECE = 2 * 1024 * 1024;

/** How a comparison ended. Offsets are those of the first sector that differs, in bytes. */
export type Comparison =
  | { readonly kind: 'identical' }
  | { readonly kind: 'sizes differ' }
  | { readonly kind: 'status differs'; readonly offset: number }
  | { readonly kind: 'content differs'; readonly offset: number }
  | { readonly kind: 'no status'; readonly image: 0 | 1 }
  | {
      readonly kind: 'unreadable';
      readonly image: 0 | 1;
      readonly offset: number;
      readonly errno: number;
    };

/** What happens on the way. */
export interface CompareObserver {
  /** So many bytes more are done, of the longer disk's. */
  readonly advance: (bytes: number, total: number) => void;
  /** All that both disks have is equal, and one is longer. */
  readonly longer: () => void;
}

/** One answer of the block status as a strict comparison takes it. */
interface Status {
  readonly length: number;
  readonly zero: boolean;
  readonly allocated: boolean;
  /** Everything that has to be equal in strict mode. */
  readonly marks: string;
}

/** Ends a comparison from wherever it is. */
class Ended extends Error {
  readonly comparison: Comparison;

  constructor(comparison: Comparison) {
    super(comparison.kind);
    this.comparison = comparison;
  }
}

const sizeOf = (node: BlockNode): number => alignUp(node.length(), SECTOR);

/** Compares two disks; with `isStrict` their sizes and block status as well. */
export function* compare(
  images: readonly [BlockNode, BlockNode],
  isStrict: boolean,
  observer: CompareObserver,
): Task<Comparison> {
  try {
    yield* compareAll(images, isStrict, observer);
    return { kind: 'identical' };
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
    return error.comparison;
  }
}

function* compareAll(
  images: readonly [BlockNode, BlockNode],
  isStrict: boolean,
  observer: CompareObserver,
): Task<void> {
  const [first, second] = images;
  const sizes = [sizeOf(first), sizeOf(second)] as const;
  const piece = new KeptBytes();
  const otherPiece = new KeptBytes();
  const shared = Math.min(...sizes);
  const total = Math.max(...sizes);
  if (isStrict && sizes[0] !== sizes[1]) throw new Ended({ kind: 'sizes differ' });
  let offset = 0;
  while (offset < shared) {
    const one = yield* statusOf(first, 0, offset, sizes[0]);
    const other = yield* statusOf(second, 1, offset, sizes[1]);
    if (isStrict && one.marks !== other.marks) {
      throw new Ended({ kind: 'status differs', offset });
    }
    let length = Math.min(one.length, other.length);
    const reads = !(one.zero && other.zero) && (one.allocated || other.allocated);
    if (reads) {
      length = Math.min(length, PIECE);
      if (one.allocated && other.allocated) {
        const bytes = piece.take(length);
        yield* readPiece(first, 0, offset, bytes);
        const others = otherPiece.take(length);
        yield* readPiece(second, 1, offset, others);
        requireEqual(bytes, others, offset);
      } else {
        const image = one.allocated ? 0 : 1;
        yield* requireZero(images[image], image, offset, piece.take(length));
      }
    }
    offset += length;
    observer.advance(length, total);
  }
  if (shared === total) return;
  observer.longer();
  const image = sizes[0] > sizes[1] ? 0 : 1;
  const longer = image === 0 ? first : second;
  while (offset < total) {
    const rest = yield* statusOf(longer, image, offset, total);
    const reads = rest.allocated && !rest.zero;
    const length = reads ? Math.min(rest.length, PIECE) : rest.length;
    if (reads) yield* requireZero(longer, image, offset, piece.take(length));
    offset += length;
    observer.advance(length, total);
  }
}

function* statusOf(node: BlockNode, image: 0 | 1, offset: number, end: number): Task<Status> {
  try {
    const run = yield* statusAbove(node, offset, end - offset, true);
    const isLast = offset + run.length === end;
    const { length, data, zero, allocated, hostOffset } = run;
    const marks = [data, zero, allocated, hostOffset !== undefined, isLast].join();
    return { length, zero, allocated, marks };
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw new Ended({ kind: 'no status', image });
  }
}

function* readPiece(node: BlockNode, image: 0 | 1, offset: number, bytes: Uint8Array): Task<void> {
  try {
    yield* read(node, offset, bytes);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw new Ended({ kind: 'unreadable', image, offset, errno: error.errno });
  }
}

function* requireZero(
  node: BlockNode,
  image: 0 | 1,
  offset: number,
  bytes: Uint8Array,
): Task<void> {
  yield* readPiece(node, image, offset, bytes);
  if (!isAllZero(bytes)) throw differenceOf(bytes, new Uint8Array(bytes.length), offset);
}

function requireEqual(bytes: Uint8Array, others: Uint8Array, offset: number): void {
  if (Buffer.compare(bytes, others) !== 0) throw differenceOf(bytes, others, offset);
}

/** Two pieces that differ, at the first sector of which they do. */
function differenceOf(bytes: Uint8Array, others: Uint8Array, offset: number): Ended {
  const at = bytes.findIndex((byte, index) => byte !== others[index]);
  return new Ended({ kind: 'content differs', offset: offset + at - (at % SECTOR) });
}

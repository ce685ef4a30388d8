// The driver copy-before-write: before a cluster of its file is changed for the first time, what
// it holds is copied to a target. So the target, above the same beginning, keeps what the disk was
// when it was opened.
import { FormatError, IoError } from '../../base/errors.ts';
import { SparseBits } from '../../base/sparse-bits.ts';
import { backingOf } from '../../block/chain.ts';
import { filenameOf } from '../../block/filename.ts';
import type { Bitmap } from '../../block/format.ts';
import { type BlockNode, inheritedLimits, type OpenMode } from '../../block/node.ts';
import type { Truncation, WriteFlags } from '../../block/node.ts';
import type { Driver, OpenContext } from '../../block/open.ts';
import { takeString } from '../../block/options.ts';
import { flush } from '../../block/request.ts';
import type { Task } from '../../task/task.ts';
import { FilterNode } from '../filter-node.ts';
import { ClusterCopies, type Wanted } from './cluster-copies.ts';
import { checkOptions } from './option-shapes.ts';

/** Bytes: what is copied in one piece at least. */
const MIN_CLUSTER = 64 * 1024;

class CopyBeforeWrite extends FilterNode {
  readonly driver = 'copy-before-write';
  readonly #copies: ClusterCopies;
  /** A copy that fails is the end of copying, not of the write. */
  readonly #mayStop: boolean;
  #hasStopped = false;

  constructor(
    filename: string,
    mode: OpenMode,
    [file, target]: readonly [BlockNode, BlockNode],
    { copies, mayStop }: { copies: ClusterCopies; mayStop: boolean },
  ) {
    super(filename, mode, file);
    this.children = [...this.children, { role: 'target', node: target, isWritable: true }];
    this.limits = inheritedLimits([file, target]);
    this.#copies = copies;
    this.#mayStop = mayStop;
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    yield* this.#copy(offset, source.length);
    yield* super.doWrite(offset, source, flags);
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    yield* this.#copy(offset, length);
    yield* super.doWriteZeroes(offset, length, flags);
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    yield* this.#copy(offset, length);
    yield* super.doDiscard(offset, length);
  }

  /** The target is flushed when it is closed. */
  override doFlushWhole(): Task<void> {
    return flush(this.below);
  }

  override *doTruncate(length: number, how: Truncation): Task<void> {
    yield* super.doTruncate(length, how);
    this.#copies.resize(length);
  }

  *#copy(offset: number, length: number): Task<void> {
    if (this.#hasStopped) return;
    try {
      yield* this.#copies.copy(offset, length);
    } catch (error) {
      if (!(error instanceof IoError) || !this.#mayStop) throw error;
      this.#hasStopped = true;
    }
  }
}

/** Bytes that are copied as one. Warns where the target does not tell what it allocates. */
function clusterSizeFor(target: BlockNode, report: (line: string) => void): number {
  const facts = target.describe();
  if (facts === undefined && backingOf(target) === undefined) {
    report(
      "warning: The target block device doesn't provide information about the block size and " +
        `it doesn't have a backing file. The default block size of ${MIN_CLUSTER} bytes is ` +
        'used. If the actual block size of the target exceeds this default, the backup may be ' +
        'unusable',
    );
  }
  return Math.max(MIN_CLUSTER, facts?.clusterSize ?? 0);
}

/** A bitmap, and the length of the disk that it is about, in bytes. */
interface Found {
  readonly bitmap: Bitmap;
  readonly length: number;
}

/** The bitmap `name` of the node of that name, which is one of `nodes` or below. */
function findBitmap(
  { drivers }: OpenContext,
  nodes: readonly BlockNode[],
  nodeName: string,
  name: string,
): Found {
  const left = [...nodes];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.openedWith?.options.get('node-name') === nodeName) {
      const bitmaps = drivers.get(node.driver)?.bitmaps?.list(node) ?? [];
      const bitmap = bitmaps.find((candidate) => candidate.name === name);
      if (bitmap === undefined) throw new FormatError(`Dirty bitmap '${name}' not found`);
      return { bitmap, length: node.length() };
    }
    left.push(...node.children.map((child) => child.node));
  }
  throw new FormatError(`Node '${nodeName}' not found`);
}

const BYTES_AT_ONCE = 4096;

/** What is to be copied of a file of that length. Throws FormatError where that cannot be told. */
function wantedBy({ bitmap, length }: Found, fileLength: number): Wanted {
  const prefix =
    'Cannot create block-copy-state: ' +
    `Failed to merge bitmap '${bitmap.name}' to internal copy-bitmap: `;
  if (bitmap.isInconsistent) {
    throw new FormatError(`${prefix}Bitmap '${bitmap.name}' is inconsistent and cannot be used`, {
      hint: 'Try block-dirty-bitmap-remove to delete this bitmap from disk',
    });
  }
  if (length !== fileLength) {
    throw new FormatError(
      `${prefix}Bitmaps are of different sizes (destination size is ${fileLength}, ` +
        `source size is ${length}) and can't be merged`,
    );
  }
  const bits = new SparseBits();
  for (let at = 0; at < bitmap.storedBytes; at += BYTES_AT_ONCE) {
    const bytes = new Uint8Array(Math.min(BYTES_AT_ONCE, bitmap.storedBytes - at));
    bitmap.readStored(at, bytes);
    bits.write(at, bytes);
  }
  return { bits, granularity: bitmap.granularity };
}

/** `copy-before-write`: children file and target; options bitmap, on-cbw-error, cbw-timeout. */
export const copyBeforeWriteDriver: Driver = {
  name: 'copy-before-write',
  isFilter: true,
  keepsOthersOut: true,
  plainName: ({ primary }) => primary && filenameOf(primary),
  *open({ filename, options, mode, context, openChild }): Task<BlockNode> {
    const hasFile = filename !== '' || [...options.keys()].some((key) => /^file(\.|$)/.test(key));
    const file = hasFile ? yield* openChild('file') : undefined;
    checkOptions(context, options, file !== undefined);
    if (file === undefined) throw new FormatError("Parameter 'file' is missing");
    const target = yield* openChild('target');
    if (target.mode.readOnly) throw new FormatError('Block node is read-only');
    const nodeName = takeString(options, 'bitmap.node');
    const name = takeString(options, 'bitmap.name') ?? '';
    const mayStop = takeString(options, 'on-cbw-error') === 'break-snapshot';
    options.delete('cbw-timeout');
    const found =
      nodeName === undefined ? undefined : findBitmap(context, [file, target], nodeName, name);
    const clusterSize = clusterSizeFor(target, context.report);
    const length = file.length();
    const wanted = found && wantedBy(found, length);
    const copies = new ClusterCopies({ source: file, target, clusterSize, length, wanted });
    return new CopyBeforeWrite(filename, mode, [file, target], { copies, mayStop });
  },
};

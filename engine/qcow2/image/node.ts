// The qcow2 image as a node: what the I/O path calls, handed on to the functions that do the
// work.
import { assert } from '../../base/assert.ts';
import { ENOMEDIUM, EPERM } from '../../base/errno.ts';
import { IoError } from '../../base/errors.ts';
import type { CrashSafety } from '../../block/open.ts';
import type { ImageFacts } from '../../block/image-facts.ts';
import {
  BlockNode,
  type Child,
  NO_FLAGS,
  type OpenMode,
  type StatusRun,
  type Truncation,
  type WriteFlags,
  inheritedLimits,
} from '../../block/node.ts';
import { CIPHER_SECTOR } from '../../crypto/sector-cipher.ts';
import { explain } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { makeBitmapsWritable } from '../bitmaps/store.ts';
import { readGuest } from '../mapping/read.ts';
import type { Image } from '../state/image.ts';
import type { CacheOptions } from './cache-sizes.ts';
import { factsOf } from './facts.ts';
import { makeCaches } from './caches.ts';
import { discardGuest } from './discard.ts';
import { closeImage, flushToFile, inactivateImage } from './flush-and-close.ts';
import { canFork, forkImage } from './fork.ts';
import { zeroRestOfCluster } from './clear-behind-end.ts';
import { NEW_AREA, resizeImage } from './resize.ts';
import { guestStatus, unallocatedByL1 } from './status.ts';
import { loadVmState, saveVmState } from './vmstate.ts';
import { writeCompressedGuest } from './write-compressed.ts';
import { writeGuest } from './write.ts';
import { writeZeroesGuest } from './write-zeroes.ts';

/** The files of the image, and what lies between. */
function* layersBelow({ file, dataFile }: Image): Generator<BlockNode> {
  for (const top of new Set([file, dataFile])) {
    for (let layer: BlockNode | undefined = top; layer; layer = layer.primary) yield layer;
  }
}

/** One open image. Its guest disk is what reads and writes of the node see. */
export class Qcow2Node extends BlockNode {
  readonly driver = 'qcow2';
  override readonly canCompress = true;
  override readonly canBack = true;
  override readonly writesUnasked = true;
  cacheOptions: CacheOptions;
  #image: Image | undefined;
  /** A flush has reached the disk whatever this node had written. */
  #coversEarlier = false;

  constructor(filename: string, mode: OpenMode, file: BlockNode, cacheOptions: CacheOptions) {
    super(filename, mode);
    this.cacheOptions = cacheOptions;
    this.children = [{ role: 'file', node: file, isWritable: !mode.readOnly }];
  }

  /** The state of the image. */
  get image(): Image {
    assert(this.#image !== undefined, 'a qcow2 node is used once it is open');
    return this.#image;
  }

  override get clusterSize(): number {
    return this.image.geometry.clusterSize;
  }

  override get subclusterSize(): number {
    return this.image.geometry.subclusterSize;
  }

  override get copyUnit(): number {
    const { copiesSubclustersOnRead } = this.image.behaviour;
    return copiesSubclustersOnRead ? this.subclusterSize : this.clusterSize;
  }

  /** Ends the opening: the image is there. */
  attach(image: Image): void {
    this.#image = image;
    if (image.header.version >= 3) {
      this.zeroFlags = { ...NO_FLAGS, mayUnmap: true, noFallback: true };
    }
    this.refreshLimits();
  }

  /** Before caches are made: what the caches of a strict image wait for is another matter. */
  setCrashSafety(image: Image, crashSafety: CrashSafety): void {
    this.isStrict = crashSafety === 'strict';
    this.tracksRequests = this.tracksRequests || this.isStrict;
    image.isStrict = this.isStrict;
    // Encrypted sectors are read and written as a whole.
    this.needsEdges = this.isStrict;
    if (!this.isStrict) return;
    // Also with `cache=unsafe`: what is flushed is flushed.
    this.mode = { ...this.mode, noFlush: false };
    for (const layer of layersBelow(image)) {
      layer.mode = { ...layer.mode, noFlush: false };
      layer.needsEdges = true;
    }
  }

  /** Guest data goes to `dataFile`; limits for it count then, not those of the image file. */
  attachDataFile(dataFile: BlockNode): void {
    const isWritable = !this.mode.readOnly;
    this.children = [...this.children, { role: 'data-file', node: dataFile, isWritable }];
  }

  /** `isForeign`: it was opened before this node, by itself. */
  attachBacking(backing: BlockNode, isForeign = false): void {
    const child: Child = { role: 'backing', node: backing, isWritable: false, isForeign };
    this.children = [...this.children, child];
    this.refreshLimits();
  }

  /** Another backing file, or none, for an image whose chain changes while it is open. */
  replaceBacking(backing: BlockNode | undefined): void {
    this.children = this.children.filter(({ role }) => role !== 'backing');
    if (backing === undefined) this.refreshLimits();
    else this.attachBacking(backing);
  }

  private refreshLimits(): void {
    const { clusterSize, subclusterSize } = this.image.geometry;
    this.limits = {
      ...inheritedLimits(this.dataChildren()),
      ...(this.image.encryption && { requestAlignment: CIPHER_SECTOR }),
      writeZeroesAlignment: subclusterSize,
      discardAlignment: clusterSize,
    };
  }

  private dataChildren(): BlockNode[] {
    const { hasDataFile } = this.image.geometry;
    const holdsData = ({ role }: Child): boolean => role !== 'file' || !hasDataFile;
    return this.children.filter(holdsData).map((child) => child.node);
  }

  length(): number {
    this.requireMedium();
    return this.image.size;
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    this.requireMedium();
    yield* readGuest(this.image, offset, target);
  }

  *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    this.requireWritable();
    if (flags.compressed) {
      yield* writeCompressedGuest(this.image, offset, source);
    } else {
      yield* writeGuest(this.image, offset, source);
    }
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    this.requireWritable();
    const isKept = this.image.behaviour.ignoredDiscardKeepsClusters && !this.mode.mayUnmap;
    const asked = isKept ? { ...flags, mayUnmap: false } : flags;
    yield* writeZeroesGuest(this.image, offset, length, asked);
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    this.requireWritable();
    yield* discardGuest(this.image, offset, length);
  }

  override *doTruncate(length: number, how: Truncation): Task<void> {
    this.requireMedium();
    if (this.isStrict) yield* explain(NEW_AREA, zeroRestOfCluster(this.image, length));
    yield* resizeImage(this.image, { length, ...how }, this.cacheOptions);
    for (const bitmap of this.image.dirtyBitmaps) bitmap.resize(length);
    this.refreshLimits();
  }

  override noteChange(offset: number, length: number): void {
    for (const bitmap of this.image.dirtyBitmaps) {
      if (bitmap.isEnabled) bitmap.mark(offset, length);
    }
  }

  override *doFlushToOs(): Task<void> {
    if (!this.isInserted) return;
    if (this.isStrict && !this.isClosing && !this.#coversEarlier) {
      // What a process before this one has written may lie in the cache of the disk still.
      this.#coversEarlier = true;
      for (const layer of layersBelow(this.image)) layer.writeGeneration += 1;
    }
    yield* flushToFile(this.image);
  }

  override *doStatus(offset: number, length: number): Task<StatusRun> {
    return yield* guestStatus(this.image, offset, length);
  }

  override unallocatedFrom(offset: number): number {
    return this.isInserted ? unallocatedByL1(this.image, offset) : 0;
  }

  /** Starts with empty caches: what a reader has cached a writer reads again. */
  override *doMakeWritable(): Task<void> {
    makeCaches(this.image, this.cacheOptions);
    yield* makeBitmapsWritable(this.image);
  }

  override get storedBackingName(): string | undefined {
    return this.image.backingFile || undefined;
  }

  override get storedBackingFormat(): string | undefined {
    return this.image.extensions.backingFormat || undefined;
  }

  override describe(): ImageFacts {
    return factsOf(this.image);
  }

  /** Preallocated clusters hold whatever their file does, decrypted. */
  override hasZeroInit(): boolean {
    if (this.backing !== undefined) return false;
    const isPreallocated = this.image.l1.subarray(0, 8).some((byte) => byte !== 0);
    const isPlain = this.image.encryption === undefined;
    return !isPreallocated || (isPlain && this.image.file.hasZeroInit());
  }

  override fork(children: readonly Child[]): BlockNode | undefined {
    const nodeOf = (role: Child['role']): BlockNode | undefined =>
      children.find((child) => child.role === role)?.node;
    const file = nodeOf('file');
    if (file === undefined || !canFork(this.image)) return undefined;
    const node = new Qcow2Node(this.filename, this.mode, file, this.cacheOptions);
    node.children = children;
    const nodes = { node, file, dataFile: nodeOf('data-file') };
    node.attach(forkImage(this.image, nodes, this.cacheOptions));
    return node;
  }

  override *doInactivate(): Task<number> {
    return yield* inactivateImage(this.image);
  }

  override *doClose(): Task<void> {
    yield* closeImage(this.image);
  }

  /** A writethrough front end flushes the node afterwards. */
  override *saveVmstate(offset: number, source: Uint8Array): Task<void> {
    this.requireMedium();
    yield* saveVmState(this.image, offset, source);
  }

  override *loadVmstate(offset: number, target: Uint8Array): Task<void> {
    this.requireMedium();
    yield* loadVmState(this.image, offset, target);
  }

  /** Nothing is written that a bitmap could not note. */
  private requireWritable(): void {
    this.requireMedium();
    if (this.image.dirtyBitmaps.some(({ isReadOnly }) => isReadOnly)) throw new IoError(EPERM);
  }

  private requireMedium(): void {
    if (!this.isInserted) {
      throw new IoError(ENOMEDIUM);
    }
  }
}

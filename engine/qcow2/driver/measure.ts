// How long the file of an image would become: for a disk of a size, or for a copy of a disk.
import { alignUp, isPowerOfTwo } from '../../base/align.ts';
import { FormatError, IoError } from '../../base/errors.ts';
import { type ImageOptions, type Measurement, textOption } from '../../block/format.ts';
import { type BlockNode, PREALLOCATIONS } from '../../block/node.ts';
import { statusAbove } from '../../block/request.ts';
import { type KnownObjects, requiredPassword } from '../../block/secrets.ts';
import { keyLengthOf } from '../../crypto/algorithms.ts';
import { checkKeyLength } from '../../crypto/luks-checks.ts';
import { luksOverhead, parseLuksOptions, specOfOptions } from '../../luks/create-options.ts';
import { explained } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { readBitmaps } from '../check/read-bitmaps.ts';
import { geometryOf } from '../format/geometry.ts';
import { MAX_L1_BYTES } from '../format/limits.ts';
import { encryptionOptions } from '../image/create-encryption.ts';
import { Qcow2Node } from '../image/node.ts';
import { refcountSpaceFor } from '../refcounts/size.ts';

const SECTOR = 512;
const MIN_EXTENDED_L2_CLUSTER = 16384;
const BITMAP_ENTRY_FIXED_SIZE = 24;

/** The image that is measured. */
export interface MeasureSpec {
  readonly version: number;
  readonly clusterSize: number;
  readonly refcountBits: number;
  readonly extendedL2: boolean;
  /** All data clusters are there from the beginning. */
  readonly preallocatesData: boolean;
  /** How much is shared with the backing file is not known: everything counts as used. */
  readonly hasBacking: boolean;
  /** Bytes of the disk; without meaning where there is a source. */
  readonly size: number;
  /** Bytes that a LUKS header takes with its keys; 0: it has none. */
  readonly luksBytes: number;
}

const numberOf = (options: ImageOptions, name: string, otherwise: number): number => {
  const value = options.get(name);
  return typeof value === 'bigint' ? Number(value) : otherwise;
};

/** The spec that `options` describe. Throws FormatError for the first value that is not allowed. */
export function parseMeasureOptions(
  options: ImageOptions,
  objects: KnownObjects = {},
): MeasureSpec {
  const preallocation = textOption(options, 'preallocation') ?? 'off';
  if (!PREALLOCATIONS.some((mode) => mode === preallocation)) {
    throw new FormatError(`invalid parameter value: ${preallocation}`);
  }
  const extendedL2 = options.get('extended_l2') === true;
  const clusterSize = numberOf(options, 'cluster_size', 65536);
  if (clusterSize < 512 || clusterSize > 2 ** 21 || !isPowerOfTwo(clusterSize)) {
    throw new FormatError('Cluster size must be a power of two between 512 and 2048k');
  }
  if (extendedL2 && clusterSize < MIN_EXTENDED_L2_CLUSTER) {
    throw new FormatError(
      'Extended L2 entries are only supported with cluster sizes of at least ' +
        `${MIN_EXTENDED_L2_CLUSTER} bytes`,
    );
  }
  const version = versionOf(textOption(options, 'compat'));
  const refcountBits = numberOf(options, 'refcount_bits', 16);
  if (refcountBits < 1 || refcountBits > 64 || !isPowerOfTwo(refcountBits)) {
    throw new FormatError('Refcount width must be a power of two and may not exceed 64 bits');
  }
  if (version < 3 && refcountBits !== 16) {
    throw new FormatError(
      'Different refcount widths than 16 bits require compatibility level 1.1 or above ' +
        '(use compat=1.1 or greater)',
    );
  }
  return {
    version,
    clusterSize,
    refcountBits,
    extendedL2,
    preallocatesData: preallocation === 'full' || preallocation === 'falloc',
    hasBacking: options.has('backing_file'),
    size: numberOf(options, 'size', 0),
    luksBytes: luksBytesOf(options, objects),
  };
}

function versionOf(compat: string | undefined): number {
  if (compat === '0.10') return 2;
  if (compat === undefined || compat === '1.1') return 3;
  throw new FormatError(`Invalid compatibility level: '${compat}'`);
}

/** Other options of encryption count for nothing here, whatever they say. */
function luksBytesOf(options: ImageOptions, objects: KnownObjects): number {
  if (textOption(options, 'encrypt.format') !== 'luks') return 0;
  const wanted = parseLuksOptions(encryptionOptions(options), objects.behaviour);
  requiredPassword(objects, wanted.keySecret, 'encrypt.');
  const spec = specOfOptions(wanted);
  checkKeyLength(spec, keyLengthOf(spec));
  return luksOverhead(spec);
}

/** Measures a qcow2 image with the contents of `source`, or an empty one. Throws FormatError. */
export function* measureQcow2(spec: MeasureSpec, source?: BlockNode): Task<Measurement> {
  const { clusterSize, version, hasBacking } = spec;
  const l2Entries = clusterSize / (spec.extendedL2 ? 16 : 8);
  const wanted = alignUp(spec.size, clusterSize);
  if (Math.ceil(wanted / clusterSize / l2Entries) * 8 > MAX_L1_BYTES) {
    throw new FormatError('The image size is too large (try using a larger cluster size)');
  }
  let size = wanted;
  let used = 0;
  if (source !== undefined) {
    const length = alignUp(source.length(), SECTOR);
    size = alignUp(length, clusterSize);
    used = hasBacking ? size : yield* usedBytes(source, length, clusterSize);
  }
  if (spec.preallocatesData) used = size;
  const fullyAllocated = fullSize(spec, size) + alignUp(spec.luksBytes, clusterSize);
  const copied = version >= 3 && source instanceof Qcow2Node ? source : undefined;
  const bitmaps = copied && (yield* bitmapBytes(copied, clusterSize));
  return { required: fullyAllocated - size + used, fullyAllocated, bitmaps };
}

/** Whole clusters of the copy that hold anything. */
function* usedBytes(source: BlockNode, length: number, clusterSize: number): Task<number> {
  let used = 0;
  for (let offset = 0; offset < length;) {
    let run;
    try {
      run = yield* statusAbove(source, offset, length - offset, true);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      throw explained('Unable to get block status', error);
    }
    let next = offset + run.length;
    if (!run.zero && run.data && run.allocated) {
      next = alignUp(next, clusterSize);
      used += (offset % clusterSize) + next - offset;
    }
    offset = next;
  }
  return used;
}

/** Bytes of an image of which every cluster was written. */
function fullSize(spec: MeasureSpec, size: number): number {
  const { clusterSize, extendedL2 } = spec;
  const order = Math.log2(spec.refcountBits);
  const geometry = geometryOf(Math.log2(clusterSize), order, extendedL2);
  const l2Bytes = alignUp(size / clusterSize, geometry.l2EntriesPerTable) * geometry.l2EntrySize;
  const l1Bytes = alignUp(l2Bytes / clusterSize, clusterSize / 8) * 8;
  const withoutRefcounts = clusterSize + l2Bytes + l1Bytes + size;
  const clusters = Math.floor(withoutRefcounts / clusterSize);
  const { blocks, tableClusters } = refcountSpaceFor(geometry, clusters, false);
  return withoutRefcounts + (blocks + tableClusters) * clusterSize;
}

/** Bytes that copies of all bitmaps take, tables and directory included. */
function* bitmapBytes({ image }: Qcow2Node, clusterSize: number): Task<number | undefined> {
  if (image.header.version < 3) return undefined;
  let directory = 0;
  let total = 0;
  for (const { granularityBits, nameLength } of yield* readBitmaps(image.file, image)) {
    const bytes = Math.ceil(Math.ceil(image.size / 2 ** granularityBits) / 8);
    const clusters = Math.ceil(bytes / clusterSize);
    total += clusters * clusterSize + alignUp(clusters * 8, clusterSize);
    directory += alignUp(BITMAP_ENTRY_FIXED_SIZE + nameLength, 8);
  }
  return total + alignUp(directory, clusterSize);
}

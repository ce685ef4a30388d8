// Creating an image: a minimal one first, which is then opened and grown through the ordinary
// driver.
import { asCluster, hostOf } from '../../base/address.ts';
import { assert } from '../../base/assert.ts';
import { writeU64 } from '../../base/endian.ts';
import { FormatError } from '../../base/errors.ts';
import type { ImageOptions } from '../../block/format.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import {
  type BlockNode,
  type ChildRole,
  type OpenMode,
  type Preallocation,
  READ_WRITE,
} from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { truncate, write } from '../../block/request.ts';
import { explain, precede } from '../../task/explain.ts';
import type { Task } from '../../task/task.ts';
import { ZLIB, ZSTD } from '../format/compression-type.ts';
import {
  AUTOCLEAR_DATA_FILE_RAW,
  COMPATIBLE_LAZY_REFCOUNTS,
  INCOMPATIBLE_COMPRESSION,
  INCOMPATIBLE_DATA_FILE,
  INCOMPATIBLE_EXTENDED_L2,
} from '../format/features.ts';
import { encodeHeader, newHeader } from '../format/header.ts';
import { allocateClusters } from '../refcounts/allocate.ts';
import { updateHeader } from '../state/sync-write.ts';
import { type CreateEncryption, setUpEncryption } from './create-encryption.ts';
import { type Lent, NewFiles } from './new-files.ts';
import { Qcow2Node } from './node.ts';

/** What an image is created with. All values have been validated. */
export interface CreateSpec {
  readonly filename: string;
  /** Bytes, a multiple of 512. */
  readonly size: number;
  readonly version: 2 | 3;
  readonly clusterSize: number;
  readonly refcountBits: number;
  readonly preallocation: Preallocation;
  readonly backingFile: string | undefined;
  readonly backingFormat: string | undefined;
  readonly lazyRefcounts: boolean;
  readonly extendedL2: boolean;
  readonly compressionType: 'zlib' | 'zstd';
  /** Name of the file that holds the guest data; undefined: the image itself. */
  readonly dataFile?: string | undefined;
  /** That file must read as the disk does. */
  readonly dataFileRaw?: boolean;
  readonly encryption?: CreateEncryption | undefined;
}

const NO_OPTIONS: ImageOptions = new Map();

/** The image passes no flush on until it is complete. */
const WITHOUT_FLUSH: OpenMode = { ...READ_WRITE, noFlush: true };

/**
 * Creates the image and its data file, over whatever the files held. Throws FormatError with the
 * message that the tools print; the files are removed then.
 */
export function* createImage(context: OpenContext, spec: CreateSpec): Task<void> {
  const names = [spec.filename, ...(spec.dataFile === undefined ? [] : [spec.dataFile])];
  yield* createFrom(context, names, NO_OPTIONS, () => spec);
}

/**
 * The same where the files are made, with these options of the image, before it is known what they
 * shall be: `specOf` may throw FormatError.
 */
export function* createFrom(
  context: OpenContext,
  names: Iterable<string>,
  options: ImageOptions,
  specOf: () => CreateSpec,
): Task<void> {
  const files = new NewFiles(context);
  try {
    let role: ChildRole = 'file';
    for (const name of names) {
      yield* files.make(role, name, options);
      role = 'data-file';
    }
    yield* writeImage(context, specOf(), files);
  } catch (error) {
    files.remove();
    throw error;
  } finally {
    yield* files.close();
  }
}

function* writeImage(context: OpenContext, spec: CreateSpec, files: NewFiles): Task<void> {
  assert(files.file !== undefined, 'an image has a file');
  yield* writeMinimalImage(files.file, spec);
  const lent = files.lend();
  yield* completeImage(context, spec, lent);
  // Opened once more with flushing on: closing it makes everything stable.
  const image = yield* openImage(context, spec, READ_WRITE, lent);
  yield* closeGraph(context, image);
}

function* openImage(
  context: OpenContext,
  spec: CreateSpec,
  mode: OpenMode,
  lent: Lent,
): Task<BlockNode> {
  return yield* openGraph(context, {
    filename: spec.filename,
    format: 'qcow2',
    mode,
    noBacking: true,
    lent,
    // Nobody needs the key of an image in which only metadata are written.
    noIo: mode === READ_WRITE && spec.encryption !== undefined,
  });
}

/** A header, a refcount table and one refcount block: enough for the driver to go on from. */
function* writeMinimalImage(file: BlockNode, spec: CreateSpec): Task<void> {
  const { clusterSize } = spec;
  const header = new Uint8Array(clusterSize);
  header.set(
    encodeHeader(
      newHeader({
        version: spec.version,
        clusterBits: Math.log2(clusterSize),
        refcountOrder: Math.log2(spec.refcountBits),
        refcountTableOffset: hostOf(asCluster(1), clusterSize),
        refcountTableClusters: 1,
        incompatibleFeatures: incompatibleFeaturesOf(spec),
        compressionType: spec.compressionType === 'zstd' ? ZSTD : ZLIB,
        autoclearFeatures: spec.dataFileRaw === true ? AUTOCLEAR_DATA_FILE_RAW : 0,
        compatibleFeatures: spec.lazyRefcounts ? COMPATIBLE_LAZY_REFCOUNTS : 0,
      }),
    ),
  );
  yield* explain('Could not write qcow2 header', write(file, 0, header));
  const tables = new Uint8Array(2 * clusterSize);
  writeU64(tables, 0, 2 * clusterSize);
  yield* explain('Could not write refcount table', write(file, clusterSize, tables));
}

const incompatibleFeaturesOf = ({ dataFile, extendedL2, compressionType }: CreateSpec): number =>
  (dataFile === undefined ? 0 : INCOMPATIBLE_DATA_FILE) +
  (extendedL2 ? INCOMPATIBLE_EXTENDED_L2 : 0) +
  (compressionType === 'zstd' ? INCOMPATIBLE_COMPRESSION : 0);

/** Counts the first clusters, writes the full header, grows the disk and names the backing file. */
function* completeImage(context: OpenContext, spec: CreateSpec, lent: Lent): Task<void> {
  const node = yield* openImage(context, spec, WITHOUT_FLUSH, lent);
  try {
    if (!(node instanceof Qcow2Node)) throw new FormatError('Image is not in qcow2 format');
    const { image } = node;
    yield* explain(
      'Could not allocate clusters for qcow2 header and refcount table',
      allocateClusters(image, 3 * spec.clusterSize),
    );
    if (spec.dataFile !== undefined) image.extensions.dataFile = spec.dataFile;
    yield* explain('Could not update qcow2 header', updateHeader(image));
    yield* precede('Could not resize image', truncate(node, spec.size, spec.preallocation));
    if (spec.backingFile !== undefined) {
      image.backingFile = spec.backingFile;
      if (spec.backingFormat) image.extensions.backingFormat = spec.backingFormat;
      yield* explain(
        `Could not assign backing file '${spec.backingFile}' with format '${spec.backingFormat}'`,
        updateHeader(image),
      );
    }
    if (spec.encryption !== undefined) {
      yield* setUpEncryption(image, spec.encryption, context);
    }
  } finally {
    yield* closeGraph(context, node);
  }
}

// The options of a new image: which values are allowed, alone and together, in QEMU's order and
// words.
import type { Behaviour } from '../../base/behaviour.ts';
import { FormatError } from '../../base/errors.ts';
import { type ImageOptions, textOption } from '../../block/format.ts';
import { PREALLOCATIONS } from '../../block/node.ts';
import { encryptionOf } from './create-encryption.ts';
import type { CreateSpec } from './create.ts';

const DEFAULT_CLUSTER_SIZE = 65536n;
const DEFAULT_REFCOUNT_BITS = 16n;
const SECTOR = 512n;
const MIN_EXTENDED_L2_CLUSTER = 16384n;
const TWO_63 = 2n ** 63n;
/** Longest disk that the block layer takes. */
const MAX_LENGTH = 9223372035781033984n;

const VERSIONS: Readonly<Record<string, 2 | 3>> = { '0.10': 2, '1.1': 3, v2: 2, v3: 3 };

/**
 * Every driver that QEMU knows by name: what a backing format may be, whatever can be opened here.
 */
const DRIVER_NAMES: Readonly<Record<string, true>> = Object.fromEntries(
  [
    'blkdebug blklogwrites blkreplay blkverify bochs cloop compress copy-before-write',
    'copy-on-read dmg file ftp ftps gluster host_cdrom host_device http https iscsi luks',
    'nbd nfs null-aio null-co nvme parallels preallocate qcow qcow2 qed quorum raw rbd',
    'replication snapshot-access ssh throttle vdi vhdx vmdk vpc vvfat',
  ].flatMap((line) => line.split(' ').map((name) => [name, true])),
);

/**
 * The image that `options` describe, ready to be created as `filename`. Sizes are rounded up to
 * whole sectors. Throws FormatError with QEMU's message for the first value that is not allowed.
 */
export function parseCreateOptions(
  filename: string,
  options: ImageOptions,
  behaviour?: Behaviour,
): CreateSpec {
  const version = wordOf(options, 'compat', 'version', VERSIONS) ?? 3;
  wordOf(options, 'backing_fmt', 'backing-fmt', DRIVER_NAMES);
  const encryption = encryptionOf(options, behaviour);
  const modes = Object.fromEntries(PREALLOCATIONS.map((mode) => [mode, mode]));
  const preallocation = wordOf(options, 'preallocation', 'preallocation', modes) ?? 'off';
  const types = { zlib: 'zlib', zstd: 'zstd' } as const;
  const compressionType =
    wordOf<'zlib' | 'zstd'>(options, 'compression_type', 'compression-type', types) ?? 'zlib';
  const clusterSize = numberOf(options, 'cluster_size', DEFAULT_CLUSTER_SIZE);
  const refcountBits = numberOf(options, 'refcount_bits', DEFAULT_REFCOUNT_BITS);
  checkClusterSize(options, version, clusterSize);
  checkBacking(options, preallocation !== 'off');
  checkRefcounts(options, version, refcountBits);
  checkDataFile(options, version);
  const isRaw = options.get('data_file_raw') === true;
  return {
    filename,
    size: diskSize(options),
    version,
    clusterSize: Number(clusterSize),
    refcountBits: Number(refcountBits),
    // A data file that is to be read alone needs tables that say the same.
    preallocation: isRaw && preallocation === 'off' ? 'metadata' : preallocation,
    backingFile: textOption(options, 'backing_file'),
    backingFormat: textOption(options, 'backing_fmt'),
    lazyRefcounts: options.get('lazy_refcounts') === true,
    extendedL2: options.get('extended_l2') === true,
    compressionType,
    dataFile: textOption(options, 'data_file'),
    dataFileRaw: isRaw,
    encryption,
  };
}

function numberOf(options: ImageOptions, name: string, otherwise: bigint): bigint {
  const value = options.get(name);
  return typeof value === 'bigint' ? value : otherwise;
}

/** Looks a word up; `label` is the name that the message gives to the option. */
function wordOf<Value>(
  options: ImageOptions,
  name: string,
  label: string,
  words: Readonly<Record<string, Value>>,
): Value | undefined {
  const text = textOption(options, name);
  if (text === undefined) return undefined;
  const value = Object.hasOwn(words, text) ? words[text] : undefined;
  if (value === undefined) {
    throw new FormatError(`Parameter '${label}' does not accept value '${text}'`);
  }
  return value;
}

const isPowerOfTwo = (value: bigint): boolean => value > 0n && /^10*$/.test(value.toString(2));

function checkClusterSize(options: ImageOptions, version: number, clusterSize: bigint): void {
  if (options.get('extended_l2') === true) {
    requireVersion3(version, 'Extended L2 entries are only supported with');
  }
  if (!isPowerOfTwo(clusterSize) || clusterSize < 512n || clusterSize > 2n ** 21n) {
    throw new FormatError('Cluster size must be a power of two between 512 and 2048k');
  }
  if (options.get('extended_l2') === true && clusterSize < MIN_EXTENDED_L2_CLUSTER) {
    throw new FormatError(
      'Extended L2 entries are only supported with cluster sizes of at least ' +
        `${MIN_EXTENDED_L2_CLUSTER} bytes`,
    );
  }
}

function requireVersion3(version: number, what: string, joint = 'and'): void {
  if (version >= 3) return;
  const since = `compatibility level 1.1 ${joint} above`;
  throw new FormatError(`${what} ${since} (use version=v3 or greater)`);
}

function checkBacking(options: ImageOptions, preallocates: boolean): void {
  const hasBacking = options.has('backing_file');
  if (hasBacking && preallocates && options.get('extended_l2') !== true) {
    throw new FormatError(
      'Backing file and preallocation can only be used at the same time if extended_l2 is on',
    );
  }
  if (options.has('backing_fmt') && !hasBacking) {
    throw new FormatError('Backing format cannot be used without backing file');
  }
}

function checkRefcounts(options: ImageOptions, version: number, refcountBits: bigint): void {
  if (options.get('lazy_refcounts') === true) {
    requireVersion3(version, 'Lazy refcounts only supported with');
  }
  if (!isPowerOfTwo(refcountBits) || refcountBits > 64n) {
    throw new FormatError('Refcount width must be a power of two and may not exceed 64 bits');
  }
  if (refcountBits !== DEFAULT_REFCOUNT_BITS) {
    requireVersion3(version, 'Different refcount widths than 16 bits require', 'or');
  }
}

function checkDataFile(options: ImageOptions, version: number): void {
  const isRaw = options.get('data_file_raw') === true;
  if (isRaw && !options.has('data_file')) {
    throw new FormatError('data-file-raw requires data-file');
  }
  if (isRaw && options.has('backing_file')) {
    throw new FormatError('Backing file and data-file-raw cannot be used at the same time');
  }
  if (options.has('data_file')) {
    requireVersion3(version, 'External data files are only supported with');
  }
  if (textOption(options, 'compression_type') === 'zstd') {
    requireVersion3(version, 'Non-zlib compression type is only supported with');
  }
}

function diskSize(options: ImageOptions): number {
  const given = numberOf(options, 'size', 0n);
  const size = ((given + SECTOR - 1n) / SECTOR) * SECTOR;
  if (size >= TWO_63) {
    throw new FormatError('Could not resize image: Image size cannot be negative');
  }
  if (size > MAX_LENGTH) {
    throw new FormatError(`Could not resize image: offset(${size}) exceeds maximum(${MAX_LENGTH})`);
  }
  return Number(size);
}

// What is told about an image apart from its length: by `info` of both programs.
import type { BlockNode } from '../../../engine/index.ts';
import { type BitmapEntry, isAuto, isInUse, Qcow2Node } from '../../../engine/index.ts';
import type { JsonValue } from './json-text.ts';

/** Keys as JSON has them, in QEMU's order of declaration; texts print them with blanks. */
export type SpecificFacts = ReadonlyMap<string, JsonValue>;

/** What a driver tells about itself. */
export interface ImageFacts {
  /** Bytes; zero where the format has no clusters. */
  readonly clusterSize: number;
  /** Bytes; zero where the format holds no VM state. */
  readonly vmStateOffset: number;
  readonly isDirty: boolean;
  readonly isEncrypted: boolean;
  readonly specific: SpecificFacts | undefined;
}

const NO_FACTS: ImageFacts = {
  clusterSize: 0,
  vmStateOffset: 0,
  isDirty: false,
  isEncrypted: false,
  specific: undefined,
};

/** The facts about `node`, filters looked through; undefined where its driver has none to tell. */
export function imageFacts(node: BlockNode): ImageFacts | undefined {
  if (node instanceof Qcow2Node) return qcow2Facts(node);
  if (node.driver === 'file') return NO_FACTS;
  const below = node.driver === 'raw' || node.isFilter ? node.primary : undefined;
  if (below === undefined) return undefined;
  const facts = imageFacts(below);
  return facts && { ...facts, specific: undefined };
}

/** Whether bit `index` of a feature word is set. */
const hasBit = (word: number, index: number): boolean => Math.floor(word / 2 ** index) % 2 === 1;

function qcow2Facts(node: Qcow2Node): ImageFacts {
  const { image } = node;
  const { header, geometry } = image;
  const specific = new Map<string, JsonValue>();
  specific.set('compat', header.version === 2 ? '0.10' : '1.1');
  specific.set('compression-type', header.compressionType === 1 ? 'zstd' : 'zlib');
  if (header.version >= 3) {
    specific.set('lazy-refcounts', hasBit(header.compatibleFeatures, 0));
  }
  if (image.bitmapEntries.length > 0 && header.version >= 3) {
    specific.set('bitmaps', image.bitmapEntries.map(bitmapFacts));
  }
  specific.set('refcount-bits', geometry.refcountBits);
  // Nothing else that is encrypted can be opened.
  const isEncrypted = header.cryptMethod !== 0;
  if (isEncrypted) specific.set('encrypt', new Map([['format', 'aes']]));
  if (geometry.hasDataFile) {
    const { dataFile } = image.extensions;
    if (dataFile !== undefined) specific.set('data-file', dataFile);
    specific.set('data-file-raw', image.isDataFileRaw);
  }
  if (header.version >= 3) {
    specific.set('corrupt', hasBit(header.incompatibleFeatures, 1));
    specific.set('extended-l2', geometry.extendedL2);
  }
  return {
    clusterSize: geometry.clusterSize,
    vmStateOffset: node.vmStateOffset,
    isDirty: hasBit(header.incompatibleFeatures, 0),
    isEncrypted,
    specific,
  };
}

/** Keys in the order in which texts list them. */
const bitmapFacts = (entry: BitmapEntry): JsonValue =>
  new Map<string, JsonValue>([
    ['flags', [...(isInUse(entry) ? ['in-use'] : []), ...(isAuto(entry) ? ['auto'] : [])]],
    ['name', entry.name],
    ['granularity', 2 ** entry.granularityBits],
  ]);

/** The lines of `Format specific information:`, indented. */
export const specificLines = (specific: SpecificFacts): string => linesOf(specific, 1);

/** Lists are numbered; what is a list or has members itself begins on a line of its own. */
function linesOf(
  value: ReadonlyMap<string, JsonValue> | readonly JsonValue[],
  level: number,
): string {
  const members: Iterable<[string, JsonValue]> =
    value instanceof Map
      ? (value as ReadonlyMap<string, JsonValue>).entries()
      : (value as readonly JsonValue[]).map((item, index) => [`[${index}]`, item]);
  return [...members]
    .map(([key, item]) => {
      const start = `${'    '.repeat(level)}${key.replaceAll('-', ' ')}:`;
      return typeof item === 'object'
        ? `${start}\n${linesOf(item, level + 1)}`
        : `${start} ${item}\n`;
    })
    .join('');
}

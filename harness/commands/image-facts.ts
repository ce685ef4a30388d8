// What is told about an image apart from its length: by `info` of both programs.
import type { BlockNode } from '../../engine/index.ts';
import { Qcow2Node } from '../../engine/index.ts';

/** Keys as JSON has them, in QEMU's order of declaration; texts print them with blanks. */
export type SpecificFacts = ReadonlyMap<string, string | number | boolean>;

/** What a driver tells about itself. */
export interface ImageFacts {
  /** Bytes; zero where the format has no clusters. */
  readonly clusterSize: number;
  /** Bytes; zero where the format holds no VM state. */
  readonly vmStateOffset: number;
  readonly isDirty: boolean;
  readonly specific: SpecificFacts | undefined;
}

const NO_FACTS: ImageFacts = {
  clusterSize: 0,
  vmStateOffset: 0,
  isDirty: false,
  specific: undefined,
};

/** The facts about `node`, filters looked through; undefined where its driver has none to tell. */
export function imageFacts(node: BlockNode): ImageFacts | undefined {
  if (node instanceof Qcow2Node) return qcow2Facts(node);
  if (node.driver === 'file') return NO_FACTS;
  const below = node.driver === 'raw' || node.isFilter ? node.primary : undefined;
  if (below === undefined) return undefined;
  const facts = imageFacts(below);
  return facts && (node.isFilter ? { ...facts, specific: undefined } : facts);
}

/** Whether bit `index` of a feature word is set. */
const hasBit = (word: number, index: number): boolean => Math.floor(word / 2 ** index) % 2 === 1;

function qcow2Facts(node: Qcow2Node): ImageFacts {
  const { image } = node;
  const { header, geometry } = image;
  const specific = new Map<string, string | number | boolean>();
  specific.set('compat', header.version === 2 ? '0.10' : '1.1');
  specific.set('compression-type', header.compressionType === 1 ? 'zstd' : 'zlib');
  if (header.version >= 3) {
    specific.set('lazy-refcounts', hasBit(header.compatibleFeatures, 0));
  }
  specific.set('refcount-bits', geometry.refcountBits);
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
    specific,
  };
}

/** The lines of `Format specific information:`, indented. */
export const specificLines = (specific: SpecificFacts): string =>
  [...specific].map(([key, value]) => `    ${key.replaceAll('-', ' ')}: ${value}\n`).join('');

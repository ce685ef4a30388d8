// An image format as the recipe of CONTRIBUTING.md describes it: a header of one sector in front of
// the disk, with create, check, info and measure.

/** Where it lies in the tree that the recipe is followed in. */
export const TOY_DRIVER = 'engine/formats/toy/driver.ts';

/** Its source. */
export const TOY = `// The toy format: a sector with a magic word and the length, then the disk.
import { FormatError } from '../../base/errors.ts';
import { readU64, writeU64 } from '../../base/endian.ts';
import type { CheckSums, ImageOption, Measurement } from '../../block/format.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { type ImageFacts, NO_FACTS } from '../../block/image-facts.ts';
import {
  BlockNode,
  NO_FLAGS,
  type OpenMode,
  READ_WRITE,
  type WriteFlags,
} from '../../block/node.ts';
import type { CreateRequest, Driver, OpenContext } from '../../block/open.ts';
import { read, truncate, write } from '../../block/request.ts';
import { makeEmptyFile } from '../../storage/create-file.ts';
import type { Task } from '../../task/task.ts';

const HEADER = 512;
const MAGIC = new TextEncoder().encode('TOYDISK1');
const isToy = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte);

/** One open image. */
class ToyNode extends BlockNode {
  readonly driver = 'toy';
  readonly file: BlockNode;
  readonly #size: number;

  constructor(filename: string, mode: OpenMode, file: BlockNode, size: number) {
    super(filename, mode);
    this.file = file;
    this.#size = size;
    this.children = [{ role: 'file', node: file, isWritable: !mode.readOnly }];
  }

  length(): number {
    return this.#size;
  }

  override describe(): ImageFacts {
    return { ...NO_FACTS, specific: new Map([['header-size', HEADER]]) };
  }

  doRead(offset: number, target: Uint8Array): Task<void> {
    return read(this.file, HEADER + offset, target);
  }

  doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    return write(this.file, HEADER + offset, source, flags);
  }
}

const OPTIONS: readonly ImageOption[] = [
  { name: 'size', type: 'size', help: 'Length of the disk' },
];

function* create(context: OpenContext, { filename, options }: CreateRequest): Task<void> {
  const size = Number(options.get('size') ?? 0n);
  makeEmptyFile(context, filename);
  const file = yield* openGraph(context, { filename, format: 'file', mode: READ_WRITE });
  try {
    const header = new Uint8Array(HEADER);
    header.set(MAGIC);
    writeU64(header, MAGIC.length, size);
    yield* write(file, 0, header, NO_FLAGS);
    yield* truncate(file, HEADER + size);
  } finally {
    yield* closeGraph(context, file);
  }
}

function* check(node: BlockNode): Task<CheckSums> {
  const length = node.primary?.length() ?? 0;
  return {
    corruptions: length < HEADER + node.length() ? 1 : 0,
    leaks: 0,
    corruptionsFixed: 0,
    leaksFixed: 0,
    checkErrors: 0,
    totalClusters: 0,
    allocatedClusters: 0,
    fragmentedClusters: 0,
    compressedClusters: 0,
    imageEndOffset: HEADER + node.length(),
    failure: undefined,
  };
}

/** \`toy\`: no options. */
export const toyDriver: Driver = {
  name: 'toy',
  probe: (bytes) => (isToy(bytes) ? 100 : 0),
  *open(request): Task<BlockNode> {
    const file = yield* request.openChild('file');
    const header = new Uint8Array(HEADER);
    yield* read(file, 0, header);
    if (!isToy(header)) throw new FormatError('Image is not in toy format');
    return new ToyNode(request.filename, request.mode, file, readU64(header, MAGIC.length));
  },
  creation: { options: OPTIONS, create },
  check,
  *measure(options, source): Task<Measurement> {
    const bytes = HEADER + (source?.length() ?? Number(options.get('size') ?? 0n));
    return { required: bytes, fullyAllocated: bytes, bitmaps: undefined };
  },
};
`;

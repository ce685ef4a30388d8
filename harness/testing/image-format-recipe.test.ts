// Follows the recipe "An image format" of CONTRIBUTING.md: a format that is a header of one sector
// in front of the disk, with create, check, info and measure.
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layerOrder } from '../tidy/imports.ts';
import { parseSource } from '../tidy/source.ts';
import { ScratchCopy } from './recipe.ts';

const DRIVER = 'engine/formats/toy/driver.ts';
const TOY = `// The toy format: a sector with a magic word and the length, then the disk.
import { FormatError } from '../../base/errors.ts';
import { readU64, writeU64 } from '../../base/endian.ts';
import type { CheckSums, ImageOption, Measurement } from '../../block/format.ts';
import { closeGraph, openGraph } from '../../block/graph.ts';
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

let copy: ScratchCopy;
beforeAll(() => {
  copy = new ScratchCopy();
  copy.addFile(DRIVER, TOY);
  copy.insertLine(
    'engine/drivers.ts',
    "import { fileDriver, hostCdromDriver, hostDeviceDriver } from './storage/file-driver.ts';",
    "import { toyDriver } from './formats/toy/driver.ts';",
  );
  copy.insertLine('engine/drivers.ts', 'rawDriver,', 'toyDriver,');
  copy.build();
  mkdirSync(join(copy.root, 'disks'));
});
afterAll(() => copy.remove());

const img = (...argv: string[]) =>
  copy.run('blkdrill-img', argv, { cwd: join(copy.root, 'disks') });

test('a folder and its line in drivers.ts are all that is touched', () => {
  const { added, inserted } = copy.changes;
  expect(added).toEqual([DRIVER]);
  expect(new Set(inserted.map((line) => line.split(':')[0]))).toEqual(
    new Set(['engine/drivers.ts']),
  );
  expect(layerOrder(parseSource(DRIVER, TOY))).toEqual([]);
});

test('create knows the format, its options and those of its file', () => {
  expect(img('create', '-f', 'toy', 't.toy', '1M')).toEqual({
    status: 0,
    stdout: "Formatting 't.toy', fmt=toy size=1048576\n",
    stderr: '',
  });
  const help = img('create', '-f', 'toy', '-o', 'help', 't.toy').stdout;
  expect(help).toContain('  size=<size>            - Length of the disk\n');
  expect(help).toContain('  nocow=<bool (on/off)> ');
});

test('info finds the format, and prints what it alone has', () => {
  const { status, stdout } = img('info', 't.toy');
  expect(status).toBe(0);
  expect(stdout).toContain('file format: toy\nvirtual size: 1 MiB (1048576 bytes)\n');
  expect(stdout).toContain('Format specific information:\n    header size: 512\n');
});

test('measure and check work, also on an image that is damaged', () => {
  expect(img('measure', '-O', 'toy', '--size', '1M').stdout).toBe(
    'required size: 1049088\nfully allocated size: 1049088\n',
  );
  expect(img('check', 't.toy').stdout).toBe(
    'No errors were found on the image.\nImage end offset: 1049088\n',
  );
  truncateSync(join(copy.root, 'disks/t.toy'), 4096);
  const { status, stdout } = img('check', '-f', 'toy', 't.toy');
  expect(status).toBe(2);
  expect(stdout).toContain('1 errors were found on the image.');
});

// How many 4 KiB writes a second the engine does, on one core and without a disk: qcow2 with 64 KiB
// clusters over blkdebug over memory. Every byte is read back afterwards, through a fresh open.
import {
  type BlockNode,
  closeGraph,
  DRIVERS,
  flush,
  MemoryStorage,
  NO_FLAGS,
  openGraph,
  type OpenContext,
  read,
  READ_ONLY,
  READ_WRITE,
  Scheduler,
  write,
} from '../../engine/index.ts';
import { createQcow2 } from './create-qcow2.ts';
import { median, timed } from './median.ts';

const BLOCK = 4096;
const CLUSTER = 65536;
const DISK = 256 * 1024 * 1024;
const BLOCKS = DISK / BLOCK;
const NAME = 'bench.qcow2';
const ROUNDS = 5;

/** One kind of write and its median rate. */
export interface WriteRate {
  readonly what: string;
  readonly writes: number;
  readonly perSecond: number;
}

/** A disk under test, and what each of its blocks has to hold. */
interface Disk {
  readonly context: OpenContext;
  readonly scheduler: Scheduler;
  readonly node: BlockNode;
  /** Seed of the last write to each block; 0: never written, reads as zeroes. */
  readonly seeds: Uint8Array;
}

/** Data of one write: a source of bytes for each seed from 1 on, made once. */
const SOURCES = Array.from({ length: 255 }, (_, index) =>
  new Uint8Array(BLOCK).map((_byte, at) => (at * 31 + index + 1 + Math.floor(at / 256)) % 256),
);

function openDisk(context: OpenContext, scheduler: Scheduler, isWritable: boolean): BlockNode {
  const mode = isWritable ? READ_WRITE : READ_ONLY;
  const filename = `blkdebug::${NAME}`;
  return scheduler.run(openGraph(context, { filename, format: 'qcow2', mode }));
}

function makeDisk(): Disk {
  const complaints: string[] = [];
  const context: OpenContext = {
    storage: new MemoryStorage(),
    drivers: DRIVERS,
    report: (line) => complaints.push(line),
    reportBare: (line) => complaints.push(line),
    now: () => 0,
  };
  const scheduler = new Scheduler();
  scheduler.run(createQcow2(context, NAME, { size: DISK, cluster_size: CLUSTER }));
  const node = openDisk(context, scheduler, true);
  return { context, scheduler, node, seeds: new Uint8Array(BLOCKS) };
}

/** Blocks in an order that visits each once and jumps about: a step without a common factor. */
const scattered = (index: number): number => (index * 40503) % BLOCKS;

function writeBlocks(disk: Disk, count: number, isThrough: boolean, seed: number): void {
  const flags = { ...NO_FLAGS, fua: isThrough };
  for (let index = 0; index < count; index += 1) {
    const block = scattered(index);
    const value = 1 + ((index + seed) % 255);
    const source = SOURCES[value - 1];
    if (source === undefined) continue;
    disk.scheduler.run(write(disk.node, block * BLOCK, source, flags));
    disk.seeds[block] = value;
  }
}

/** Closes the disk, opens it again and compares every byte. Throws at the first that differs. */
function verify(disk: Disk): void {
  disk.scheduler.run(closeGraph(disk.context, disk.node));
  const node = openDisk(disk.context, disk.scheduler, false);
  const found = Buffer.alloc(BLOCK);
  const zeroes = new Uint8Array(BLOCK);
  disk.seeds.forEach((seed, block) => {
    disk.scheduler.run(read(node, block * BLOCK, found));
    if (found.compare(SOURCES[seed - 1] ?? zeroes) !== 0) {
      throw new Error(`block ${block} does not hold what was written to it`);
    }
  });
  disk.scheduler.run(closeGraph(disk.context, node));
}

/** Rate of `count` writes to a disk that `prepare` has made ready; every round is verified. */
function rate(
  what: string,
  count: number,
  isThrough: boolean,
  prepare: (disk: Disk) => void,
): WriteRate {
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const disk = makeDisk();
    prepare(disk);
    const ms = timed(() => writeBlocks(disk, count, isThrough, round));
    rates.push((count / ms) * 1000);
    verify(disk);
  }
  return { what, writes: count, perSecond: median(rates) };
}

const fill = (disk: Disk): void => {
  writeBlocks(disk, BLOCKS, false, 7);
  disk.scheduler.run(flush(disk.node));
};

/** All three rates: in place, in place with a flush of each write, and into an empty image. */
export function measureWrites(): WriteRate[] {
  return [
    rate('in place, writeback', BLOCKS, false, fill),
    rate('in place, writethrough', BLOCKS, true, fill),
    rate('allocating, writeback', DISK / CLUSTER, false, () => {}),
    rate('allocating, writethrough', DISK / CLUSTER, true, () => {}),
  ];
}

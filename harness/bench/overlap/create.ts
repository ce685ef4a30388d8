// The benchmark of the proposal of 2014: create with preallocated metadata and 512-byte clusters,
// where every new table is a question to the protection of all the others.
import { join } from 'node:path';
import { root } from '../../build/paths.mjs';
import {
  type BlockNode,
  type Driver,
  DRIVERS,
  HostStorage,
  type OpenContext,
  protectionOf,
  Scheduler,
} from '../../../engine/index.ts';
import { createQcow2 } from '../create-qcow2.ts';
import { median } from '../median.ts';
import { middleOf, type ProcessorTime, processorTime } from './processor-time.ts';
import { withScratch } from './scratch.ts';

const RUNS = 3;
const MIB = 2 ** 20;
export const CREATE_SIZES_MIB = [256, 512, 1024, 2048];

/** Median processor time of whole programs, for one size of the disk. */
export interface CreateTimes {
  readonly sizeMib: number;
  readonly real: ProcessorTime;
  readonly ours: ProcessorTime;
}

/** Both programs in turn. Throws where they do not write the same bytes. */
export const measureCreates = (): CreateTimes[] =>
  withScratch((folder) => CREATE_SIZES_MIB.map((sizeMib) => measureSize(folder, sizeMib)));

function measureSize(folder: string, sizeMib: number): CreateTimes {
  const argv = ['create', '-q', '-f', 'qcow2', '-o', 'preallocation=metadata,cluster_size=512'];
  const program = join(root, 'harness/bin/blkdrill-img.mjs');
  const real: ProcessorTime[] = [];
  const ours: ProcessorTime[] = [];
  for (let turn = 0; turn < RUNS; turn += 1) {
    real.push(processorTime('qemu-img', [...argv, 'real', `${sizeMib}M`], folder));
    const own = [program, ...argv, 'ours', `${sizeMib}M`];
    ours.push(processorTime(process.execPath, own, folder));
  }
  processorTime('cmp', ['real', 'ours'], folder);
  return { sizeMib, real: middleOf(real), ours: middleOf(ours) };
}

/** What one create in this process cost; the figures of the index while the image was filled. */
export interface CreateCost {
  /** Seconds of processor time. */
  readonly user: number;
  readonly inserts: number;
  readonly removes: number;
  readonly queries: number;
  readonly listToMap: number;
  readonly mapToList: number;
  readonly bytes: number;
}

/** Creates in this process. `options` are open options, of every time that the image is opened. */
export function createHere(
  folder: string,
  sizeMib: number,
  options: Readonly<Record<string, string | number>>,
): CreateCost {
  const images: BlockNode[] = [];
  const scheduler = new Scheduler();
  const before = process.cpuUsage();
  const context = contextWith(new HostStorage(folder), options, images);
  scheduler.run(
    createQcow2(context, 'here', {
      size: sizeMib * MIB,
      cluster_size: 512,
      preallocation: 'metadata',
    }),
  );
  const { user } = process.cpuUsage(before);
  // It is opened twice: to be filled, and once more to be made stable.
  const [found] = images
    .flatMap((node) => protectionOf(node) ?? [])
    .sort((a, b) => b.queries - a.queries);
  if (found === undefined) throw new Error('create opens no image');
  return { ...found, user: user / 1e6 };
}

/** Opens files of `storage` with these options, and adds the images to `images`. */
export function contextWith(
  storage: OpenContext['storage'],
  options: Readonly<Record<string, string | number>>,
  images: BlockNode[],
): OpenContext {
  const qcow2 = DRIVERS.get('qcow2');
  if (qcow2 === undefined) throw new Error('there is no driver for qcow2');
  const withOptions: Driver = {
    ...qcow2,
    open(request) {
      for (const [key, value] of Object.entries(options)) request.options.set(key, value);
      return qcow2.open(request);
    },
  };
  const report = (line: string): void => {
    throw new Error(line);
  };
  return {
    storage,
    drivers: new Map([...DRIVERS, ['qcow2', withOptions]]),
    report,
    reportBare: report,
    now: () => 0,
    onOpen: (node) => void images.push(node),
  };
}

/** Median seconds of user time in this process, of `cached` and of `none`, in turns. */
export function cachedAgainstNone(sizeMib: number): { cached: number; none: number } {
  return withScratch((folder) => {
    const times = { cached: [] as number[], none: [] as number[] };
    for (let turn = 0; turn <= RUNS + 2; turn += 1) {
      for (const template of ['none', 'cached'] as const) {
        const { user } = createHere(folder, sizeMib, { 'overlap-check': template });
        if (turn > 0) times[template].push(user); // the first turn compiles
      }
    }
    return { cached: median(times.cached), none: median(times.none) };
  });
}

/** What is done to the index, by how many windows may be expanded at once. */
export const operationCounts = (sizeMib: number, windows: number): CreateCost =>
  withScratch((folder) => createHere(folder, sizeMib, { 'metadata-index-windows': windows }));

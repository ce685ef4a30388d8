// How many states a second a sweep of faults judges, without a command line around it: every I/O of
// one write of 64 KiB fails, its opening and its close included, in four ways. Beside it the small
// fault cases of the reference build, on the same machine at the same time.
import { type CreateSpec, EIO, ENOSPC } from '../../engine/index.ts';
import { type PlainWay, PlainWriteSweep } from '../explore/faults/plain-write.ts';
import { median } from './median.ts';
import { ReferenceBuild } from './reference-build.ts';

/** Measurements of each build, in turn. */
const TURNS = 3;
const ROUNDS = 5;
/** As many states as there are fault cases in a round of the reference, and more. */
const SWEEPS_PER_ROUND = 25;

/** Bytes that are written before the mark, and then behind them. */
const LENGTH = 64 * 1024;

const WAYS: readonly PlainWay[] = [EIO, ENOSPC].flatMap((errno) =>
  [1, Infinity].map((times) => ({ errno, times, written: 0 })),
);

const imageOf = (clusterSize: number): CreateSpec => ({
  filename: 't.qcow2',
  size: 1024 * 1024,
  version: 3,
  clusterSize,
  refcountBits: 16,
  preallocation: 'off',
  backingFile: undefined,
  backingFormat: undefined,
  lazyRefcounts: false,
  extendedL2: false,
  compressionType: 'zlib',
});

/** The sweep that is measured. */
export const sweepOf = (clusterSize: number): PlainWriteSweep =>
  new PlainWriteSweep({
    image: imageOf(clusterSize),
    first: { offset: 0, bytes: new Uint8Array(LENGTH).fill(0xcd) },
    then: { offset: LENGTH, bytes: new Uint8Array(LENGTH).fill(0xab) },
  });

/** States in one second of processor time, and what they are compared with. */
export interface SweepRate {
  readonly clusterSize: number;
  /** States of one sweep, and how many of them have different files. */
  readonly states: number;
  readonly distinct: number;
  readonly perCpuSecond: number;
  /** Small fault cases of the reference build. */
  readonly casesPerCpuSecond: number;
  /** The median of the turns' ratios. */
  readonly ratio: number;
}

/** States in one second of this process's time. Throws where two sweeps do not show the same. */
function rateOf(sweep: PlainWriteSweep): number {
  const { states, broken } = sweep.sweep(WAYS);
  const expected = [...broken].join();
  for (let count = 0; count < SWEEPS_PER_ROUND; count += 1) sweep.sweep(WAYS);
  const rates = Array.from({ length: ROUNDS }, () => {
    const cpu = process.cpuUsage();
    for (let count = 0; count < SWEEPS_PER_ROUND; count += 1) {
      const found = sweep.sweep(WAYS);
      if (found.states !== states || [...found.broken].join() !== expected) {
        throw new Error('a sweep showed something else than before');
      }
    }
    const { user, system } = process.cpuUsage(cpu);
    return ((SWEEPS_PER_ROUND * states) / (user + system)) * 1e6;
  });
  return median(rates);
}

/** Both builds in turn, for these cluster sizes in bytes. Throws where one of them fails. */
export function measureFaultSweeps(sizes: readonly number[]): SweepRate[] {
  const reference = new ReferenceBuild();
  try {
    const turns = Array.from({ length: TURNS }, () => ({
      cases: reference.faultCases(),
      sweeps: new Map(sizes.map((size) => [size, rateOf(sweepOf(size))])),
    }));
    return sizes.map((clusterSize) => {
      const pairs = turns.map(({ cases, sweeps }) => ({
        ours: sweeps.get(clusterSize) ?? NaN,
        theirs: cases.get(clusterSize) ?? NaN,
      }));
      const { states, distinct } = sweepOf(clusterSize).sweep(WAYS);
      return {
        clusterSize,
        states,
        distinct,
        perCpuSecond: median(pairs.map(({ ours }) => ours)),
        casesPerCpuSecond: median(pairs.map(({ theirs }) => theirs)),
        ratio: median(pairs.map(({ ours, theirs }) => ours / theirs)),
      };
    });
  } finally {
    reference.dispose();
  }
}

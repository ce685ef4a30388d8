// How many states a second a sweep of faults judges, below no program: every I/O of one write of
// 64 KiB fails, its opening and its close included, in four ways. Beside it the small fault cases
// of the same machine at the same time.
import { type CreateSpec, EIO, ENOSPC } from '../../engine/index.ts';
import { type PlainWay, PlainWriteSweep } from '../explore/faults/plain-write.ts';
import { measureFaultCases } from './fault-case.ts';
import { median } from './median.ts';

const ROUNDS = 5;
const SWEEPS_PER_ROUND = 12;

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

/** States in one second of this process's processor time, and what they are compared with. */
export interface SweepRate {
  readonly clusterSize: number;
  /** States of one sweep, and how many of them have different files. */
  readonly states: number;
  readonly distinct: number;
  readonly perCpuSecond: number;
  readonly casesPerCpuSecond: number;
}

/** Medians over some rounds. Throws where two sweeps do not show the same. */
export function measureFaultSweep(clusterSize: number): SweepRate {
  const sweep = sweepOf(clusterSize);
  const expected = sweep.sweep(WAYS);
  const { states, distinct } = expected;
  const broken = [...expected.broken].join();
  const rates = Array.from({ length: ROUNDS }, () => {
    const cpu = process.cpuUsage();
    for (let count = 0; count < SWEEPS_PER_ROUND; count += 1) {
      const found = sweep.sweep(WAYS);
      if (found.states !== states || [...found.broken].join() !== broken) {
        throw new Error('a sweep showed something else than before');
      }
    }
    const { user, system } = process.cpuUsage(cpu);
    return ((SWEEPS_PER_ROUND * states) / (user + system)) * 1e6;
  });
  const { perCpuSecond: casesPerCpuSecond } = measureFaultCases(clusterSize);
  return { clusterSize, states, distinct, perCpuSecond: median(rates), casesPerCpuSecond };
}

// What `crash-safety=strict` costs: the same steps in both orders of writes, one after the other,
// and what reached their files. Counts depend on no clock; rates are measured in turn, as a ratio.
import {
  closeGraph,
  type CrashSafety,
  DRIVERS,
  FailNth,
  flush,
  MemoryStorage,
  NO_FLAGS,
  openGraph,
  type OpenContext,
  READ_WRITE,
  Scheduler,
  write,
} from '../../engine/index.ts';
import { caseWithOptions, STRICT } from '../cases/with-options.ts';
import type { TestCase } from '../cases/types.ts';
import { NativeEngine } from '../engines/native.ts';
import { StepLoop } from '../run/step-loop.ts';
import { undisturbed, unharmed } from '../verbs/run-program.ts';
import { createQcow2 } from './create-qcow2.ts';
import { median, timed } from './median.ts';

/** What some steps have cost. */
export interface Price {
  /** Flushes that reached a file. */
  readonly flushes: number;
  /** Writes, also of zeroes, that reached a file. */
  readonly writes: number;
  /** Bytes of the files `t.qcow2` at the end of their cases. */
  readonly bytes: number;
}

/** Both orders. */
export interface Prices {
  readonly usual: Price;
  readonly strict: Price;
}

/** The price of the steps of each case, without sweeps and power cuts, and with no fault. */
export const pricesOf = (cases: readonly TestCase[]): readonly Prices[] =>
  cases.map((one) => ({
    usual: priceOf(one),
    strict: priceOf(caseWithOptions(one, [STRICT])),
  }));

/** The sums. */
export function sumOf(prices: readonly Prices[]): Prices {
  const sum = (one: Price, other: Price): Price => ({
    flushes: one.flushes + other.flushes,
    writes: one.writes + other.writes,
    bytes: one.bytes + other.bytes,
  });
  return prices.reduce((all, { usual, strict }) => ({
    usual: sum(all.usual, usual),
    strict: sum(all.strict, strict),
  }));
}

function priceOf({ steps }: TestCase): Price {
  const engine = new NativeEngine({ keepsTrace: false });
  let flushes = 0;
  let writes = 0;
  const layer = new FailNth({}, ({ kind }) => {
    if (kind === 'flush') flushes += 1;
    if (kind === 'write' || kind === 'write-zeroes') writes += 1;
  });
  try {
    engine.instrument({ layer });
    const loop = new StepLoop(engine, []);
    for (const step of steps) {
      const { outputs } = loop.run([undisturbed(unharmed(step) ?? step)]);
      loop.keep(outputs);
    }
    return { flushes, writes, bytes: engine.fileSize('t.qcow2') ?? 0 };
  } finally {
    engine.close();
  }
}

const NAME = 'price.qcow2';
const BLOCK = 4096;
const DISK = 64 * 1024 * 1024;
const BLOCKS = DISK / BLOCK;
const ROUNDS = 5;

/** A kind of guest. */
export interface Guest {
  readonly what: string;
  readonly isThrough: boolean;
  /** Writes between two flushes of the guest; 0: none. */
  readonly flushEvery: number;
}

/** Guests whose rates are compared. */
export const GUESTS: readonly Guest[] = [
  { what: 'writeback, a flush every 64', isThrough: false, flushEvery: 64 },
  { what: 'writethrough', isThrough: true, flushEvery: 0 },
];

/** Median milliseconds of the usual order over those of the strict one: 1 is no price. */
export function rateOf(guest: Guest): number {
  const ratios = Array.from({ length: ROUNDS }, () => {
    const usual = timed(() => runGuest(guest, 'qemu'));
    return usual / timed(() => runGuest(guest, 'strict'));
  });
  return median(ratios);
}

function runGuest({ isThrough, flushEvery }: Guest, crashSafety: CrashSafety): void {
  const context: OpenContext = {
    storage: new MemoryStorage(),
    drivers: DRIVERS,
    report: () => {},
    reportBare: () => {},
    now: () => 0,
    crashSafety,
  };
  const scheduler = new Scheduler();
  scheduler.run(createQcow2(context, NAME, { size: DISK, cluster_size: 65536 }));
  const request = { filename: NAME, format: 'qcow2', mode: READ_WRITE };
  const node = scheduler.run(openGraph(context, request));
  const source = new Uint8Array(BLOCK).fill(7);
  for (let index = 0; index < BLOCKS; index += 1) {
    // A step without a common factor: each block once.
    const block = (index * 40503) % BLOCKS;
    scheduler.run(write(node, block * BLOCK, source, { ...NO_FLAGS, fua: isThrough }));
    if (flushEvery > 0 && index % flushEvery === 0) scheduler.run(flush(node));
  }
  scheduler.run(closeGraph(context, node));
}

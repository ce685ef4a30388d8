// What `crash-safety=strict` costs: the same steps in both orders of writes, one after the other,
// and what reached their files. Counts depend on no clock; rates are measured in turn, as a ratio.
import {
  type BlockNode,
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
import { median } from './median.ts';

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
const CLUSTER = 65536;
const CLUSTERS = 4096;
const ROUNDS = 7;

/** A kind of guest, which writes 4 KiB into each of 4096 clusters, in no order. */
export interface Guest {
  readonly what: string;
  readonly isThrough: boolean;
  /** Writes between two flushes of the guest; 0: none. */
  readonly flushEvery: number;
  /** The clusters are there; else each write takes a new one. */
  readonly overwrites: boolean;
}

/** Guests whose rates are compared. */
export const GUESTS: readonly Guest[] = [false, true].flatMap((overwrites) => {
  const words = overwrites ? 'overwrites' : 'writes into new clusters';
  return [
    { what: `${words}, writeback, flush every 64`, isThrough: false, flushEvery: 64, overwrites },
    { what: `${words}, writethrough`, isThrough: true, flushEvery: 0, overwrites },
  ];
});

/** Writes a second of processor time in both orders, the middle of some rounds in turn. */
export interface Rates {
  readonly usual: number;
  readonly strict: number;
  /** Strict over usual, the middle of the rounds: 1 is no price. */
  readonly ratio: number;
}

/** What a guest gets. Each round runs both orders, one after the other, the first one in turn. */
export function ratesOf(guest: Guest): Rates {
  const rounds = Array.from({ length: ROUNDS }, (_none, round) => {
    if (round % 2 === 0) return { usual: rateOf(guest, 'qemu'), strict: rateOf(guest, 'strict') };
    const strict = rateOf(guest, 'strict');
    return { usual: rateOf(guest, 'qemu'), strict };
  });
  return {
    usual: median(rounds.map(({ usual }) => usual)),
    strict: median(rounds.map(({ strict }) => strict)),
    ratio: median(rounds.map(({ usual, strict }) => strict / usual)),
  };
}

/** Writes a second of processor time, with the flushes of the guest and the close. */
function rateOf(guest: Guest, crashSafety: CrashSafety): number {
  const context: OpenContext = {
    storage: new MemoryStorage(),
    drivers: DRIVERS,
    report: () => {},
    reportBare: () => {},
    now: () => 0,
    crashSafety,
  };
  const scheduler = new Scheduler();
  const layout = { size: CLUSTERS * CLUSTER, cluster_size: CLUSTER };
  scheduler.run(createQcow2(context, NAME, layout));
  const request = { filename: NAME, format: 'qcow2', mode: READ_WRITE };
  const node = scheduler.run(openGraph(context, request));
  if (guest.overwrites) runGuest(scheduler, node, { ...guest, isThrough: false, flushEvery: 64 });
  const before = process.cpuUsage();
  runGuest(scheduler, node, guest);
  scheduler.run(closeGraph(context, node));
  const { user, system } = process.cpuUsage(before);
  return (CLUSTERS * 1e6) / (user + system);
}

function runGuest(scheduler: Scheduler, node: BlockNode, guest: Guest): void {
  const { isThrough, flushEvery } = guest;
  const source = new Uint8Array(BLOCK).fill(7);
  for (let index = 0; index < CLUSTERS; index += 1) {
    // A step without a common factor: each cluster once.
    const at = ((index * 40503) % CLUSTERS) * CLUSTER;
    scheduler.run(write(node, at, source, { ...NO_FLAGS, fua: isThrough }));
    if (flushEvery > 0 && index % flushEvery === 0) scheduler.run(flush(node));
  }
}

// `blkdrill explore --crashes`, `--faults` and `--orders`: cases whose steps are swept, spread over
// workers.
import { findWorker } from '../build/find-worker.ts';
import type { EngineChoice } from '../run/job.ts';
import { RequestError } from '../cases/request-error.ts';
import type { FoundCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import { caseWithOptions } from '../cases/with-options.ts';
import { type CrashJob, crashSteps, type StepCrashes } from '../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob, type StepFaults, tallyOf } from '../explore/faults/fault-job.ts';
import {
  type Crossing,
  type OrderJob,
  orderSteps,
  type StepOrders,
} from '../explore/orders/order-job.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import { plural } from '../golden/plural.ts';
import { runJobs } from '../host/worker-pool.ts';
import { CRASH_WORDS, crashLines } from '../report/crash-table.ts';
import { eventTable } from '../report/event-table.ts';
import { FAULT_WORDS, faultLines } from '../report/fault-table.ts';
import { ORDER_WORDS, orderSweepLines } from '../report/order-table.ts';
import { type SweepSums, sweepSums, sweepSumText, type SweepWords } from '../report/sweep-table.ts';
import { lostText } from '../run/step-place.ts';
import { reasonAgainstOptions } from '../run/verdict.ts';
import type { ImageOptions } from '../verbs/step.ts';
import { askedCases, statusBeside } from './asked-cases.ts';
import { stepNumbers } from './step-numbers.ts';
import { isMadeNumber, madeSourceOf } from './token-case.ts';
import { onInterrupt } from './suite/interrupt.ts';
import { interruptedText, UnderWay } from './under-way.ts';

/** A sweep that is asked for. */
export interface SweepRequest {
  readonly seed: number;
  readonly distinct: number;
  readonly jobs: number;
  /** Milliseconds of each part of a case. */
  readonly deadline: number;
  /** The table of events is printed. */
  readonly wantsEvents: boolean;
  /** Every order is swept, up to so many of each step; undefined: the engine's own alone. */
  readonly orders: number | undefined;
  /** What the sweep of one step, or of one order of it, may cost; undefined: any amount. */
  readonly work: number | undefined;
  /** The first and the last step of the only case that are swept; undefined: all of all cases. */
  readonly steps: readonly [first: number, last: number] | undefined;
  /** What every qcow2 image is created with. */
  readonly imageOptions: ImageOptions;
  /** Another engine, whose steps are swept as far as it serves them; absent: our own one. */
  readonly engine?: EngineChoice | undefined;
  /** Runs the parts of the sweep; absent: workers do. */
  readonly pool?: typeof runJobs;
}

type AnySweepJob = CrashJob | FaultJob | OrderJob;
type AnyFound = StepCrashes | StepFaults | StepOrders;

/** One kind of sweep. */
interface Sweep<J extends AnySweepJob, F extends AnyFound> {
  readonly kind: J['kind'];
  readonly run: (job: J) => readonly F[];
  /** What is printed of a case; `isWhole`: no part of its sweep was lost. */
  readonly lines: (testCase: TestCase, steps: readonly F[], isWhole: boolean) => readonly string[];
  readonly words: SweepWords;
  /** What a job has beside what all have. */
  readonly more?: Partial<J>;
  /** The table of events, for those who ask for it; absent: there is none. */
  readonly events?: (steps: readonly F[]) => readonly string[];
}

const CRASHES: Sweep<CrashJob, StepCrashes> = {
  kind: 'crashes',
  run: crashSteps,
  lines: crashLines,
  words: CRASH_WORDS,
};

const FAULTS: Sweep<FaultJob, StepFaults> = {
  kind: 'faults',
  run: failSteps,
  lines: faultLines,
  words: FAULT_WORDS,
  events: (steps) => eventTable(tallyOf(steps), 'sweep'),
};

/** Orders to their ends, or crossed. */
const everyOrder = (
  orders: number,
  crossing: Crossing | undefined,
): Sweep<OrderJob, StepOrders> => {
  const words = ORDER_WORDS[crossing ?? 'none'];
  const more = { orders, crossing };
  return { kind: 'every-order', run: orderSteps, lines: orderSweepLines(words), words, more };
};

/**
 * Sweeps the steps: their crashes, or their faults, or their orders, alone or crossed with one of
 * these. Resolves to the exit status.
 */
export function exploreSweep(
  what: Crossing | undefined,
  words: readonly string[],
  root: string,
  request: SweepRequest,
): Promise<number> {
  const { orders } = request;
  if (orders !== undefined) return explore(everyOrder(orders, what), words, root, request);
  return what === 'faults'
    ? explore(FAULTS, words, root, request)
    : explore(CRASHES, words, root, request);
}

/**
 * The cases, with the options; prints which of them are not made for that. Throws RequestError
 * where none is left.
 */
function casesToSweep(
  root: string,
  words: readonly string[],
  imageOptions: ImageOptions,
): FoundCases {
  const made = words.filter(isMadeNumber).map((number) => madeSourceOf(number).testCase);
  const others = words.filter((word) => !isMadeNumber(word));
  const isMadeAlone = made.length > 0 && others.length === 0;
  const { cases: asked, hidden } = isMadeAlone
    ? { cases: [], hidden: [] }
    : askedCases(root, { words: others });
  const cases = [...asked.filter(canBeSwept), ...made];
  if (cases.length === 0) {
    throw new RequestError(['no such case runs on an engine that can be swept']);
  }
  const left = cases.filter((testCase) => {
    const reason = reasonAgainstOptions(testCase, imageOptions);
    if (reason !== undefined) process.stdout.write(`${testCase.slug}: not run: ${reason}\n`);
    return reason === undefined;
  });
  if (left.length === 0) throw new RequestError(['no case is left']);
  return { cases: left.map((testCase) => caseWithOptions(testCase, imageOptions)), hidden };
}

/** The exit status is 1 where a promise breaks that QEMU keeps, or a sweep is lost. */
async function explore<J extends AnySweepJob, F extends AnyFound>(
  sweep: Sweep<J, F>,
  words: readonly string[],
  root: string,
  { jobs, wantsEvents, steps, imageOptions, pool = runJobs, ...asked }: SweepRequest,
): Promise<number> {
  const found = casesToSweep(root, words, imageOptions);
  const { cases } = found;
  // A single case is shared by all workers; many cases keep them busy as they are.
  const parts = cases.length === 1 ? jobs : 1;
  const only = steps && stepNumbers(cases, steps);
  const work = cases.flatMap((testCase) =>
    Array.from({ length: parts }, (_none, part): J => {
      const own = only && { only: only.filter((_number, index) => index % parts === part) };
      const { kind, more } = sweep;
      return { kind, case: testCase, part, parts, ...asked, ...more, ...own } as J;
    }),
  );
  const underWay = new UnderWay<F>(work);
  const all: F[] = [];
  const lost: string[] = [];
  const sums = (isWhole: boolean): SweepSums => sweepSums(all, isWhole && lost.length === 0);
  let swept: F[] = [];
  let ended = 0;
  let isWhole = true;
  const print = (testCase: TestCase, steps: readonly F[], isAll: boolean): void => {
    process.stdout.write(`${sweep.lines(testCase, steps, isAll).join('\n')}\n`);
    all.push(...steps);
  };
  const isOver = onInterrupt(() => {
    for (const [testCase, part] of underWay.cut()) print(testCase, part, false);
    const sum = sweepSumText(sums(false), sweep.words);
    process.stdout.write(`${interruptedText(ended, cases.length)}: ${sum}\n`);
  });
  await pool<J, readonly F[]>(work, {
    worker: findWorker(),
    inThisThread: async (job) => sweep.run(job),
    jobs,
    onStart: (index) => underWay.begin(index),
    onPart: (index, found) => underWay.add(index, found as F),
    onAnswer(index, answer) {
      const { case: testCase, part } = work[index] as J;
      if ('lost' in answer) {
        isWhole = false;
        lost.push(`${testCase.slug}: ${lostText(testCase, answer)}`);
      } else swept.push(...answer);
      if (part < parts - 1) return;
      underWay.end(testCase);
      const sorted = swept.toSorted((a, b) => a.step - b.step);
      print(testCase, sorted, isWhole);
      ended += 1;
      swept = [];
      isWhole = true;
    },
  });
  underWay.progress.end();
  isOver();
  const total = sums(true);
  if (cases.length > 1) {
    process.stdout.write(`${plural(cases.length, 'case')}: ${sweepSumText(total, sweep.words)}\n`);
  }
  if (wantsEvents) process.stdout.write(`${sweep.events?.(all).join('\n')}\n`);
  for (const line of lost) process.stderr.write(`${line}\n`);
  return statusBeside(found, total.news === 0 && lost.length === 0 ? 0 : 1);
}

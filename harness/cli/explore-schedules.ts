// `blkdrill explore` under many schedules, or under every order of each step: spread over workers,
// printed at the end, or as far as it came.
import { findWorker } from '../build/find-worker.ts';
import { RequestError } from '../cases/request-error.ts';
import type { TestCase } from '../cases/types.ts';
import {
  type ExploredUnit,
  exploreCase,
  type ExploreJob,
  mergeSeen,
} from '../explore/schedules/explore-case.ts';
import {
  type ExploredStep,
  exploreOrders,
  type OrdersJob,
} from '../explore/schedules/explore-orders.ts';
import { plural } from '../golden/plural.ts';
import { runJobs } from '../host/worker-pool.ts';
import { orderLines, scheduleLines } from '../report/schedule-table.ts';
import { lostText } from '../run/step-place.ts';
import { Progress } from './progress.ts';
import { onInterrupt } from './suite/interrupt.ts';

/** Seeds are handed out in blocks of this many. */
const BLOCK = 8;

/** Schedules that are asked for. */
export interface SeedRequest {
  readonly first: number;
  readonly count: number;
  readonly jobs: number;
  /** Milliseconds of each block of seeds. */
  readonly deadline: number;
}

const print = (lines: readonly string[]): void =>
  void process.stdout.write(`${lines.join('\n')}\n`);

/**
 * Prints what the case gives under the seeds, also where Ctrl-C cuts that short. Resolves to
 * whether it is sound under each. Throws RequestError where some are lost.
 */
export async function exploreSeeds(
  testCase: TestCase,
  { first, count, jobs, deadline }: SeedRequest,
): Promise<boolean> {
  const seeds = Array.from({ length: count }, (_none, index) => first + index);
  const blocks = Array.from({ length: Math.ceil(count / BLOCK) }, (_none, index): ExploreJob => {
    const some = seeds.slice(index * BLOCK, (index + 1) * BLOCK);
    return { kind: 'schedules', case: testCase, seeds: some, deadline };
  });
  const progress = new Progress();
  let merged: readonly ExploredUnit[] = [];
  let ended = 0;
  const lost: string[] = [];
  const tell = (): void =>
    progress.at(`${testCase.slug}: ${ended} of ${plural(count, 'schedule')}`);
  const isOver = onInterrupt(() => {
    progress.clear();
    if (ended > 0) print(scheduleLines(testCase, seeds.slice(0, ended), merged).lines);
    print([`interrupted: ${ended} of ${plural(count, 'schedule')} tried`]);
  });
  tell();
  await runJobs<ExploreJob, readonly ExploredUnit[]>(blocks, {
    worker: findWorker(),
    inThisThread: async (job) => exploreCase(job),
    jobs,
    onAnswer(index, answer) {
      const block = blocks[index] as ExploreJob;
      if ('lost' in answer) {
        lost.push(`seeds from ${block.seeds[0]}: ${lostText(testCase, answer)}`);
        return;
      }
      ended += block.seeds.length;
      tell();
      merged = answer.map(({ own, seen }, unit) => ({
        own,
        seen: mergeSeen([...(merged[unit]?.seen ?? []), ...seen]),
      }));
    },
  });
  progress.end();
  isOver();
  if (lost.length > 0) throw new RequestError(lost);
  const { lines, isSound } = scheduleLines(testCase, seeds, merged);
  print(lines);
  return isSound;
}

/**
 * The same for every order of each step: resolves to whether the case is sound under all. Throws
 * RequestError where the job is lost.
 */
export async function exploreSteps(job: OrdersJob): Promise<boolean> {
  const { case: testCase, limit } = job;
  const progress = new Progress();
  let steps: readonly ExploredStep[] = [];
  const tell = (): void => {
    const orders = steps.reduce((sum, step) => sum + step.orders, 0);
    const where = `${plural(orders, 'order')} of ${plural(steps.length, 'step')}`;
    progress.at(`${testCase.slug}: ${where}`);
  };
  const isOver = onInterrupt(() => {
    progress.clear();
    print([...orderLines(testCase, limit, steps).lines, 'interrupted: not every step was tried']);
  });
  tell();
  await runJobs<OrdersJob, readonly ExploredStep[]>([job], {
    worker: findWorker(),
    inThisThread: async (only) => exploreOrders(only),
    jobs: 1,
    onPart(_index, found) {
      steps = [...steps, found as ExploredStep];
      tell();
    },
    onAnswer(_index, answer) {
      if ('lost' in answer) throw new RequestError([lostText(testCase, answer)]);
      steps = answer;
    },
  });
  progress.end();
  isOver();
  const { lines, isSound } = orderLines(testCase, limit, steps);
  print(lines);
  return isSound;
}

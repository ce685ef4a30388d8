// A worker thread: runs one case after the other, each in a world of its own.
import { parentPort } from 'node:worker_threads';
import { type CrashJob, crashSteps } from '../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob } from '../explore/faults/fault-job.ts';
import { type EventFaultJob, failEvents } from '../explore/real/event-faults.ts';
import { type ForkJob, sweepForks } from '../explore/forks/fork-job.ts';
import { type OrderJob, orderSteps } from '../explore/orders/order-job.ts';
import { exploreCase, type ExploreJob } from '../explore/schedules/explore-case.ts';
import { exploreOrders, type OrdersJob } from '../explore/schedules/explore-orders.ts';
import { doJob } from '../run/do-job.ts';
import type { Part } from '../host/worker-pool.ts';
import type { Job } from '../run/job.ts';

const clock = (): number => performance.timeOrigin + performance.now();

type AnySweepJob = CrashJob | FaultJob | OrderJob | EventFaultJob | ForkJob;
type AnyJob = Job | ExploreJob | OrdersJob | AnySweepJob;

/** Says what a sweep has found of one step. */
const tellPart = (part: unknown): void =>
  parentPort?.postMessage({ kind: 'part', part } satisfies Part);

function answer(job: AnyJob): unknown {
  switch (job.kind) {
    case 'case':
      return doJob(job, clock);
    case 'schedules':
      return exploreCase(job);
    case 'orders':
      return exploreOrders(job, tellPart);
    case 'crashes':
      return crashSteps(job, tellPart);
    case 'faults':
      return failSteps(job, tellPart);
    case 'event-faults':
      return failEvents(job, tellPart);
    case 'forks':
      return sweepForks(job);
    case 'every-order':
      return orderSteps(job, tellPart);
  }
}

parentPort?.on('message', (job: AnyJob) => {
  parentPort?.postMessage(answer(job));
});

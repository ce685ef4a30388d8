// A worker thread: runs one case after the other, each in a world of its own.
import { parentPort } from 'node:worker_threads';
import { exploreCase, type ExploreJob } from '../explore/explore-case.ts';
import { exploreOrders, type OrdersJob } from '../explore/explore-orders.ts';
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';

const clock = (): number => performance.timeOrigin + performance.now();

const answer = (job: Job | ExploreJob | OrdersJob): unknown => {
  if ('seeds' in job) return exploreCase(job);
  return 'limit' in job ? exploreOrders(job) : doJob(job, clock);
};

parentPort?.on('message', (job: Job | ExploreJob | OrdersJob) => {
  parentPort?.postMessage(answer(job));
});

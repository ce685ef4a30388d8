// A worker thread: runs one case after the other, each in a world of its own.
import { parentPort } from 'node:worker_threads';
import { exploreCase, type ExploreJob } from '../explore/explore-case.ts';
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';

const clock = (): number => performance.timeOrigin + performance.now();

parentPort?.on('message', (job: Job | ExploreJob) => {
  parentPort?.postMessage('seeds' in job ? exploreCase(job) : doJob(job, clock));
});

// A worker thread: runs one case after the other, each in a world of its own.
import { parentPort } from 'node:worker_threads';
import { doJob } from '../run/do-job.ts';
import type { Job } from '../run/job.ts';

parentPort?.on('message', (job: Job) => {
  parentPort?.postMessage(doJob(job, () => performance.timeOrigin + performance.now()));
});

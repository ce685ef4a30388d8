// Runs jobs on worker threads, and hands the answers out in the order of the jobs whatever the
// order in which they finish. A worker that dies or outstays its deadline costs its own case only.
import { Worker } from 'node:worker_threads';
import type { Job, JobAnswer } from './job.ts';

/** A case that gave no answer, and why. */
export interface JobLost {
  readonly lost: string;
  readonly milliseconds: number;
}

/** What a worker may take beyond the deadline that it was told, in milliseconds. */
const GRACE = 5_000;

/** How jobs are spread, and who is told. */
export interface PoolOptions {
  /** The bundle that workers run; undefined: the jobs run in this thread, without a deadline. */
  readonly worker: string | URL | undefined;
  /** Most workers at a time. */
  readonly jobs: number;
  /** Told each answer, in the order of the jobs. */
  readonly onAnswer: (index: number, answer: JobAnswer | JobLost) => void;
}

/** One worker at a time, replaced when it is lost. */
class Lane {
  readonly #url: string | URL;
  #worker: Worker | undefined;

  constructor(url: string | URL) {
    this.#url = url;
  }

  run(job: Job): Promise<JobAnswer | JobLost> {
    const worker = (this.#worker ??= new Worker(this.#url));
    const started = performance.now();
    return new Promise((resolve) => {
      const settle = (answer: JobAnswer | JobLost) => {
        clearTimeout(timer);
        // One by one: removing all would also take the listeners that Worker has put on itself.
        worker.off('message', settle).off('error', onError).off('exit', onExit);
        resolve(answer);
      };
      const lose = (lost: string) => {
        settle({ lost, milliseconds: performance.now() - started });
        worker.on('error', () => {}); // its last words, after it was given up
        this.stop();
      };
      const onError = (error: Error) => lose(`the worker died: ${error.stack ?? error.message}`);
      const onExit = (code: number) => lose(`the worker went away with status ${code}`);
      const timer = setTimeout(
        () => lose(`no end after ${job.deadline / 1000} seconds`),
        job.deadline + GRACE,
      );
      worker.on('message', settle).on('error', onError).on('exit', onExit);
      worker.postMessage(job);
    });
  }

  stop(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** For where no bundle of a worker is: tests, and bundles of one file. */
const inThisThread = {
  async run(job: Job): Promise<JobAnswer | JobLost> {
    const { doJob } = await import('./do-job.ts');
    return doJob(job, () => performance.timeOrigin + performance.now());
  },
  stop: () => {},
};

/** Runs all jobs; resolves when every one has its answer and no worker is left. */
export async function runJobs(jobs: readonly Job[], options: PoolOptions): Promise<void> {
  const answers = new Map<number, JobAnswer | JobLost>();
  let handedOut = 0;
  let next = 0;
  const handOut = () => {
    for (;;) {
      const answer = answers.get(handedOut);
      if (answer === undefined) return;
      answers.delete(handedOut);
      options.onAnswer(handedOut, answer);
      handedOut += 1;
    }
  };
  const work = async () => {
    const lane = options.worker === undefined ? inThisThread : new Lane(options.worker);
    while (next < jobs.length) {
      const index = next;
      next += 1;
      answers.set(index, await lane.run(jobs[index] as Job));
      handOut();
    }
    lane.stop();
  };
  const lanes = Math.max(1, Math.min(options.jobs, jobs.length));
  await Promise.all(Array.from({ length: lanes }, work));
}

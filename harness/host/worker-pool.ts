// Runs jobs on worker threads, and hands the answers out in the order of the jobs whatever the
// order in which they finish. A worker that dies or exceeds its deadline loses its own case only.
import { Worker } from 'node:worker_threads';
import { stackText } from '../build/source-stack.ts';
import type { JobLost } from './job-lost.ts';
import { enterStep, newStepCell, type StepCell, stepIn } from './step-cell.ts';

export type { JobLost };

/** What a worker says once its bundle is loaded; `run-bundle.cjs` says it for those it starts. */
export const LOADED = 'loaded';

/** Milliseconds in which a bundle is loaded on the busiest machine. */
const LOADING_LIMIT = 30_000;

/** Workers that have said something, and so are loaded. */
const loaded = new WeakSet<Worker>();

function startWorker(url: string | URL): Worker {
  const worker = new Worker(url);
  worker.once('message', () => loaded.add(worker));
  return worker;
}

/** What a worker says of what its job has found so far. */
export interface Part {
  readonly kind: 'part';
  readonly part: unknown;
}

const isPart = (message: unknown): message is Part =>
  typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'part';

/** What a worker is told: plain data. */
export interface Timed {
  /** Milliseconds that the job may take. */
  readonly deadline: number;
  /** What the worker gets beyond that, where it keeps the deadline itself and tells more of it. */
  readonly grace?: number;
  /** Where the worker notes its step; the lane puts it there. */
  readonly at?: StepCell;
}

/** How jobs are spread, and who is told. */
export interface PoolOptions<J, A> {
  /** The bundle that workers run; undefined: the jobs run in this thread, without a deadline. */
  readonly worker: string | URL | undefined;
  /** A worker of that bundle that startEarly() has started. */
  readonly started?: Worker | undefined;
  /** Does a job in this thread: for tests, and bundles of one file. */
  readonly inThisThread: (job: J) => Promise<A>;
  /** Most workers at a time. */
  readonly jobs: number;
  /** Told when a job begins. */
  readonly onStart?: (index: number) => void;
  /** Told each answer, in the order of the jobs. */
  readonly onAnswer: (index: number, answer: A | JobLost) => void;
  /** Told what jobs have found before they answer, as it comes (tellPart); absent: nobody is. */
  readonly onPart?: (index: number, part: unknown) => void;
}

/**
 * Starts a worker before there is a job for it: it loads its bundle while this thread finds out
 * what is to be done. It does not keep the process alive.
 */
export function startEarly(url: string | URL): Worker {
  const worker = startWorker(url);
  worker.unref();
  worker.on('error', () => {}); // who gives it a job is told that it went away
  return worker;
}

/** One worker at a time, replaced when it is lost. It runs one job at a time. */
export class Lane<J extends Timed, A> {
  readonly #url: string | URL;
  readonly #at = newStepCell();
  #worker: Worker | undefined;

  constructor(url: string | URL, started?: Worker) {
    this.#url = url;
    // One that could not be loaded has ended by now, or tells it when it has a job.
    this.#worker = started?.threadId === -1 ? undefined : started;
  }

  run(job: J, onPart?: (part: unknown) => void): Promise<A | JobLost> {
    const worker = (this.#worker ??= startWorker(this.#url));
    worker.ref();
    enterStep(this.#at, 0);
    let started = performance.now();
    return new Promise((resolve) => {
      const settle = (answer: A | JobLost) => {
        clearTimeout(timer);
        // One by one: removing all would also take the listeners that Worker has put on itself.
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(answer);
      };
      const lose = (reason: string, hasHung = false) => {
        const milliseconds = performance.now() - started;
        settle({ lost: reason, hasHung, milliseconds, step: stepIn(this.#at) });
        worker.on('error', () => {}); // its last words, after it was given up
        this.stop();
      };
      const onError = (error: Error) => lose(`the worker died: ${stackText(error)}`);
      const onExit = (code: number) => lose(`the worker went away with status ${code}`);
      const startTimer = (more: number) =>
        setTimeout(
          () => lose(`no end after ${job.deadline / 1000} s`, true),
          job.deadline + (job.grace ?? 0) + more,
        );
      // The job's time begins when the bundle is loaded.
      let timer = startTimer(loaded.has(worker) ? 0 : LOADING_LIMIT);
      const onMessage = (message: A | Part | typeof LOADED) => {
        if (isPart(message)) {
          onPart?.(message.part);
          return;
        }
        if (message !== LOADED) {
          settle(message);
          return;
        }
        clearTimeout(timer);
        started = performance.now();
        timer = startTimer(0);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ ...job, at: this.#at });
    });
  }

  stop(): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}

/** Runs all jobs; resolves when every one has its answer and no worker is left. */
export async function runJobs<J extends Timed, A>(
  jobs: readonly J[],
  options: PoolOptions<J, A>,
): Promise<void> {
  const answers = new Map<number, A | JobLost>();
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
  const work = async (_none: unknown, number: number) => {
    const { worker, inThisThread } = options;
    const started = number === 0 ? options.started : undefined;
    const lane = worker === undefined ? undefined : new Lane<J, A>(worker, started);
    while (next < jobs.length) {
      const index = next;
      next += 1;
      const job = jobs[index] as J;
      options.onStart?.(index);
      const onPart = (part: unknown): void => options.onPart?.(index, part);
      answers.set(index, await (lane === undefined ? inThisThread(job) : lane.run(job, onPart)));
      handOut();
    }
    lane?.stop();
  };
  const lanes = Math.max(1, Math.min(options.jobs, jobs.length));
  await Promise.all(Array.from({ length: lanes }, work));
}

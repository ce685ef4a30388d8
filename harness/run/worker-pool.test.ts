// The pool, with workers that do as their job's deadline says.
import { expect, test } from 'vitest';
import type { Job, JobAnswer } from './job.ts';
import { type JobLost, LOADED, runJobs, startEarly } from '../host/worker-pool.ts';

/** Answers after `case.delay` ms; dies, goes away or never ends when told so. */
const WORKER = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.postMessage('loaded');
    parentPort.on('message', ({ case: { number, delay, mood } }) => {
      if (mood === 'throw') throw new Error('worker ' + number);
      if (mood === 'exit') process.exit(7);
      if (mood === 'loop') for (;;);
      setTimeout(() => parentPort.postMessage({ run: number, milliseconds: 1 }), delay);
    });`)}`,
);

/** Only for workers that shall be lost. */
const SHORT = 500;
/** Starting eight workers takes long on a busy machine. */
const GENEROUS = 60_000;

const job = (number: string, delay: number, mood = '', deadline = GENEROUS): Job =>
  ({ case: { number, delay, mood }, deadline }) as unknown as Job;

async function run(
  jobs: readonly Job[],
  lanes: number,
  started?: ReturnType<typeof startEarly>,
): Promise<string[]> {
  const told: string[] = [];
  const onAnswer = (index: number, answer: JobAnswer | JobLost) =>
    void told.push(`${index} ${'lost' in answer ? answer.lost.split('\n')[0] : answer.run}`);
  const inThisThread = () => Promise.reject(new Error('there is a worker'));
  const options = { worker: WORKER, started, jobs: lanes, inThisThread, onAnswer };
  await runJobs<Job, JobAnswer>(jobs, options);
  return told;
}

test.each([1, 2, 8])(
  'answers come in the order of the jobs with %i workers',
  async (lanes) => {
    const jobs = [job('a', 60), job('b', 0), job('c', 20), job('d', 0), job('e', 0)];
    expect(await run(jobs, lanes)).toEqual(['0 a', '1 b', '2 c', '3 d', '4 e']);
  },
  60_000,
);

test('a worker that is lost costs its own case only', async () => {
  const moods = ['', 'throw', 'exit', 'loop', ''];
  const jobs = moods.map((mood, index) =>
    job('abcde'.charAt(index), 0, mood, mood === 'loop' ? SHORT : GENEROUS),
  );
  expect(await run(jobs, 1)).toEqual([
    '0 a',
    '1 the worker died: Error: worker b',
    '2 the worker went away with status 7',
    '3 no end after 0.5 s',
    '4 e',
  ]);
}, 60_000);

test('the time of a job begins when the bundle is loaded', async () => {
  const slow = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => parentPort.postMessage({ run: 'a', milliseconds: 1 }));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3 * ${SHORT});
      parentPort.postMessage('loaded');`)}`,
  );
  const told: string[] = [];
  await runJobs<Job, JobAnswer>([job('a', 0, '', SHORT)], {
    worker: slow,
    jobs: 1,
    inThisThread: () => Promise.reject(new Error('there is a worker')),
    onAnswer: (_index, answer) => void told.push('lost' in answer ? answer.lost : 'an answer'),
  });
  expect(told).toEqual(['an answer']);
}, 60_000);

test('what a job has found before its answer is told as it comes, with the job', async () => {
  const finding = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ case: { number } }) => {
        for (const at of [1, 2]) parentPort.postMessage({ kind: 'part', part: number + at });
        parentPort.postMessage({ run: number, milliseconds: 1 });
      });
      parentPort.postMessage('loaded');`)}`,
  );
  const told: string[] = [];
  await runJobs<Job, JobAnswer>([job('a', 0), job('b', 0)], {
    worker: finding,
    jobs: 1,
    inThisThread: () => Promise.reject(new Error('there is a worker')),
    onPart: (index, part) => void told.push(`${index} ${String(part)}`),
    onAnswer: (index) => void told.push(`${index} answers`),
  });
  expect(told).toEqual(['0 a1', '0 a2', '0 answers', '1 b1', '1 b2', '1 answers']);
}, 60_000);

test('a worker that is lost tells the step that it had entered', async () => {
  const stepping = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ at }) => {
        Atomics.store(at, 0, 7);
        for (;;);
      });
      parentPort.postMessage('loaded');`)}`,
  );
  const told: unknown[] = [];
  await runJobs<Job, JobAnswer>([job('a', 0, '', SHORT)], {
    worker: stepping,
    jobs: 1,
    inThisThread: () => Promise.reject(new Error('there is a worker')),
    onAnswer: (_index, answer) => void told.push(answer),
  });
  expect(told).toMatchObject([{ lost: 'no end after 0.5 s', hasHung: true, step: 7 }]);
}, 60_000);

test('no jobs are done at once', async () => {
  expect(await run([], 4)).toEqual([]);
});

test('a worker that was started early does the first job', async () => {
  const started = startEarly(WORKER);
  let answers = 0;
  started.on('message', (message) => {
    if (message !== LOADED) answers += 1;
  });
  expect(await run([job('a', 0), job('b', 0)], 1, started)).toEqual(['0 a', '1 b']);
  expect(answers).toBe(2);
}, 60_000);

test('a worker that was started early and ended is replaced', async () => {
  const started = startEarly(WORKER);
  await started.terminate();
  expect(await run([job('a', 0)], 1, started)).toEqual(['0 a']);
}, 60_000);

test('a worker that cannot be loaded costs the case that it was given', async () => {
  const started = startEarly(new URL('data:text/javascript,throw new Error()'));
  const [first, second] = await run([job('a', 0), job('b', 0)], 1, started);
  expect(first).toMatch(/^0 (a$|the worker (died|went away))/);
  expect(second).toBe('1 b');
}, 60_000);

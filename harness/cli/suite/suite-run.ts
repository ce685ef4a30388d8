// Runs the selected cases on workers and judges them, in the order of their numbers.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { findWorker } from '../../build/find-worker.ts';
import { listCaseFiles } from '../../cases/suite-folder.ts';
import type { TestCase } from '../../cases/types.ts';
import { engineNamed } from '../../engines/registry.ts';
import { type JobLost, runJobs } from '../../host/worker-pool.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { EngineChoice, Job, JobAnswer } from '../../run/job.ts';
import { transcriptOf } from '../../run/outcome.ts';
import { type CaseResult, hung, judge, lost, notRun, reasonNotToRun } from '../../run/verdict.ts';
import { Goldens } from './goldens.ts';
import { onInterrupt } from './interrupt.ts';
import type { SuiteRequest } from './request.ts';
import { Teller } from './tell.ts';

type Answer = JobAnswer | JobLost;

/** Two runs of one case that differ, in words; undefined: they agree. */
function disagreement(first: JobAnswer, second: JobAnswer): string | undefined {
  if (transcriptOf(first.run) !== transcriptOf(second.run)) {
    return 'two runs differ in what they print';
  }
  const isSame = first.run.traceDigest === second.run.traceDigest;
  return isSame ? undefined : 'two runs differ in their I/O';
}

/** One run of `blkdrill suite`. */
export class SuiteRun {
  readonly #root: string;
  readonly #request: SuiteRequest;
  readonly #reporter: Reporter;
  readonly #goldens: Goldens;
  readonly #teller: Teller;
  readonly #started: Worker | undefined;

  constructor(root: string, request: SuiteRequest, reporter: Reporter, started?: Worker) {
    this.#root = root;
    this.#request = request;
    this.#reporter = reporter;
    this.#goldens = new Goldens(root);
    this.#teller = new Teller(request, this.#goldens, reporter);
    this.#started = started;
  }

  /** Runs the cases; resolves to the exit status. */
  async run(cases: readonly TestCase[], engine: EngineChoice): Promise<number> {
    const settled: (CaseResult | undefined)[] = cases.map((found) => {
      const reason = reasonNotToRun(found, engine.name, this.#request.imageOptions);
      return reason === undefined ? undefined : notRun(found, reason);
    });
    const running = cases.filter((_case, index) => settled[index] === undefined);
    onInterrupt(() => this.#teller.interrupted());
    this.#reporter.start?.(cases.length, engine.name);
    let next = 0;
    const tellSettled = async () => {
      for (let result = settled[next]; result !== undefined; result = settled[next]) {
        next += 1;
        await this.#teller.tell(result);
      }
    };
    let telling = tellSettled();
    await this.#runAll(running, engine, (result) => {
      telling = telling.then(async () => {
        next += 1;
        await this.#teller.tell(result);
        await tellSettled();
      });
    });
    await telling;
    this.#findOrphans();
    return this.#teller.end();
  }

  /** Runs each case, twice if that was asked for, and hands out what it is worth. */
  async #runAll(
    running: readonly TestCase[],
    engine: EngineChoice,
    onResult: (result: CaseResult) => void,
  ): Promise<void> {
    const runs = this.#request.isTwice ? 2 : 1;
    const caseOf = (index: number): TestCase => running[Math.floor(index / runs)] as TestCase;
    const jobs = running.flatMap((found) => {
      const job = this.#jobOf(found, engine);
      return Array.from({ length: runs }, () => job);
    });
    let first: Answer | undefined;
    await runJobs<Job, JobAnswer>(jobs, {
      worker: findWorker(),
      started: this.#started,
      jobs: this.#request.jobs ?? engineNamed(engine.name).lanes ?? availableParallelism(),
      inThisThread: async (job) => {
        const { doJob } = await import('../../run/do-job.ts');
        return doJob(job, () => performance.timeOrigin + performance.now());
      },
      onStart: (index) => this.#reporter.started?.(caseOf(index)),
      onAnswer: (index, answer) => {
        if (index % runs < runs - 1) first = answer;
        else onResult(this.#judge(caseOf(index), answer, first));
      },
    });
  }

  #jobOf(found: TestCase, engine: EngineChoice): Job {
    const { imageOptions, isTwice, deadline, schedule } = this.#request;
    return {
      kind: 'case',
      case: found,
      golden: this.#goldens.read(found.number).text,
      engine,
      imageOptions,
      keepsTrace: isTwice || found.steps.some(({ needs }) => needs.includes('trace')),
      deadline: deadline * 1000,
      grace: engineNamed(engine.name).grace ?? 0,
      ...(schedule && { schedule }),
    };
  }

  #judge(found: TestCase, answer: Answer, first: Answer | undefined): CaseResult {
    const missing = [answer, first].find((given) => given !== undefined && 'lost' in given);
    if (missing !== undefined && 'lost' in missing) return lost(found, missing);
    const { run, milliseconds, doubt } = answer as JobAnswer;
    const { deadline } = this.#request;
    if (milliseconds > deadline * 1000 && run.crash === undefined) {
      return hung(found, deadline, milliseconds);
    }
    const expected = this.#goldens.read(found.number);
    const result = judge(found, run, expected.text, milliseconds);
    const doubts = result.verdict === 'passed' || doubt === undefined ? [] : [doubt];
    const broken = [
      ...doubts.map((message) => ({ title: 'this machine', message })),
      ...('problem' in expected ? [{ title: 'golden', message: expected.problem }] : []),
      ...this.#differences(first, answer).map((message) => ({ title: 'twice', message })),
    ].map((failure) => ({ line: 1, ...failure }));
    if (broken.length === 0) return result;
    const verdict = result.verdict === 'passed' ? 'failed' : result.verdict;
    const golden = 'problem' in expected ? 'not compared' : result.golden;
    return { ...result, verdict, golden, failures: [...result.failures, ...broken] };
  }

  #differences(first: Answer | undefined, second: Answer): readonly string[] {
    if (first === undefined || 'lost' in first || 'lost' in second) return [];
    const differs = disagreement(first, second);
    return differs === undefined ? [] : [differs];
  }

  #findOrphans(): void {
    if (this.#request.selection.words.length > 0) return;
    const numbers = listCaseFiles(this.#root).map(({ number }) => number);
    for (const golden of this.#goldens.orphans(numbers)) {
      this.#teller.complain(`${golden} belongs to no case`);
    }
  }
}

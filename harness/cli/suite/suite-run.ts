// Runs the selected cases on workers and judges them, in the order of their numbers.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { findWorker } from '../../build/find-worker.ts';
import { goldenFile } from '../../golden/golden-folder.ts';
import { type FoundCases, takenNumbers } from '../../cases/suite-folder.ts';
import type { TestCase } from '../../cases/types.ts';
import { engineNamed, enginesWith } from '../../engines/registry.ts';
import { type JobLost, runJobs } from '../../host/worker-pool.ts';
import type { Reporter } from '../../report/reporter.ts';
import type { EngineChoice, Job, JobAnswer } from '../../run/job.ts';
import { type CaseRun, transcriptOf, withUnmet } from '../../run/outcome.ts';
import {
  type CaseResult,
  hung,
  judge,
  lost,
  nothingServed,
  notRun,
  reasonNotToRun,
  told,
} from '../../run/verdict.ts';
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

/** One job, and whose it is. */
interface Planned {
  readonly testCase: TestCase;
  readonly job: Job;
  readonly isLast: boolean;
}

/** Other options or another order give other I/O than the write logs hold. */
const asksForOtherIo = ({ imageOptions, schedule }: SuiteRequest): boolean =>
  imageOptions.length > 0 || schedule !== undefined;

/** Whether what cases do to files on that engine is compared. */
const comparesLogs = (request: SuiteRequest, engine: string): boolean =>
  request.action === 'run' &&
  !asksForOtherIo(request) &&
  engineNamed(engine).capabilities.has('trace');

/** One run of `blkdrill suite`. */
export class SuiteRun {
  readonly #root: string;
  readonly #request: SuiteRequest;
  readonly #reporter: Reporter;
  readonly #goldens: Goldens;
  readonly #teller: Teller;
  readonly #started: Worker | undefined;
  readonly #readers: Job['readers'];
  readonly #engine: EngineChoice;
  /** What really runs, where the engine has several versions. */
  readonly #version: string | undefined;

  /** `readers` are those of the request, found on this machine. */
  constructor(
    root: string,
    request: SuiteRequest,
    reporter: Reporter,
    engine: EngineChoice,
    started?: Worker,
    readers?: Job['readers'],
  ) {
    this.#engine = engine;
    this.#readers = readers;
    this.#root = root;
    this.#request = request;
    this.#reporter = reporter;
    const adapter = engineNamed(engine.name);
    this.#goldens = new Goldens(root, adapter.variantOf?.(engine.setup));
    this.#version = adapter.versionOf?.(engine.setup);
    this.#teller = new Teller(request, this.#goldens, reporter, this.#version);
    this.#started = started;
  }

  /** Runs the cases; resolves to the exit status. */
  async run({ cases, hidden }: FoundCases): Promise<number> {
    const engine = this.#engine;
    const adapter = engineNamed(engine.name);
    const settled: (CaseResult | undefined)[] = cases.map((testCase) => {
      const reason = reasonNotToRun(testCase, adapter, this.#request.imageOptions);
      return reason === undefined ? undefined : notRun(testCase, reason);
    });
    const running = cases.filter((_case, index) => settled[index] === undefined);
    onInterrupt(() => this.#teller.interrupted());
    this.#reporter.start?.(cases.length, engine.name, this.#version);
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
    this.#teller.tellHidden(hidden);
    const tellsIo = engineNamed(engine.name).capabilities.has('trace');
    if (running.length > 0 && asksForOtherIo(this.#request) && tellsIo) {
      this.#teller.note('write logs are not compared: other options or orders give other I/O');
    }
    return this.#teller.end();
  }

  /** Runs each case, more than once where that is needed, and hands out what it is worth. */
  async #runAll(
    running: readonly TestCase[],
    engine: EngineChoice,
    onResult: (result: CaseResult) => void,
  ): Promise<void> {
    const planned = running.flatMap((testCase) =>
      this.#jobsOf(testCase, engine).map((job, index, { length }) => {
        return { testCase, job, isLast: index === length - 1 };
      }),
    );
    let answers: Answer[] = [];
    await runJobs<Job, JobAnswer>(
      planned.map(({ job }) => job),
      {
        worker: findWorker(),
        started: this.#started,
        jobs: this.#request.jobs ?? engineNamed(engine.name).lanes ?? availableParallelism(),
        inThisThread: async (job) => {
          const { doJob } = await import('../../run/do-job.ts');
          return doJob(job, () => performance.timeOrigin + performance.now());
        },
        onStart: (index) => this.#reporter.started?.((planned[index] as Planned).testCase),
        onAnswer: (index, answer) => {
          const { testCase, isLast } = planned[index] as Planned;
          answers.push(answer);
          if (!isLast) return;
          onResult(this.#judge(testCase, answers, engine));
          answers = [];
        },
      },
    );
  }

  /**
   * A run; another one to compare it with, if that was asked for; and where a golden is written on
   * an engine that does not tell what it does to files, one on an engine that does.
   */
  #jobsOf(testCase: TestCase, engine: EngineChoice): readonly Job[] {
    const job = this.#jobOf(testCase, engine);
    const jobs = this.#request.isTwice ? [job, job] : [job];
    const logger = this.#loggerOf(testCase, engine);
    return logger === undefined ? jobs : [...jobs, this.#jobOf(testCase, logger)];
  }

  #loggerOf(testCase: TestCase, { name }: EngineChoice): EngineChoice | undefined {
    if (!this.#request.isUpdate || engineNamed(name).capabilities.has('trace')) return undefined;
    if (this.#goldens.variant !== undefined) return undefined; // our own engine is none
    const able = enginesWith(['trace']).find((adapter) => testCase.engines.includes(adapter.name));
    if (able === undefined) return undefined;
    const warn = (message: string): void => this.#teller.note(message);
    return { name: able.name, setup: able.prepare({ isUpdate: true, warn }) };
  }

  #jobOf(testCase: TestCase, engine: EngineChoice): Job {
    const { imageOptions, isTwice, deadline, schedule } = this.#request;
    return {
      kind: 'case',
      case: testCase,
      golden: this.#goldens.read(testCase.number).text,
      ...(comparesLogs(this.#request, engine.name) && {
        writeLog: { text: this.#goldens.read(testCase.number, 'io').text },
      }),
      engine,
      imageOptions,
      keepsTrace: isTwice || testCase.steps.some(({ needs }) => needs.includes('trace')),
      ...(this.#readers && { readers: this.#readers }),
      deadline: deadline * 1000,
      grace: engineNamed(engine.name).grace ?? 0,
      ...(schedule && { schedule }),
    };
  }

  /** `answers`: of the jobs of #jobsOf(), in their order. */
  #judge(testCase: TestCase, answers: readonly Answer[], engine: EngineChoice): CaseResult {
    const missing = answers.find((given) => 'lost' in given);
    if (missing !== undefined && 'lost' in missing) return lost(testCase, missing);
    const [first, second, third] = answers as readonly JobAnswer[];
    const [answer, earlier, logged] = this.#request.isTwice
      ? [second, first, third]
      : [first, undefined, second];
    const { milliseconds, doubt } = answer as JobAnswer;
    const given = this.#withLog(testCase, (answer as JobAnswer).run, logged?.run);
    const isOfVariant = this.#goldens.variant !== undefined && given.served === undefined;
    const run = isOfVariant ? withUnmet(given) : given;
    const { deadline } = this.#request;
    if (milliseconds > deadline * 1000 && run.crash === undefined) {
      return hung(testCase, deadline, milliseconds);
    }
    const nothing = nothingServed(run);
    if (nothing !== undefined) return notRun(testCase, nothing);
    const found = this.#goldens.read(testCase.number);
    // An engine of others is held to words of its own, where it has some, and to be written ones.
    const own = this.#request.isUpdate ? found : this.#goldens.own(testCase.number);
    const golden = run.served === undefined ? found : own;
    const log = this.#goldens.read(testCase.number, 'io');
    const isCompared = comparesLogs(this.#request, engine.name);
    const others = [
      ...('problem' in log && isCompared ? [told('unread log', 'write log', log.problem)] : []),
      ...this.#differences(earlier, answer as JobAnswer).map((message) => {
        return told('twice', 'twice', message);
      }),
    ];
    return judge(testCase, run, { golden, words: found.text, milliseconds, doubt, others });
  }

  /** `run` with what the same case did to files in `logged`, if both print the same. */
  #withLog(testCase: TestCase, run: CaseRun, logged: CaseRun | undefined): CaseRun {
    if (logged === undefined) return run;
    if (logged.crash === undefined && transcriptOf(logged) === transcriptOf(run)) {
      return { ...run, outputs: logged.outputs, writeLog: logged.writeLog };
    }
    const file = goldenFile(testCase.number, 'io');
    this.#teller.note(`${file} is left as it is: our own engine prints something else`);
    return run;
  }

  #differences(first: JobAnswer | undefined, second: JobAnswer): readonly string[] {
    if (first === undefined) return [];
    const differs = disagreement(first, second);
    return differs === undefined ? [] : [differs];
  }

  #findOrphans(): void {
    if (this.#request.selection.words.length > 0) return;
    for (const golden of this.#goldens.orphans(takenNumbers(this.#root))) {
      this.#teller.complain(`${golden} belongs to no case`);
    }
  }
}

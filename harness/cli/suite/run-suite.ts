// `blkdrill suite`: selects cases, runs them on workers, judges and reports them.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { RequestError } from '../../cases/request-error.ts';
import { listCaseFiles, selectCases } from '../../cases/suite-folder.ts';
import type { Case } from '../../cases/types.ts';
import { IMAGE_OPTION_NAMES } from '../../cases/verbs.ts';
import { EngineUnavailable } from '../../engines/engine.ts';
import { engineNamed } from '../../engines/registry.ts';
import {
  orphanGoldens,
  readGolden,
  removeBad,
  writeBad,
  writeGolden,
} from '../../golden/golden-folder.ts';
import type { NamedHunk } from '../../golden/line-diff.ts';
import { type Ended, type Reporter, Tally } from '../../report/reporter.ts';
import { makeReporter } from '../../report/reporters.ts';
import { TranscriptReporter } from '../../report/transcript-reporter.ts';
import type { EngineChoice, Job, JobAnswer } from '../../run/job.ts';
import { transcriptOf } from '../../run/outcome.ts';
import { type CaseResult, judge, lost, notRun, reasonNotToRun } from '../../run/verdict.ts';
import { type JobLost, runJobs } from '../../host/worker-pool.ts';
import { findWorker } from '../../build/find-worker.ts';
import type { Request } from '../command.ts';
import { listText } from './list.ts';
import { readSuiteRequest, type SuiteRequest } from './request.ts';

const write = (text: string): void => void process.stdout.write(text);

async function reporterOf({ reporter, action }: SuiteRequest): Promise<Reporter> {
  const { colorIsWanted } = await import('../../report/color.ts');
  const isTerminal = process.stdout.isTTY === true && !process.env['CI'];
  const output = { write, isTerminal, hasColor: colorIsWanted() };
  return action === 'print' ? new TranscriptReporter(output) : makeReporter(reporter, output);
}

function chooseEngine({ engine: name, isUpdate }: SuiteRequest): EngineChoice {
  const warn = (message: string) => void process.stderr.write(`blkdrill: warning: ${message}\n`);
  try {
    return { name, setup: engineNamed(name).prepare({ isUpdate, warn }) };
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    throw new RequestError([error.message]);
  }
}

/** Two runs of one case that differ, in words; undefined: they agree. */
function disagreement(first: JobAnswer, second: JobAnswer): string | undefined {
  if (transcriptOf(first.run) !== transcriptOf(second.run)) {
    return 'two runs differ in what they print';
  }
  const isSame = first.run.traceDigest === second.run.traceDigest;
  return isSame ? undefined : 'two runs differ in their I/O';
}

type Answer = JobAnswer | JobLost;

class SuiteRun {
  readonly #root: string;
  readonly #request: SuiteRequest;
  readonly #reporter: Reporter;
  readonly #started: Worker | undefined;
  readonly #tally = new Tally();
  #isGreen = true;

  constructor(root: string, request: SuiteRequest, reporter: Reporter, started?: Worker) {
    this.#root = root;
    this.#request = request;
    this.#reporter = reporter;
    this.#started = started;
  }

  /** Runs the cases; resolves to whether everything is well. */
  async run(cases: readonly Case[], engine: EngineChoice): Promise<boolean> {
    const { imageOptions, isTwice, deadline, schedule } = this.#request;
    const runs = isTwice ? 2 : 1;
    const settled: (CaseResult | undefined)[] = cases.map((found) => {
      const reason = reasonNotToRun(found, engine.name, imageOptions);
      return reason === undefined ? undefined : notRun(found, reason);
    });
    const running = cases.filter((_case, index) => settled[index] === undefined);
    const jobs: Job[] = running.flatMap((found) => {
      const hasTrace = found.steps.some(({ verb }) => verb === 'trace');
      const keepsTrace = isTwice || hasTrace;
      const golden = readGolden(this.#root, found.number);
      const order = schedule && { schedule };
      const common = { engine, imageOptions, keepsTrace, deadline: deadline * 1000, ...order };
      return Array.from({ length: runs }, () => ({ case: found, golden, ...common }));
    });
    this.#reporter.start?.(cases.length, engine.name);
    let next = 0;
    const tellSettled = async () => {
      for (let result = settled[next]; result !== undefined; result = settled[next]) {
        next += 1;
        await this.#tell(result);
      }
    };
    let telling = tellSettled();
    let first: Answer | undefined;
    const onAnswer = (index: number, answer: Answer) => {
      if (index % runs < runs - 1) {
        first = answer;
        return;
      }
      const result = this.#judge(running[Math.floor(index / runs)] as Case, answer, first);
      telling = telling.then(async () => {
        next += 1;
        await this.#tell(result);
        await tellSettled();
      });
    };
    const inThisThread = async (job: Job): Promise<JobAnswer> => {
      const { doJob } = await import('../../run/do-job.ts');
      return doJob(job, () => performance.timeOrigin + performance.now());
    };
    const lanes = this.#lanes(engine);
    await runJobs<Job, JobAnswer>(jobs, {
      worker: findWorker(),
      started: this.#started,
      jobs: lanes,
      inThisThread,
      onStart: (index) => this.#reporter.started?.(running[Math.floor(index / runs)] as Case),
      onAnswer,
    });
    await telling;
    this.#findOrphans();
    if (this.#tally.ran === 0) this.#complain('no case ran: nothing is shown by that');
    this.#reporter.end?.({ isGreen: this.#isGreen, isInterrupted: false, tally: this.#tally });
    return this.#isGreen;
  }

  /** Printing, other image options and other schedules say nothing about the golden. */
  get #leavesFiles(): boolean {
    const { action, imageOptions, schedule } = this.#request;
    return action === 'run' && imageOptions.length === 0 && schedule === undefined;
  }

  #lanes({ name }: EngineChoice): number {
    return this.#request.jobs ?? engineNamed(name).lanes ?? availableParallelism();
  }

  #judge(found: Case, answer: Answer, first: Answer | undefined): CaseResult {
    if ('lost' in answer) return lost(found, answer.lost, answer.milliseconds);
    if (first !== undefined && 'lost' in first) return lost(found, first.lost, first.milliseconds);
    const golden = readGolden(this.#root, found.number);
    const result = judge(found, answer.run, golden, answer.milliseconds);
    const differs = first && disagreement(first, answer);
    if (differs === undefined) return result;
    const failure = { line: 1, title: 'twice', message: differs };
    return { ...result, verdict: 'failed', failures: [...result.failures, failure] };
  }

  async #tell(result: CaseResult): Promise<void> {
    const { case: found, run, golden } = result;
    const isDifferent = run !== undefined && (golden === 'different' || golden === 'missing');
    const hunks = isDifferent ? await this.#diff(result) : [];
    const mayUpdate = this.#request.isUpdate && isDifferent;
    const isUpdated = mayUpdate && result.failures.length === 0;
    let badFile: string | undefined;
    if (isUpdated) {
      writeGolden(this.#root, found.number, transcriptOf(run));
    } else if (isDifferent && this.#leavesFiles) {
      badFile = writeBad(this.#root, found.number, transcriptOf(run));
    } else if (golden === 'equal' && this.#leavesFiles) {
      removeBad(this.#root, found.number);
    }
    const isGood = result.verdict === 'passed' || result.verdict === 'not run' || isUpdated;
    this.#isGreen &&= isGood;
    const shown: CaseResult = isUpdated ? { ...result, verdict: 'passed' } : result;
    const ended: Ended = { result: shown, hunks, badFile, isUpdated };
    this.#tally.add(ended);
    for (const output of run?.outputs ?? []) this.#reporter.stepEnded?.(output, found);
    this.#reporter.ended?.(ended);
  }

  async #diff({ case: found, run }: CaseResult): Promise<readonly NamedHunk[]> {
    const { diffTranscript } = await import('../../golden/line-diff.ts');
    return diffTranscript(readGolden(this.#root, found.number) ?? '', run?.outputs ?? []);
  }

  #findOrphans(): void {
    if (this.#request.selection.words.length > 0) return;
    const numbers = listCaseFiles(this.#root).map(({ number }) => number);
    for (const golden of orphanGoldens(this.#root, numbers)) {
      this.#complain(`${golden} belongs to no case`);
    }
  }

  #complain(line: string): void {
    this.#isGreen = false;
    this.#tally.complaints += 1;
    this.#reporter.complaint?.(line);
  }
}

/**
 * Does what `asked` says below `root`, the first cases on the worker that was started early, if
 * one was; resolves to the exit status. Throws RequestError.
 */
export async function suite(asked: Request, root: string, started?: Worker): Promise<number> {
  const request = readSuiteRequest(asked, IMAGE_OPTION_NAMES);
  if (request.isUpdate && process.env['CI']) {
    const message = "'--update' is refused where CI is set: goldens are blessed by people";
    throw new RequestError([message]);
  }
  const cases = selectCases(root, request.selection);
  if (request.action === 'list') {
    write(listText(cases, request));
    return 0;
  }
  const engine = chooseEngine(request);
  const run = new SuiteRun(root, request, await reporterOf(request), started);
  return (await run.run(cases, engine)) ? 0 : 1;
}

// `blkdrill suite`: selects cases, runs them on workers, judges and reports them.
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { RequestError } from '../cases/request-error.ts';
import { listCaseFiles, selectCases } from '../cases/suite-folder.ts';
import type { Case } from '../cases/types.ts';
import { IMAGE_OPTION_NAMES } from '../cases/verbs.ts';
import { EngineUnavailable } from '../engines/engine.ts';
import { engineNamed } from '../engines/registry.ts';
import {
  orphanGoldens,
  readGolden,
  removeBad,
  writeBad,
  writeGolden,
} from '../golden/golden-folder.ts';
import type { NamedHunk } from '../golden/line-diff.ts';
import type { Reporter } from '../report/reporter.ts';
import type { EngineChoice, Job, JobAnswer } from '../run/job.ts';
import { transcriptOf } from '../run/outcome.ts';
import { type CaseResult, judge, lost, notRun, reasonNotToRun } from '../run/verdict.ts';
import { type JobLost, runJobs } from '../host/worker-pool.ts';
import { findWorker } from '../build/find-worker.ts';
import { readSuiteRequest, suiteHelp, type SuiteRequest } from './options.ts';

const write = (text: string): void => void process.stdout.write(text);

async function makeReporter({ reporter, action }: SuiteRequest): Promise<Reporter> {
  if (action === 'print') {
    return {
      start: () => {},
      ended: ({ result }) => write(result.run ? transcriptOf(result.run) : ''),
      complaint: () => {},
      end: () => {},
    };
  }
  if (reporter === 'json') {
    const { JsonReporter } = await import('../report/json-reporter.ts');
    return new JsonReporter(write);
  }
  const { ConsoleReporter, colorIsWanted } = await import('../report/console-reporter.ts');
  const isTerminal = process.stdout.isTTY === true && !process.env['CI'];
  return new ConsoleReporter({ write, isTerminal, hasColor: colorIsWanted() });
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
  #isGreen = true;
  #ran = 0;

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
    this.#reporter.start(cases.length, engine.name);
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
      const { doJob } = await import('../run/do-job.ts');
      return doJob(job, () => performance.timeOrigin + performance.now());
    };
    const lanes = this.#lanes(engine);
    await runJobs<Job, JobAnswer>(jobs, {
      worker: findWorker(),
      started: this.#started,
      jobs: lanes,
      inThisThread,
      onAnswer,
    });
    await telling;
    this.#findOrphans();
    if (this.#ran === 0) this.#complain('no case ran: nothing is shown by that');
    this.#reporter.end(this.#isGreen);
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
    if (result.verdict !== 'not run') this.#ran += 1;
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
    this.#reporter.ended({ result: shown, hunks, badFile, isUpdated });
  }

  async #diff({ case: found, run }: CaseResult): Promise<readonly NamedHunk[]> {
    const { diffTranscript } = await import('../golden/line-diff.ts');
    return diffTranscript(readGolden(this.#root, found.number) ?? '', run?.outputs ?? []);
  }

  #findOrphans(): void {
    if (this.#request.numbers.length > 0) return;
    const numbers = listCaseFiles(this.#root).map(({ number }) => number);
    for (const golden of orphanGoldens(this.#root, numbers)) {
      this.#complain(`${golden} belongs to no case`);
    }
  }

  #complain(line: string): void {
    this.#isGreen = false;
    this.#reporter.complaint(line);
  }
}

function listText(cases: readonly Case[]): string {
  return cases
    .map(({ number, purpose, groups, engines }) => {
      const only = engines.length === 1 ? ` [${engines.join()} only]` : '';
      return `${number}  ${purpose}  (${groups.join(' ')})${only}\n`;
    })
    .join('');
}

/**
 * Does what `argv` asks for below `root`, the first cases on the worker that was started early, if
 * one was; resolves to the exit status. Throws RequestError.
 */
export async function suite(
  argv: readonly string[],
  root: string,
  started?: Worker,
): Promise<number> {
  const request = readSuiteRequest(argv, IMAGE_OPTION_NAMES);
  if (request.action === 'help') {
    write(suiteHelp());
    return 0;
  }
  if (request.isUpdate && process.env['CI']) {
    const message = "'--update' is refused where CI is set: goldens are blessed by people";
    throw new RequestError([message]);
  }
  const cases = selectCases(root, request);
  if (request.action === 'list') {
    write(listText(cases));
    return 0;
  }
  const engine = chooseEngine(request);
  const run = new SuiteRun(root, request, await makeReporter(request), started);
  return (await run.run(cases, engine)) ? 0 : 1;
}

// What `blkdrill survey` does; a bundle of its own, see commands/survey.ts. Sweeps go out in
// batches of one size, so that where they stop depends on what was counted alone.
import { availableParallelism } from 'node:os';
import { findWorker } from '../build/find-worker.ts';
import { RequestError } from '../cases/request-error.ts';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import { type CrashJob, crashSteps, type StepCrashes } from '../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob, type StepFaults } from '../explore/faults/fault-job.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import { type Counted, Tally } from '../explore/survey/tally.ts';
import { randomTest } from '../fuzz/random-test.ts';
import { runJobs } from '../host/worker-pool.ts';
import { crashLines } from '../report/crash-table.ts';
import { faultLines } from '../report/fault-table.ts';
import { progressLine } from '../report/progress-line.ts';
import type { Request } from './command.ts';
import { onInterrupt } from './suite/interrupt.ts';
import { wholeNumber } from './values.ts';

type AnyJob = CrashJob | FaultJob;
type Answer = readonly (StepCrashes | StepFaults)[];

/** What an option may ask for. */
const MOST = 1_000_000_000;

/** Sweeps that go out together. */
const BATCH = 32;

interface Asked {
  readonly cases: readonly TestCase[];
  /** How many of each are enough. */
  readonly enough: Readonly<Record<Counted, number>>;
  readonly random: number;
  readonly seed: number;
  readonly distinct: number;
  readonly jobs: number;
  /** Milliseconds of one sweep. */
  readonly deadline: number;
}

/** One case to be swept, with its text where it lies in no file. */
interface Subject {
  readonly testCase: TestCase;
  readonly text: string | undefined;
}

/**
 * Sweeps what the request asks for. Resolves to the exit status, or to what is wrong with the
 * request: the classes of this bundle's errors are not those of the one that called it.
 */
export async function survey(request: Request, root: string): Promise<number | readonly string[]> {
  try {
    return await new Survey(askedIn(request, root)).run();
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return error.lines;
  }
}

function askedIn(request: Request, root: string): Asked {
  const number = (name: string, usual: number): number =>
    wholeNumber(name, request.last(name) ?? String(usual), MOST);
  const { words } = request;
  const selection = words.length > 0 ? { words } : { groups: ['quick'] };
  const seed = request.last('seed') ?? '0';
  if (!/^\d{1,9}$/.test(seed)) {
    throw new RequestError([`'--seed' needs a whole number, not '${seed}'`]);
  }
  return {
    cases: selectCases(root, { ...ALL_CASES, ...selection }).filter(canBeSwept),
    enough: { states: number('states', 10_000), points: number('points', 10_000) },
    random: number('random', 999_999),
    seed: Number(seed),
    distinct: number('distinct', 300),
    jobs: number('jobs', availableParallelism()),
    deadline: number('deadline', 120) * 1000,
  };
}

class Survey {
  readonly #asked: Asked;
  readonly #tally = new Tally();
  readonly #show = progressLine(process.stderr);
  #news = 0;
  #lost = 0;
  #cases = 0;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  async run(): Promise<number> {
    onInterrupt(() => this.#print(['interrupted', ...this.#sums()]));
    const subjects = this.#subjects();
    for (let isOver = false; !isOver && !this.#hasEnough();) {
      const batch: Subject[] = [];
      while (batch.length < BATCH && !isOver) {
        const { value, done } = subjects.next();
        if (done === true) isOver = true;
        else batch.push(value);
      }
      await this.#sweep(batch);
    }
    this.#show('');
    this.#print(this.#sums());
    return this.#news === 0 && this.#lost === 0 ? 0 : 1;
  }

  #sums(): readonly string[] {
    const news = `${this.#news} kinds of broken promises that QEMU keeps`;
    return [...this.#tally.lines(), `${this.#cases} cases, ${news}, ${this.#lost} sweeps lost`];
  }

  /** Numbered cases first. */
  *#subjects(): Generator<Subject, void, void> {
    const { cases, random, seed } = this.#asked;
    for (const testCase of cases) yield { testCase, text: undefined };
    for (let at = seed; at < seed + random; at += 1) {
      const made = randomTest(at);
      if (made !== undefined) yield made;
    }
  }

  #hasEnough(): boolean {
    return this.#lacks('states') === 0 && this.#lacks('points') === 0;
  }

  #lacks(what: Counted): number {
    return Math.max(0, this.#asked.enough[what] - this.#tally.total[what]);
  }

  async #sweep(batch: readonly Subject[]): Promise<void> {
    const { seed, distinct, deadline, jobs } = this.#asked;
    const kinds = [
      ...(this.#lacks('states') > 0 ? (['crashes'] as const) : []),
      ...(this.#lacks('points') > 0 ? (['faults'] as const) : []),
    ];
    const shared = { part: 0, parts: 1, seed, distinct, deadline };
    const work = batch.flatMap(({ testCase }) =>
      kinds.map((kind): AnyJob => ({ ...shared, kind, case: testCase })),
    );
    this.#cases += batch.length;
    await runJobs<AnyJob, Answer>(work, {
      worker: findWorker(),
      inThisThread: async (job) => (job.kind === 'crashes' ? crashSteps(job) : failSteps(job)),
      jobs,
      onAnswer: (index, answer) => {
        const job = work[index] as AnyJob;
        const { text } = batch[Math.floor(index / kinds.length)] as Subject;
        if ('lost' in answer) {
          this.#lost += 1;
          this.#print([`${job.case.slug}, ${job.kind}: ${answer.lost}`]);
        } else this.#take(job, answer, text);
        const { states, points } = this.#tally.total;
        this.#show(`${states} crash states, ${points} fault points: ${job.case.slug}`);
      },
    });
  }

  #take(job: AnyJob, answer: Answer, text: string | undefined): void {
    const what = job.kind === 'crashes' ? 'states' : 'points';
    // A fault point is a run of its own; crash states count where their files differ.
    const judged = (one: StepCrashes | StepFaults): number =>
      what === 'states' ? one.distinct : one.states;
    this.#tally.add(
      job.case,
      what,
      answer.map((one) => ({ step: one.step, judged: judged(one) })),
    );
    const news = answer.flatMap(({ classes }) => classes.filter((one) => one.known === undefined));
    if (news.length === 0) return;
    this.#news += news.length;
    const told =
      job.kind === 'crashes'
        ? crashLines(job.case, newsOf(answer as readonly StepCrashes[]))
        : faultLines(job.case, newsOf(answer as readonly StepFaults[]));
    this.#print([...told, ...(text === undefined ? [] : text.trimEnd().split('\n'))]);
  }

  #print(lines: readonly string[]): void {
    this.#show('');
    process.stdout.write(`${lines.join('\n')}\n`);
  }
}

/** The steps with what no known flaw explains. */
const newsOf = <
  C extends { readonly known: unknown },
  S extends { readonly classes: readonly C[] },
>(
  steps: readonly S[],
): readonly S[] =>
  steps
    .map((step) => ({ ...step, classes: step.classes.filter((one) => one.known === undefined) }))
    .filter(({ classes }) => classes.length > 0);

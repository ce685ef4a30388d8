// One survey: which sweeps go out, what they found, and what of that is printed. Sweeps go out in
// batches of one size, and each is bounded by numbers of states, runs and work, so that what is
// judged, in which order, depends on no clock and no number of workers.
import { findWorker } from '../build/find-worker.ts';
import type { TestCase } from '../cases/types.ts';
import { caseWithOptions, STRICT } from '../cases/with-options.ts';
import { type CrashJob, crashSteps, type StepCrashes } from '../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob, type StepFaults } from '../explore/faults/fault-job.ts';
import { type Counted, type Goal, Tally } from '../explore/survey/tally.ts';
import { CORPUS } from '../fuzz/generated/corpus.ts';
import { madeCase } from '../fuzz/generated/made-case.ts';
import { generatedCase } from '../fuzz/generated/generated-case.ts';
import { plural } from '../golden/plural.ts';
import { runJobs } from '../host/worker-pool.ts';
import { lostText } from '../run/step-place.ts';
import { crashLines } from '../report/crash-table.ts';
import { faultLines } from '../report/fault-table.ts';
import { brokenText, newsOf } from '../report/sweep-table.ts';

type AnyJob = CrashJob | FaultJob;
type Answer = readonly (StepCrashes | StepFaults)[];

/** Cases that go out together. */
const BATCH = 32;

/** Steps of a case that are swept in one job; the steps before them run in each. */
const STEPS = 12;

/** What a survey is about. */
export interface SurveyRequest {
  /** Come before all random ones. */
  readonly cases: readonly TestCase[];
  readonly goal: Goal;
  /** All images are opened with crash-safety=strict. */
  readonly isStrict: boolean;
  /** Most random cases that are drawn. */
  readonly random: number;
  /** The corpus, too, is left out where no random case is wanted. */
  readonly skipsCorpus: boolean;
  /** The first random case, and what draws. */
  readonly seed: number;
  /** Most different states, or runs, of one step, and what their sweep may cost. */
  readonly distinct: number;
  readonly work: number;
  readonly jobs: number;
  /** Milliseconds after which a job is taken for one without end. */
  readonly deadline: number;
}

/** Who is told what, as it comes. */
export interface SurveyListener {
  /** Lines to print, for good. */
  readonly print: (lines: readonly string[]) => void;
  /** How far it has come, in words. */
  readonly progress: (text: string) => void;
  /** The sums so far, after each job. */
  readonly sums: (lines: readonly string[]) => void;
}

/** A job, with the text of its case where that lies in no file. */
interface Work {
  readonly job: AnyJob;
  readonly text: string | undefined;
}

/** A case, with its text where that lies in no file. */
interface Subject {
  readonly testCase: TestCase;
  readonly text: string | undefined;
}

/** Sweeps case after case until there is enough. */
export class Survey {
  readonly #request: SurveyRequest;
  readonly #listener: SurveyListener;
  readonly #tally: Tally;
  #news = 0;
  #lost = 0;
  #cases = 0;

  constructor(request: SurveyRequest, listener: SurveyListener) {
    this.#request = request;
    this.#listener = listener;
    this.#tally = new Tally(request.goal);
  }

  /** Resolves to whether no promise was broken that QEMU keeps, and no sweep was lost. */
  async run(): Promise<boolean> {
    const subjects = this.#subjects();
    for (let isOver = false; !isOver && !this.#tally.isEnough;) {
      const batch: Work[] = [];
      const until = this.#cases + BATCH;
      while (this.#cases < until && !isOver) {
        const { value, done } = subjects.next();
        if (done === true) isOver = true;
        else batch.push(...this.#workOn(value));
      }
      await this.#sweep(batch);
    }
    return this.#news === 0 && this.#lost === 0;
  }

  /** What was judged so far. */
  sums(): readonly string[] {
    const news = `${brokenText(this.#news)} that QEMU keeps`;
    return [
      ...this.#tally.lines(),
      `${plural(this.#cases, 'case')}, ${news}, ${plural(this.#lost, 'sweep')} lost`,
    ];
  }

  /** Numbered cases first, then the corpus. */
  *#subjects(): Generator<Subject> {
    const { cases, random, seed, skipsCorpus } = this.#request;
    for (const testCase of cases) yield { testCase, text: undefined };
    for (const number of random > 0 && !skipsCorpus ? CORPUS : []) {
      const made = madeCase(number);
      if (made !== undefined) yield made;
    }
    for (let at = seed; at < seed + random; at += 1) {
      const made = generatedCase(at);
      if (made !== undefined) yield made;
    }
  }

  /** The jobs of one case, by what was lacking before its batch; a case without any is left out. */
  #workOn({ testCase: plain, text }: Subject): readonly Work[] {
    const { seed, distinct, work, deadline, isStrict } = this.#request;
    const testCase = caseWithOptions(plain, isStrict ? [STRICT] : []);
    const shared = { case: testCase, part: 0, parts: 1, seed, distinct, work, deadline };
    const partsFor = (what: Counted): readonly (readonly number[])[] =>
      chunksOf(this.#tally.lackingSteps(testCase, what), STEPS);
    const jobs: readonly AnyJob[] = [
      ...partsFor('states').map(
        (only) => ({ ...shared, kind: 'crashes', only, isSpread: true }) as const,
      ),
      ...partsFor('points').map(
        (only) => ({ ...shared, kind: 'faults', only, isSpread: true }) as const,
      ),
    ];
    if (jobs.length > 0) this.#cases += 1;
    return jobs.map((job) => ({ job, text }));
  }

  async #sweep(batch: readonly Work[]): Promise<void> {
    const jobs = batch.map(({ job }) => job);
    await runJobs<AnyJob, Answer>(jobs, {
      worker: findWorker(),
      inThisThread: async (job) => (job.kind === 'crashes' ? crashSteps(job) : failSteps(job)),
      jobs: this.#request.jobs,
      onAnswer: (index, answer) => {
        const { job, text } = batch[index] as Work;
        if ('lost' in answer) {
          this.#lost += 1;
          const steps = job.only?.join(', ');
          this.#listener.print([
            `${job.case.slug}, ${job.kind} of ${steps}: ${lostText(job.case, answer)}`,
          ]);
        } else this.#take(job, answer, text);
        this.#listener.sums(this.sums());
        const { states, points } = this.#tally.total;
        this.#listener.progress(
          `${plural(states, 'crash state')}, ${plural(points, 'fault point')}: ${job.case.slug}`,
        );
      },
    });
  }

  #take(job: AnyJob, answer: Answer, text: string | undefined): void {
    const what = countedBy(job.kind);
    // A fault point is a run of its own; crash states count where their files differ.
    const judged = (one: StepCrashes | StepFaults): number =>
      'files' in one ? one.files : one.states;
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
    this.#listener.print([...told, ...(text === undefined ? [] : text.trimEnd().split('\n'))]);
  }
}

const countedBy = (kind: AnyJob['kind']): Counted => (kind === 'crashes' ? 'states' : 'points');

const chunksOf = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_none, at) =>
    all.slice(at * size, (at + 1) * size),
  );

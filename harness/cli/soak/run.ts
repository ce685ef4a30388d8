// One soak: subject after subject, each swept by the first worker that is free, and handed out in
// the order of their numbers. A sweep is bounded by numbers of states, runs and work, so that a
// clock can decide how many subjects are done, and never what is found of one.
import { Draw } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import { type CrashJob, crashSteps, type StepCrashes } from '../../explore/crashes/crash-job.ts';
import { failSteps, type FaultJob, type StepFaults } from '../../explore/faults/fault-job.ts';
import { randomTest } from '../../fuzz/random-test.ts';
import { type JobLost, Lane } from '../../host/worker-pool.ts';
import { violationText } from '../../report/sweep-table.ts';
import { lostText } from '../../run/step-place.ts';
import type { SoakFinding, SoakHeader, SoakResult } from './record.ts';

type AnyJob = CrashJob | FaultJob;
type AnyStep = StepCrashes | StepFaults;
type Answer = readonly AnyStep[];

/** Who sweeps one job after the other. */
export interface Sweeper {
  run(job: AnyJob): Promise<Answer | JobLost>;
  stop(): void;
}

/** Random cases have numbers below this, as tokens can hold them. */
const CASES = 1_000_000_000;

/**
 * The case of a subject; undefined: its commands cannot be told as one. Cases are drawn, and not
 * taken one after the other: their kinds follow from their numbers, and each shard gets all kinds.
 * Two subjects may draw the same one: about one pair among 50,000 does.
 */
export const caseOfSubject = (seed: number, subject: number): TestCase | undefined =>
  randomTest(new Draw(`soak ${seed} ${subject}`).below(CASES))?.testCase;

/** Sweeps on a worker of that bundle; undefined: in this thread. */
export function sweeperOn(worker: URL | undefined): Sweeper {
  if (worker !== undefined) return new Lane<AnyJob, Answer>(worker);
  const inThisThread = (job: AnyJob): Answer =>
    job.kind === 'crashes' ? crashSteps(job) : failSteps(job);
  return { run: async (job) => inThisThread(job), stop: () => {} };
}

/** What a soak is about, and how it is swept. */
export interface SoakRequest {
  readonly header: SoakHeader;
  readonly jobs: number;
  /** Milliseconds after which a sweep is taken for one without end. */
  readonly deadline: number;
  /** Makes a sweeper for each worker. */
  readonly makeSweeper: () => Sweeper;
  /** Whether a subject is begun; there is none behind one that is not. */
  readonly begins: (subject: number) => boolean;
  /** Told each result, in the order of the subjects. */
  readonly onResult: (result: SoakResult) => void;
}

/** Sweeps subjects of a shard from `first` on. */
export class Soak {
  readonly #request: SoakRequest;
  readonly #ahead = new Map<number, SoakResult>();
  #begun: number;
  #handedOut: number;

  constructor(request: SoakRequest, first: number) {
    this.#request = request;
    this.#begun = first;
    this.#handedOut = first;
  }

  /** Resolves when every subject that was begun is handed out, and no worker is left. */
  async run(): Promise<void> {
    const sweepers = Array.from({ length: this.#request.jobs }, this.#request.makeSweeper);
    try {
      await Promise.all(sweepers.map((sweeper) => this.#work(sweeper)));
    } finally {
      for (const sweeper of sweepers) sweeper.stop();
    }
  }

  /** Results behind a subject that is not done, in their order: they are not handed out yet. */
  ahead(): readonly SoakResult[] {
    return [...this.#ahead.values()].toSorted((a, b) => a.subject - b.subject);
  }

  async #work(sweeper: Sweeper): Promise<void> {
    const { shards } = this.#request.header;
    while (this.#request.begins(this.#begun)) {
      const subject = this.#begun;
      this.#begun += shards;
      this.#ahead.set(subject, await this.#sweep(subject, sweeper));
      this.#handOut();
    }
  }

  #handOut(): void {
    for (let result; (result = this.#ahead.get(this.#handedOut)) !== undefined;) {
      this.#ahead.delete(this.#handedOut);
      this.#handedOut += this.#request.header.shards;
      this.#request.onResult(result);
    }
  }

  async #sweep(subject: number, sweeper: Sweeper): Promise<SoakResult> {
    const { deadline, header } = this.#request;
    const testCase = caseOfSubject(header.seed, subject);
    const none = { states: 0, points: 0, findings: [], lost: [] };
    if (testCase === undefined) return { subject, case: null, ...none };
    const { seed, distinct, work } = header;
    const shared = { case: testCase, part: 0, parts: 1, seed, distinct, work, deadline };
    const jobs: readonly AnyJob[] = [
      { ...shared, kind: 'crashes' },
      { ...shared, kind: 'faults', isSpread: true },
    ];
    let result: SoakResult = { subject, case: testCase.number, ...none };
    for (const job of jobs) result = withAnswer(result, job, await sweeper.run(job));
    return result;
  }
}

/** The result with what one more sweep gave. */
function withAnswer(result: SoakResult, job: AnyJob, answer: Answer | JobLost): SoakResult {
  if ('lost' in answer) {
    return { ...result, lost: [...result.lost, `${job.kind}: ${lostText(job.case, answer)}`] };
  }
  // A fault point is a run of its own; crash states count where their files differ.
  const count = answer.reduce((sum, one) => sum + ('files' in one ? one.files : one.states), 0);
  const findings = [...result.findings, ...answer.flatMap(findingsOf)];
  return job.kind === 'crashes'
    ? { ...result, findings, states: count }
    : { ...result, findings, points: count };
}

const findingsOf = (swept: AnyStep): readonly SoakFinding[] =>
  swept.classes.map(({ name, token, count, violations, known }) => ({
    cause: 'files' in swept ? 'crash' : 'fault',
    step: swept.step,
    token,
    signature: name,
    count,
    promises: [...new Set(violations.map(({ promise }) => promise))].toSorted(),
    ...(known === undefined
      ? { details: violations.map(violationText) }
      : { known: known.map((flaw) => ({ name: flaw.name, case: flaw.case })) }),
  }));

// What a soak goes through, one subject after the other.
import { Draw } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import type { StepCrashes } from '../../explore/crashes/crash-job.ts';
import type { StepFaults } from '../../explore/faults/fault-job.ts';
import { CORPUS } from '../../fuzz/generated/corpus.ts';
import { madeCase } from '../../fuzz/generated/made-case.ts';
import { generatedCase } from '../../fuzz/generated/generated-case.ts';
import type { JobLost } from '../../host/worker-pool.ts';
import { violationText } from '../../report/sweep-table.ts';
import { lostText } from '../../run/step-place.ts';
import type { SoakFinding, SoakHeader, SoakResult } from './record.ts';
import type { AnyJob, Answer, StepAnswer, Sweeper } from './sweeper.ts';

/** Numbered subjects, from 0 on. */
export interface Subjects {
  /** Sweeps one; `deadline` is in milliseconds, of each of its sweeps. */
  sweep(subject: number, sweeper: Sweeper, deadline: number): Promise<SoakResult>;
}

/** Random cases have numbers below this, as tokens can hold them. */
const CASES = 1_000_000_000;

/**
 * The case of a subject; undefined: its commands cannot be told as one. That of the corpus comes
 * first, for each seed. Others are drawn, and not
 * taken one after the other: their kinds follow from their numbers, and each shard gets all kinds.
 * Two subjects may draw the same one: about one pair among 50,000 does.
 */
export const caseOfSubject = (
  { seed, corpus = 0 }: Pick<SoakHeader, 'seed' | 'corpus'>,
  subject: number,
): TestCase | undefined => {
  const known = subject < corpus ? CORPUS[subject] : undefined;
  const made =
    known === undefined
      ? generatedCase(new Draw(`soak ${seed} ${subject}`).below(CASES))
      : madeCase(known);
  return made?.testCase;
};

/** What is known of a subject before it is swept. */
export const NOTHING_FOUND = { states: 0, points: 0, findings: [], lost: [] } as const;

/** Random cases without end: the crashes and faults of all their steps. */
export class RandomSubjects implements Subjects {
  readonly #header: SoakHeader;

  constructor(header: SoakHeader) {
    this.#header = header;
  }

  async sweep(subject: number, sweeper: Sweeper, deadline: number): Promise<SoakResult> {
    const { seed, distinct, work } = this.#header;
    const testCase = caseOfSubject(this.#header, subject);
    if (testCase === undefined) return { subject, case: null, ...NOTHING_FOUND };
    const shared = { case: testCase, part: 0, parts: 1, seed, distinct, work, deadline };
    const jobs: readonly AnyJob[] = [
      { ...shared, kind: 'crashes', isSpread: true },
      { ...shared, kind: 'faults', isSpread: true },
    ];
    let result: SoakResult = { subject, case: testCase.number, ...NOTHING_FOUND };
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
  const steps = answer as StepAnswer;
  const count = steps.reduce((sum, one) => sum + judgedOf(one), 0);
  const findings = [...result.findings, ...steps.flatMap(findingsOf)];
  return job.kind === 'crashes'
    ? { ...result, findings, states: count }
    : { ...result, findings, points: count };
}

/** How many states or runs of a step were judged. */
export const judgedOf = (swept: StepCrashes | StepFaults): number =>
  'files' in swept ? swept.files : swept.states;

/** The kinds of broken promises of a step. */
export const findingsOf = (swept: StepCrashes | StepFaults): readonly SoakFinding[] =>
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

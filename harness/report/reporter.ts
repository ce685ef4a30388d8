// What a run of the suite tells: cases as they begin and end, and the sum at the end.
import type { TestCase } from '../cases/types.ts';
import type { ServedTally } from '../engines/engine.ts';
import type { GoldenKind } from '../golden/golden-folder.ts';
import type { NamedHunk } from '../golden/line-diff.ts';
import type { OpinionTally } from '../oracle/second-opinions.ts';
import type { StepOutput } from '../golden/transcript.ts';
import type { CaseResult, FailedCase } from '../run/verdict.ts';

/** A case whose golden or write log was written anew, as the user asked. */
export interface UpdatedCase extends Omit<FailedCase, 'verdict'> {
  readonly verdict: 'updated';
  /** What was written, as messages name it. */
  readonly written: readonly [string, ...string[]];
  /** The first of those was removed: the usual golden says the same. */
  readonly isRemoved?: boolean;
}

/** A case that ended, with what there is to show about it. */
export interface Ended {
  readonly result: CaseResult | UpdatedCase;
  /** Expected against actual; empty when the golden is met or missing. */
  readonly hunks: readonly NamedHunk[];
  /** Where the transcript was left; undefined when nothing was written. */
  readonly badFile: string | undefined;
  /** Where the write log was left; undefined when it was not written. */
  readonly badLog?: string | undefined;
  /** The goldens that it was held to, as messages name them; absent: the usual ones. */
  readonly expected?: Readonly<Record<GoldenKind, string>>;
  /**
   * Held to a golden of a variant: why that differs from the usual one, as far as that is written
   * down; absent: held to the usual one.
   */
  readonly causes?: readonly string[] | undefined;
}

/** Why cases differ from the usual goldens and are not red for it: other words, or a golden. */
export interface CauseTally {
  readonly cause: string;
  readonly kind: 'words' | 'golden';
  /** Numbers of cases. */
  readonly cases: readonly string[];
}

/** The verdict of a case as readers see it: a lost case is shown as crashed. */
export type Outcome = Exclude<Ended['result']['verdict'], 'lost'>;

/** That word. */
export const outcomeOf = ({ verdict }: Ended['result']): Outcome =>
  verdict === 'lost' ? 'crashed' : verdict;

/** Where a report goes. */
export interface ReportOutput {
  readonly write: (text: string) => void;
  /** Lines may be rewritten in place. */
  readonly isTerminal: boolean;
  readonly hasColor: boolean;
}

/** The sum of a run. */
export interface RunEnd {
  /** Everything went well. */
  readonly isGreen: boolean;
  /** The user ended it; the sum is of what was judged up to then. */
  readonly isInterrupted: boolean;
  readonly tally: Tally;
  /** What really ran, as 'QEMU 11.1.3'; absent: there is one version. */
  readonly version?: string | undefined;
  /** Whose goldens the cases were held to where it has some; absent: the usual ones alone. */
  readonly variant?: string | undefined;
}

/** Is told what happens; what it does not care for it leaves out. */
export interface Reporter {
  /** `count` cases are to be run or left out, on `engine`, of which `version` is what runs. */
  start?(count: number, engine: string, version?: string): void;
  /** A case begins; several may be under way. */
  started?(testCase: TestCase): void;
  /** The steps of a case, in their order, right before the case ends. */
  stepEnded?(output: StepOutput, testCase: TestCase): void;
  /** Cases end in the order of their numbers. */
  ended?(ended: Ended): void;
  /** Something that is red without being a case: an orphan golden. */
  complaint?(line: string): void;
  /** Something that is not red, and that the user should know. */
  note?(line: string): void;
  /** Called once, at the end. */
  end?(end: RunEnd): void;
}

/** How many cases came to each verdict. */
export class Tally {
  readonly passed: string[] = [];
  readonly updated: string[] = [];
  readonly failed: string[] = [];
  readonly notRun: string[] = [];
  complaints = 0;
  /** Of an engine that serves a part of each case: the sum of what it served; else undefined. */
  served: ServedTally | undefined;
  /** What each reader made of all images. */
  readonly opinions = new Map<string, OpinionTally>();

  readonly #causes = new Map<string, { kind: CauseTally['kind']; cases: string[] }>();

  /** Most cases first. */
  get causes(): readonly CauseTally[] {
    return [...this.#causes]
      .map(([cause, { kind, cases }]) => ({ cause, kind, cases }))
      .toSorted((one, other) => other.cases.length - one.cases.length);
  }

  #addCause(cause: string, kind: CauseTally['kind'], number: string): void {
    const known = this.#causes.get(cause) ?? { kind, cases: [] };
    known.cases.push(number);
    this.#causes.set(cause, known);
  }

  add({ result, causes }: Ended): void {
    const { number } = result.case;
    for (const name of result.run?.words?.keys() ?? []) this.#addCause(name, 'words', number);
    if (causes !== undefined && result.verdict === 'passed') {
      const named = causes.length > 0 ? causes : ['its cause is not written down'];
      for (const cause of named) this.#addCause(cause, 'golden', number);
    }
    if (result.run?.served !== undefined) this.#addServed(result.run.served);
    for (const tally of result.run?.opinions ?? []) this.#addOpinion(tally);
    this.#listOf(result.verdict).push(result.case.number);
  }

  #listOf(verdict: Ended['result']['verdict']): string[] {
    switch (verdict) {
      case 'passed':
        return this.passed;
      case 'updated':
        return this.updated;
      case 'not run':
        return this.notRun;
      case 'failed':
      case 'crashed':
      case 'hung':
      case 'lost':
        return this.failed;
    }
  }

  #addOpinion({ reader, equal, refused, wrong }: OpinionTally): void {
    const sum = this.opinions.get(reader);
    this.opinions.set(reader, {
      reader,
      equal: equal + (sum?.equal ?? 0),
      refused: refused + (sum?.refused ?? 0),
      wrong: wrong + (sum?.wrong ?? 0),
    });
  }

  #addServed({ engine, served, lacking }: ServedTally): void {
    const sums = new Map(this.served?.lacking);
    for (const [lack, count] of lacking) sums.set(lack, (sums.get(lack) ?? 0) + count);
    this.served = { engine, served: (this.served?.served ?? 0) + served, lacking: sums };
  }

  /** Cases that were really run. */
  get ran(): number {
    return this.passed.length + this.updated.length + this.failed.length;
  }
}

/** The distribution of a step that varies, in words. */
export function variationText(counts: readonly number[]): string {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.length === 1
    ? `${total} of ${total} runs agree`
    : `results came ${counts.join(', ')} times in ${total} runs`;
}

// Cuts a finding down: its trouble first, as simple troubles are found again quickly, then its
// case, then its trouble once more. Each candidate runs and is judged as a sweep would judge it;
// what it may cost is counted and not timed, so that the result is the same on any machine.
import type { TestCase } from '../cases/types.ts';
import { caseWithOptions, takeNumberApart } from '../cases/with-options.ts';
import { ioSession } from '../verbs/io.ts';
import { TokenError } from '../explore/token-fit.ts';
import type { MetIo } from '../faults/fault.ts';
import { WorkBudget } from '../oracle/work-budget.ts';
import type { EngineChoice } from '../run/job.ts';
import {
  dropHead,
  dropItems,
  dropOptions,
  dropSteps,
  dropTail,
  dropWordParts,
} from './case-cuts.ts';
import { caseOfDraft, type Draft, draftOf, draftText } from './draft.ts';
import { offers } from './greedy.ts';
import { FAR, isNoCandidate, LastStep, NEAR } from './last-step.ts';
import { smallerNumbers } from './number-cuts.ts';
import type { Signature } from './signature.ts';
import { atStep, type Trouble, TROUBLE_CUTS, troubleWord } from './trouble.ts';

/** How far it goes. */
export interface ShrinkBudget {
  /** Most candidates, cases and troubles together. */
  readonly calls: number;
  /** What they may cost (oracle/work-budget.ts). */
  readonly work: number;
}

/** Enough for what people and the fuzz write. */
export const SHRINK_BUDGET: ShrinkBudget = { calls: 600, work: 2_000_000 };

/** How big a case is. */
export interface Size {
  readonly steps: number;
  /** Programs, and each command of qemu-io by itself. */
  readonly commands: number;
}

/** A finding of a case. */
export interface Finding {
  readonly draft: Draft;
  readonly testCase: TestCase;
  readonly trouble: Trouble;
}

/** The smallest so far. */
export interface Shrinking extends Finding {
  readonly signature: Signature;
  readonly before: Size;
  readonly calls: number;
}

const CASE_CUTS = [
  dropSteps,
  dropTail,
  dropItems,
  dropOptions,
  dropWordParts,
  smallerNumbers,
  dropHead,
];

/** The size of a case. */
export const sizeOf = ({ steps }: TestCase): Size => ({
  steps: steps.length,
  commands: steps.reduce((sum, step) => sum + (ioSession(step)?.commands.length ?? 1), 0),
});

/** The text of a case that shows the trouble of the word. */
export const shrunkText = ({ draft, trouble }: Finding, word: string): string =>
  draftText(draft, `Cut down from ${word}, shown by ${troubleWord(trouble)}`);

/** Makes one finding smaller. */
class Shrinker {
  readonly #work: WorkBudget;
  readonly #budget: ShrinkBudget;
  readonly #number: string;
  readonly #before: Size;
  readonly #signature: Signature;
  readonly #unmet: number;
  readonly #other: EngineChoice | undefined;
  #best: Finding;
  /** What the best trouble fails, as far as that is known. */
  #met: MetIo | undefined;
  #calls = 0;

  constructor(
    best: Finding,
    last: LastStep,
    signature: Signature,
    budget: ShrinkBudget,
    other: EngineChoice | undefined,
  ) {
    this.#other = other;
    this.#best = best;
    this.#number = best.testCase.number;
    this.#before = sizeOf(best.testCase);
    this.#unmet = last.unmet;
    this.#signature = signature;
    this.#budget = budget;
    this.#work = new WorkBudget(budget.work);
  }

  get #now(): Shrinking {
    const [signature, before, calls] = [this.#signature, this.#before, this.#calls];
    return { ...this.#best, signature, before, calls };
  }

  *run(): Generator<Shrinking, Shrinking> {
    yield this.#now;
    yield* this.#cutTrouble();
    const greed = { passes: CASE_CUTS, keyOf: textOfDraft, calls: this.#left };
    const search = offers(this.#best.draft, greed);
    let step = search.next();
    while (step.done !== true && !this.#work.isSpent) {
      this.#calls += 1;
      const found = this.#tryDraft(step.value);
      if (found !== undefined) this.#best = found;
      yield this.#now;
      step = search.next(found !== undefined);
    }
    yield* this.#cutTrouble();
    return this.#now;
  }

  #lastStepOf(testCase: TestCase): LastStep {
    return new LastStep(testCase, this.#work, this.#signature, this.#other);
  }

  get #left(): number {
    return this.#budget.calls - this.#calls;
  }

  *#cutTrouble(): Generator<Shrinking, void> {
    const last = this.#lastStepOf(this.#best.testCase);
    const greed = { passes: TROUBLE_CUTS, keyOf: troubleWord, calls: TROUBLE_CALLS };
    try {
      const search = offers(this.#best.trouble, greed);
      let step = search.next();
      while (step.done !== true && !this.#work.isSpent) {
        const holds = last.shows(step.value, this.#signature);
        if (holds) this.#best = { ...this.#best, trouble: step.value };
        yield this.#now;
        step = search.next(holds);
      }
      this.#met = last.metBy(this.#best.trouble);
    } finally {
      last.close();
    }
  }

  #tryDraft(draft: Draft): Finding | undefined {
    const testCase = caseUnder(draft, this.#number);
    if (testCase === undefined) return undefined;
    let last: LastStep | undefined;
    try {
      last = this.#lastStepOf(testCase);
      if (last.unmet > this.#unmet) return undefined;
      const like = atStep(this.#best.trouble, testCase.steps.length);
      const isAsLong = sizeOf(testCase).commands === sizeOf(this.#best.testCase).commands;
      const breadth = isAsLong ? NEAR : FAR;
      const trouble = last.search(like, this.#signature, { met: this.#met, breadth });
      if (trouble === undefined) return undefined;
      this.#met = last.metBy(trouble);
      return { draft, testCase, trouble };
    } catch (error) {
      if (!isNoCandidate(error)) throw error;
      return undefined;
    } finally {
      last?.close();
    }
  }
}

/** Troubles of one case that are tried. */
const TROUBLE_CALLS = 160;

const textOfDraft = (draft: Draft): string => draftText(draft, '');

/** The draft under a number with image options; undefined where it is no case. */
function caseUnder(draft: Draft, number: string): TestCase | undefined {
  const apart = takeNumberApart(number);
  const plain = apart && caseOfDraft(draft, apart.number);
  return plain && caseWithOptions(plain, apart.options);
}

/**
 * Shrinks what the trouble breaks in the case of that text, yielding the smallest so far after each
 * candidate. Undefined: the trouble breaks nothing. With `other` it is broken, and tried, on that
 * engine. Throws TokenError where the trouble names a step that the case does not have, or an I/O
 * or a moment that the step does not have.
 */
export function* shrinkFinding(
  text: string,
  trouble: Trouble,
  budget: ShrinkBudget = SHRINK_BUDGET,
  other?: EngineChoice,
): Generator<Shrinking, Shrinking | undefined> {
  const { number, step } = trouble.token;
  const draft = draftOf(text, step);
  if (step < 1 || draft.steps.length < step) throw new TokenError(`there is no step ${step}`);
  const testCase = caseUnder(draft, number);
  if (testCase === undefined) throw new TokenError(`no case can end with step ${step}`);
  const last = new LastStep(testCase, new WorkBudget(Infinity), undefined, other);
  let signature: Signature | undefined;
  try {
    signature = last.look(trouble);
    if (signature === undefined) last.requireFit(trouble);
  } finally {
    last.close();
  }
  if (signature === undefined) return undefined;
  return yield* new Shrinker({ draft, testCase, trouble }, last, signature, budget, other).run();
}

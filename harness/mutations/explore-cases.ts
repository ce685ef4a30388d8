// The entry of the program whose mutations generated exploration has to find: modelled cases,
// looked at as they end and swept by crashes, faults and orders. No golden, no numbered case and
// nothing that the engine said before is used: what is red breaks a promise by itself.
import type { TestCase } from '../cases/types.ts';
import { crashSteps } from '../explore/crashes/crash-job.ts';
import { failSteps } from '../explore/faults/fault-job.ts';
import { orderSteps } from '../explore/orders/order-job.ts';
import { judgeModelled } from '../fuzz/modelled/judge-case.ts';
import { modelledCase } from '../fuzz/modelled/modelled-case.ts';
import { verbNamed } from '../verbs/table.ts';
import { Coverage, type Place } from './coverage.ts';
import type { MutantRun } from './program.ts';

/** What one look may cost: numbers, so that it is the same on every machine. */
export interface LookBudget {
  /** Different crash states of a step, runs with a fault, and orders. */
  readonly states: number;
  readonly faults: number;
  readonly orders: number;
  /** I/Os and looks at files (oracle/work-budget.ts) of the sweep of a step. */
  readonly work: number;
}

/** How a case is looked at, the cheapest first; the last ones are about the strict order. */
export const LOOKS = [
  'end',
  'crashes',
  'faults',
  'orders',
  'strict end',
  'strict crashes',
  'strict faults',
  'strict orders',
] as const;

/** Whether a whole case is looked at. */
export const isEnd = (how: Look['how']): boolean => how.endsWith('end');

/** Whether images are opened with the strict order. */
export const isStrict = (how: Look['how']): boolean => how.startsWith('strict');

/** A case as it ends, or one step of it in a sweep. */
export interface Look {
  readonly how: (typeof LOOKS)[number];
  readonly seed: number;
  /** From 1; 0 where it is looked at as it ends. */
  readonly step: number;
}

/** A step of a case as it runs where nothing fails. */
export interface LearntStep {
  readonly seed: number;
  /** It was run in the strict order. */
  readonly isStrict: boolean;
  /** From 1; one more than there are: the tools behind them. */
  readonly step: number;
  /** Indices of the places that it comes by, and of those of which it leaves out no part. */
  readonly places: readonly number[];
  readonly whole: readonly number[];
  /** How it can be swept. */
  readonly sweeps: readonly Look['how'][];
}

export type ExploreSubject =
  | { readonly kind: 'looks'; readonly looks: readonly Look[]; readonly budget: LookBudget }
  | {
      readonly kind: 'lesson';
      readonly root: string;
      readonly seeds: readonly number[];
      readonly places: readonly Place[];
    };

/** Kinds of broken promises that no known flaw of QEMU explains. */
const newsIn = (
  steps: readonly { readonly classes: readonly { readonly name: string; known: unknown }[] }[],
): readonly string[] =>
  steps.flatMap(({ classes }) =>
    classes.filter(({ known }) => known === undefined).map(({ name }) => name),
  );

const strictly = (testCase: TestCase): TestCase => ({
  ...testCase,
  steps: testCase.steps.map((step) => ({ ...step, crashSafety: 'strict' })),
});

function signsOf({ how, seed, step }: Look, budget: LookBudget): readonly string[] {
  const made = modelledCase(seed);
  const testCase = isStrict(how) ? strictly(made.testCase) : made.testCase;
  if (isEnd(how)) {
    const broken = judgeModelled({ ...made, testCase });
    return broken.map(({ relation, words }) => `${relation}: ${words}`);
  }
  const common = { part: 0, parts: 1, seed: 0, work: budget.work, deadline: Infinity };
  const job = { case: testCase, only: [step], ...common };
  switch (how) {
    case 'end':
    case 'strict end':
      return [];
    case 'faults':
    case 'strict faults':
      return newsIn(failSteps({ ...job, distinct: budget.faults, kind: 'faults', isSpread: true }));
    case 'crashes':
    case 'strict crashes':
      return newsIn(crashSteps({ ...job, distinct: budget.states, kind: 'crashes' }));
    case 'orders':
    case 'strict orders': {
      const { orders, states: distinct } = budget;
      return newsIn(
        orderSteps({ ...job, distinct, kind: 'every-order', orders, crossing: undefined }),
      );
    }
  }
}

/** The first sign, or the engine's own mistake; undefined: there is none. */
function look(one: Look, budget: LookBudget): string | undefined {
  try {
    return signsOf(one, budget)[0];
  } catch (error) {
    return `crash: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Commands that change nothing leave nothing to sweep; nor does what is made anew. */
const NOT_SWEPT = new Set(['check', 'compare', 'create', 'info', 'map', 'measure']);

function sweepsOf(testCase: TestCase, number: number): LearntStep['sweeps'] {
  const step = testCase.steps[number - 1];
  const verb = step && verbNamed(step.verb);
  if (step === undefined || verb?.tool === undefined) return [];
  const argv = verb.argv(step, []);
  if (verb.tool === 'img' && NOT_SWEPT.has(argv[0] ?? '') && !argv.includes('-r')) return [];
  const meets = argv.some((word) => word.startsWith('aio_'));
  return LOOKS.filter((how) => !isEnd(how) && (!how.endsWith('orders') || meets));
}

function learn(
  root: string,
  seeds: readonly number[],
  places: readonly Place[],
): readonly LearntStep[] {
  const coverage = new Coverage(root);
  const learnt: LearntStep[] = [];
  for (const seed of seeds) {
    const made = modelledCase(seed);
    for (const strict of [false, true]) {
      const testCase = strict ? strictly(made.testCase) : made.testCase;
      const steps: LearntStep[] = [];
      coverage.met([]);
      const broken = judgeModelled({ ...made, testCase }, (step) => {
        const sweeps = sweepsOf(testCase, step).filter((how) => isStrict(how) === strict);
        const { met, whole } = coverage.met(places);
        steps.push({ seed, isStrict: strict, step, places: met, whole, sweeps });
      });
      // A case that breaks promises in the engine as it is tells nothing of a change.
      if (broken.length === 0) learnt.push(...steps);
    }
  }
  coverage.end();
  return learnt;
}

/**
 * Red with the first look that says something, which `reached` counts from 0. Of a lesson green,
 * and `output` is a list of LearntSteps as JSON. `subject` is an ExploreSubject.
 */
export function judge(subject: unknown): MutantRun {
  const asked = subject as ExploreSubject;
  if (asked.kind === 'lesson') {
    const { root, seeds, places } = asked;
    return { verdict: 'green', output: JSON.stringify(learn(root, seeds, places)) };
  }
  for (const [reached, one] of asked.looks.entries()) {
    const sign = look(one, asked.budget);
    if (sign === undefined) continue;
    const place = isEnd(one.how) ? '' : ` of step ${one.step}`;
    return { verdict: 'red', output: `seed ${one.seed}, ${one.how}${place}: ${sign}`, reached };
  }
  return { verdict: 'green', output: '' };
}

// The entry of the program whose mutations generated exploration has to find: made cases, swept by
// crashes, faults and orders, and where they are modelled looked at as they end. No golden, no
// numbered case and nothing that the engine said before is used: what is red breaks a promise by
// itself.
import type { TestCase } from '../cases/types.ts';
import { crashSteps } from '../explore/crashes/crash-job.ts';
import { failSteps } from '../explore/faults/fault-job.ts';
import { orderSteps } from '../explore/orders/order-job.ts';
import { instrumentedEngine } from '../explore/instrumented-engine.ts';
import { madeCase } from '../fuzz/generated/made-case.ts';
import { judgeModelled } from '../fuzz/modelled/judge-case.ts';
import { type ModelledCase, modelledCase } from '../fuzz/modelled/modelled-case.ts';
import { StepLoop } from '../run/step-loop.ts';
import { verbNamed } from '../verbs/table.ts';
import { Coverage, type Place } from './coverage.ts';
import { type FailedWord, tracesOf, tracesOfFaults } from './case-traces.ts';
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

/** Whether the number of a case is that of a modelled one, whose end can be looked at. */
export const isModelled = ({ number }: Pick<Look, 'number'>): boolean => number.startsWith('m');

/** A case as it ends, or one step of it in a sweep. */
export interface Look {
  readonly how: (typeof LOOKS)[number];
  /** The number of the made case: 'm12', 'r12', 's12'. */
  readonly number: string;
  /** From 1; 0 where it is looked at as it ends. */
  readonly step: number;
  /** Of faults those alone that begin at one of these I/Os, from 1; absent: at any. */
  readonly ios?: readonly number[];
}

/** A step of a case as it runs where nothing fails. */
export interface LearntStep {
  /** The number of its case. */
  readonly number: string;
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

/** A case, in QEMU's order or in the strict one. */
export interface Course extends Pick<LearntStep, 'number' | 'isStrict'> {
  /** A short word for each step that has run (case-traces.ts). */
  readonly traces: readonly string[];
}

/** A step whose I/Os fail; what is told of one is a list of FailedWords. */
export type FailedStep = Pick<LearntStep, 'number' | 'isStrict' | 'step'>;

export type ExploreSubject =
  | { readonly kind: 'looks'; readonly looks: readonly Look[]; readonly budget: LookBudget }
  | { readonly kind: 'courses'; readonly cases: readonly Omit<Course, 'traces'>[] }
  | { readonly kind: 'fault courses'; readonly steps: readonly FailedStep[] }
  | {
      readonly kind: 'lesson';
      readonly root: string;
      /** Numbers of cases. */
      readonly numbers: readonly string[];
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

/** The case of a number, and where it is a modelled one its model. Throws Error for no number. */
function caseOf(number: string): Partial<ModelledCase> & Pick<ModelledCase, 'testCase'> {
  if (isModelled({ number })) return modelledCase(Number(number.slice(1)));
  const made = madeCase(number);
  if (made === undefined) throw new Error(`there is no case ${number}`);
  return made;
}

function signsOf({ how, number, step, ios }: Look, budget: LookBudget): readonly string[] {
  const { steps, text = '', ...made } = caseOf(number);
  const testCase = isStrict(how) ? strictly(made.testCase) : made.testCase;
  if (isEnd(how)) {
    const broken = judgeModelled({ testCase, text, steps: steps ?? [] });
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
      return newsIn(
        failSteps({ ...job, distinct: budget.faults, kind: 'faults', isSpread: true, ios }),
      );
    case 'crashes':
    case 'strict crashes':
      return newsIn(
        crashSteps({ ...job, distinct: budget.states, kind: 'crashes', isSpread: true }),
      );
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

/** What one run of a case comes by; empty: it breaks promises, and tells nothing of a change. */
function learnCase(
  number: string,
  isStrictly: boolean,
  coverage: Coverage,
  places: readonly Place[],
): readonly LearntStep[] {
  const { steps: model, text = '', ...made } = caseOf(number);
  // A case of the strict order alone is learnt there.
  if (!isStrictly && made.testCase.steps.some(({ crashSafety }) => crashSafety === 'strict')) {
    return [];
  }
  const testCase = isStrictly ? strictly(made.testCase) : made.testCase;
  const learnt: LearntStep[] = [];
  const learn = (step: number): void => {
    const sweeps = sweepsOf(testCase, step).filter((how) => isStrict(how) === isStrictly);
    const { met, whole } = coverage.met(places);
    learnt.push({ number, isStrict: isStrictly, step, places: met, whole, sweeps });
  };
  if (model !== undefined) {
    coverage.met([]);
    return judgeModelled({ testCase, text, steps: model }, learn).length === 0 ? learnt : [];
  }
  const engine = instrumentedEngine(testCase);
  try {
    const loop = new StepLoop(engine, []);
    for (const [index, step] of testCase.steps.entries()) {
      coverage.met([]);
      if (loop.run([step]).crash !== undefined) return [];
      learn(index + 1);
    }
    return learnt;
  } finally {
    engine.close();
  }
}

function learn(
  root: string,
  numbers: readonly string[],
  places: readonly Place[],
): readonly LearntStep[] {
  const coverage = new Coverage(root);
  const learnt = numbers.flatMap((number) =>
    [false, true].flatMap((isStrictly) => learnCase(number, isStrictly, coverage, places)),
  );
  coverage.end();
  return learnt;
}

/** The I/O of cases; of one that crashes the engine none. */
function coursesOf(cases: readonly Omit<Course, 'traces'>[]): readonly Course[] {
  return cases.map(({ number, isStrict: isStrictly }) => {
    const { testCase } = caseOf(number);
    const traces = tracesOf(isStrictly ? strictly(testCase) : testCase);
    return { number, isStrict: isStrictly, traces };
  });
}

/** I/Os of a step that fail, each by itself. */
const MOST_FAILED = 24;

const failedWords = ({ number, isStrict: isStrictly, step }: FailedStep): readonly FailedWord[] => {
  const { testCase } = caseOf(number);
  return tracesOfFaults(isStrictly ? strictly(testCase) : testCase, step, MOST_FAILED);
};

/**
 * Red with the first look that says something, which `reached` counts from 0. Of a lesson green,
 * and `output` is a list of LearntSteps as JSON. `subject` is an ExploreSubject.
 */
export function judge(subject: unknown): MutantRun {
  const asked = subject as ExploreSubject;
  if (asked.kind === 'lesson') {
    const { root, numbers, places } = asked;
    return { verdict: 'green', output: JSON.stringify(learn(root, numbers, places)) };
  }
  if (asked.kind === 'courses') {
    return { verdict: 'green', output: JSON.stringify(coursesOf(asked.cases)) };
  }
  if (asked.kind === 'fault courses') {
    return { verdict: 'green', output: JSON.stringify(asked.steps.map(failedWords)) };
  }
  for (const [reached, one] of asked.looks.entries()) {
    const sign = look(one, asked.budget);
    if (sign === undefined) continue;
    const place = isEnd(one.how) ? '' : ` of step ${one.step}`;
    return { verdict: 'red', output: `${one.number}, ${one.how}${place}: ${sign}`, reached };
  }
  return { verdict: 'green', output: '' };
}

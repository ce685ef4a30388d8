// Findings to cut down, drawn from all that can be swept: numbered cases, random ones, sequences,
// and the orders of requests in flight. Sweeps are bounded by numbers, so that the same are drawn
// on any machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CASES } from '../cases/selection.ts';
import { selectCases } from '../cases/suite-folder.ts';
import type { TestCase } from '../cases/types.ts';
import { crashSteps } from '../explore/crashes/crash-job.ts';
import { failSteps } from '../explore/faults/fault-job.ts';
import { canBeSwept } from '../explore/instrumented-engine.ts';
import { type Crossing, orderSteps } from '../explore/orders/order-job.ts';
import { operationOf } from '../faults/operation.ts';
import type { NamedFlaw } from '../faults/step-flaws.ts';
import { randomTest } from '../fuzz/random-test.ts';
import { sequenceCount, sequenceTest } from '../fuzz/sequences/sequence-test.ts';
import { ioSession } from '../verbs/io.ts';

/** Where a finding comes from. */
export const SOURCES = ['numbered', 'random', 'sequence', 'orders'] as const;
export type SampleSource = (typeof SOURCES)[number];

/** A finding: its token, and the text of the case of that. */
export interface Sample {
  readonly source: string;
  readonly token: string;
  readonly text: string;
}

/** A case with the steps of it that are swept. */
interface Subject {
  readonly testCase: TestCase;
  readonly text: string;
  readonly only: readonly number[];
}

/** A kind of broken promises, with the first token of it. */
interface FoundClass {
  readonly name: string;
  readonly token: string;
  readonly known: readonly NamedFlaw[] | undefined;
}

/** What the sweep of one step may cost, and how many steps of one case are swept. */
const BOUNDS = { part: 0, parts: 1, seed: 0, distinct: 60, work: 6000, deadline: Infinity };
const MOST_STEPS = 4;
const ORDERS = 24;

/** Up to `count` of them, evenly. */
const spread = <T>(all: readonly T[], count: number): readonly T[] =>
  all.length <= count
    ? all
    : Array.from({ length: count }, (_none, at) => all[Math.floor((at * all.length) / count)] as T);

/** Numbers below `end`, each once, far from the one before; `stride` is prime to `end`. */
const scattered = (end: number, stride: number): readonly number[] =>
  Array.from({ length: end }, (_none, at) => (at * stride) % end);

const runsProgram = (step: TestCase['steps'][number]): boolean => operationOf(step) !== undefined;

/** Numbers of some steps that run programs, evenly. */
export const sweptSteps = ({ steps }: TestCase, isSwept = runsProgram): readonly number[] =>
  spread(
    steps.flatMap((step, at) => (isSwept(step) ? [at + 1] : [])),
    MOST_STEPS,
  );

const subjectOf = (
  { testCase, text }: Omit<Subject, 'only'>,
  isSwept: typeof runsProgram,
): Subject => ({ testCase, text, only: sweptSteps(testCase, isSwept) });

/** Only where requests are in flight together are there orders. */
const isParallel = (step: TestCase['steps'][number]): boolean =>
  ioSession(step)?.commands.some((command) => command.startsWith('aio_')) === true;

function* numberedSubjects(root: string, isSwept: typeof runsProgram): Generator<Subject> {
  const cases = selectCases(root, ALL_CASES).filter(canBeSwept);
  for (const at of scattered(cases.length, cases.length % 41 === 0 ? 43 : 41)) {
    const testCase = cases[at] as TestCase;
    if (!testCase.steps.some(isSwept)) continue;
    const text = readFileSync(join(root, testCase.file), 'utf8');
    yield subjectOf({ testCase, text }, isSwept);
  }
}

function* randomSubjects(isSwept: typeof runsProgram): Generator<Subject> {
  for (let seed = 0; ; seed += 1) {
    const made = randomTest(seed);
    if (made?.testCase.steps.some(isSwept)) yield subjectOf(made, isSwept);
  }
}

/** Longest ones mostly, as there are most of these; what is before the last step is another one. */
function* sequenceSubjects(): Generator<Subject> {
  const end = sequenceCount(3);
  for (let at = 0; ; at += 1) {
    const made = sequenceTest((at * 7919) % end);
    if (made !== undefined) yield { ...made, only: [made.testCase.steps.length] };
  }
}

/** Numbered cases and random ones in turn, as long as there are numbered ones. */
function* parallelSubjects(root: string): Generator<Subject> {
  const random = randomSubjects(isParallel);
  for (const subject of numberedSubjects(root, isParallel)) {
    yield subject;
    yield random.next().value as Subject;
  }
  yield* random;
}

const CROSSINGS: readonly (Crossing | undefined)[] = [undefined, 'crashes', 'faults'];

/** All kinds of broken promises that a few sweeps of the steps show. */
function classesOf(
  source: SampleSource,
  { testCase, only }: Subject,
  turn: number,
): readonly FoundClass[] {
  const job = { ...BOUNDS, case: testCase, only };
  if (source === 'orders') {
    const crossing = CROSSINGS[turn % CROSSINGS.length];
    const distinct = crossing === undefined ? BOUNDS.distinct : 12;
    const orders = { ...job, kind: 'every-order', orders: ORDERS, crossing, distinct } as const;
    return orderSteps(orders).flatMap(({ classes }) => classes);
  }
  return [
    ...crashSteps({ ...job, kind: 'crashes' }),
    ...failSteps({ ...job, kind: 'faults', isSpread: true }),
  ].flatMap(({ classes }) => classes);
}

/** What is alike in two findings: the flaw, and whether a crash, a fault or an order shows it. */
const kindOf = ({ token, known }: FoundClass): string =>
  `${known?.map((flaw) => flaw.case).join() ?? 'news'} ${token.split('/')[2]}`;

function subjectsOf(source: SampleSource, root: string): Generator<Subject> {
  switch (source) {
    case 'numbered':
      return numberedSubjects(root, runsProgram);
    case 'random':
      return randomSubjects(runsProgram);
    case 'sequence':
      return sequenceSubjects();
    case 'orders':
      return parallelSubjects(root);
  }
}

/**
 * The first `count` findings of a source, at most one of each case: of what a case shows that kind
 * which has been drawn least.
 */
export function* samplesOf(source: SampleSource, root: string, count: number): Generator<Sample> {
  const drawn = new Map<string, number>();
  const times = (found: FoundClass): number => drawn.get(kindOf(found)) ?? 0;
  let left = count;
  let turn = 0;
  for (const subject of subjectsOf(source, root)) {
    if (left === 0) return;
    const classes = classesOf(source, subject, turn);
    turn += 1;
    const [rarest] = classes.toSorted((a, b) => times(a) - times(b));
    if (rarest === undefined) continue;
    drawn.set(kindOf(rarest), times(rarest) + 1);
    left -= 1;
    yield { source, token: rarest.token, text: subject.text };
  }
}

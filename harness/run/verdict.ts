// What a run of a case is worth: the transcript against the golden, what was done to files against
// the write log, and the case's own expectations. A closed union: a verdict has what it can have.
import type { TestCase } from '../cases/types.ts';
import type { EngineAdapter } from '../engines/engine.ts';
import type { JobLost } from '../host/job-lost.ts';
import type { ImageOptions } from '../verbs/step.ts';
import type { CaseRun, CrashedRun, EndedRun, Failure } from './outcome.ts';
import { transcriptOf } from './outcome.ts';
import { inStep } from './step-place.ts';

/** What the transcript is held to beside the case's expectations; `problem`: it is unreadable. */
export type Expected =
  { readonly text: string | undefined } | { readonly problem: string; readonly text?: undefined };

/** The transcript is not the golden, or there is none. */
export interface TextFailure {
  readonly kind: 'text';
  readonly state: 'different' | 'missing';
}

/** Files were written in another way than the write log says, first at that place. */
export interface WriteLogDiffers extends Failure {
  readonly kind: 'write log';
  readonly state: 'different';
}

/** The case changes files, and has no write log. */
export interface WriteLogMissing {
  readonly kind: 'write log';
  readonly state: 'missing';
}

/**
 * A failure that is told in words, with its place: an expectation of the case that was not met; a
 * golden or a write log that cannot be read; two runs that differ; why this machine may be to
 * blame for what else is red.
 */
export interface ToldFailure extends Failure {
  readonly kind: 'expectation' | 'golden' | 'unread log' | 'twice' | 'machine';
}

/** One thing that failed. */
export type CaseFailure = TextFailure | ToldFailure | WriteLogDiffers | WriteLogMissing;

/**
 * What a case was held to: its golden and its expectations, the latter alone, or those and what
 * guests read and checks find (classes).
 */
export type HeldTo = 'golden' | 'expectations' | 'classes';

/** Everything is as expected. */
export interface PassedCase {
  readonly verdict: 'passed';
  readonly case: TestCase;
  readonly heldTo: HeldTo;
  /** Held to classes: whether its golden is met as well. */
  readonly meetsGolden?: boolean | undefined;
  readonly failures: readonly [];
  /** From the first step to the last. */
  readonly milliseconds: number;
  readonly run: EndedRun;
}

/** It came to its end, and something is not as expected. */
export interface FailedCase {
  readonly verdict: 'failed';
  readonly case: TestCase;
  readonly heldTo: HeldTo;
  /** As of one that passed. */
  readonly meetsGolden?: boolean | undefined;
  readonly failures: readonly [CaseFailure, ...CaseFailure[]];
  readonly milliseconds: number;
  readonly run: EndedRun;
}

/** A mistake of ours ended it in a step. */
export interface CrashedCase {
  readonly verdict: 'crashed';
  readonly case: TestCase;
  readonly reason: string;
  /** What else was not as expected up to there. */
  readonly failures: readonly CaseFailure[];
  readonly milliseconds: number;
  readonly run: CrashedRun;
}

/** It did not end in its time; `run`: up to the step that was ended, where that is known. */
export interface HungCase {
  readonly verdict: 'hung';
  readonly case: TestCase;
  readonly reason: string;
  readonly failures: readonly CaseFailure[];
  readonly milliseconds: number;
  readonly run: CrashedRun | undefined;
}

/** Its worker ended without an answer. */
export interface LostCase {
  readonly verdict: 'lost';
  readonly case: TestCase;
  readonly reason: string;
  readonly failures: readonly [];
  readonly milliseconds: number;
  readonly run: undefined;
}

/** It is not made for this engine or these options. */
export interface NotRunCase {
  readonly verdict: 'not run';
  readonly case: TestCase;
  readonly reason: string;
  readonly failures: readonly [];
  readonly run: undefined;
}

/** What became of one case. */
export type CaseResult = PassedCase | FailedCase | CrashedCase | HungCase | LostCase | NotRunCase;

export type Verdict = CaseResult['verdict'];

/** How the transcript compares to the golden. */
export type GoldenState = 'equal' | 'different' | 'missing' | 'not compared';

/** What decides whether an engine is one of a case. */
type Listed = Pick<EngineAdapter, 'name' | 'lacks' | 'standsIn' | 'listedAs'>;

/** Why `testCase` does not run with this engine and these options; undefined: it does. */
export function reasonNotToRun(
  testCase: TestCase,
  { name, lacks, standsIn, listedAs = name }: Listed,
  imageOptions: ImageOptions,
): string | undefined {
  if (!testCase.engines.includes(standsIn ?? listedAs)) {
    return `${testCase.engines.join(', ')} only: ${testCase.reason ?? ''}`;
  }
  const needs = new Set(testCase.steps.flatMap((step) => step.needs));
  const lacking = [...needs].flatMap((capability) => lacks?.(capability) ?? []);
  return lacking[0] ?? reasonAgainstOptions(testCase, imageOptions);
}

/** Why it does not run with these options; undefined: it does. */
export function reasonAgainstOptions(
  testCase: TestCase,
  imageOptions: ImageOptions,
): string | undefined {
  const given = imageOptions.flatMap(([name, value]) => [name, `${name}=${value}`]);
  const bad = testCase.unsupported.find((option) => given.includes(option));
  if (bad !== undefined) return `not made for ${bad}`;
  const missing = testCase.requires.find((option) => !given.includes(option));
  return missing === undefined ? undefined : `needs --image-option ${missing}`;
}

/** Why a run says nothing of its engine: it served none of it. Undefined: it served something. */
export function nothingServed({ served, crash }: CaseRun): string | undefined {
  if (served === undefined || served.served > 0 || crash !== undefined) return undefined;
  const lacking = [...served.lacking.keys()].join(', ') || 'no line of qemu-io';
  return `${served.engine} serves nothing of it (${lacking})`;
}

/** A case that did not run. */
export const notRun = (testCase: TestCase, reason: string): NotRunCase => ({
  verdict: 'not run',
  case: testCase,
  reason,
  failures: [],
  run: undefined,
});

/** A case that took longer than `deadline` seconds. */
export const hung = (testCase: TestCase, deadline: number, milliseconds: number): HungCase => ({
  verdict: 'hung',
  case: testCase,
  reason: `no end after ${deadline} s`,
  failures: [],
  milliseconds,
  run: undefined,
});

/** A case whose worker gave no answer. */
export function lost(testCase: TestCase, gone: JobLost): LostCase | HungCase {
  const { hasHung, milliseconds, step: number = 0 } = gone;
  const step = testCase.steps[number - 1];
  const reason =
    step === undefined
      ? gone.lost
      : `${testCase.file}:${step.line}: ${step.title}: ${inStep(testCase, number, gone.lost)}`;
  const known = { case: testCase, reason, failures: [], milliseconds, run: undefined } as const;
  return hasHung ? { ...known, verdict: 'hung' } : { ...known, verdict: 'lost' };
}

/** How a run came about, and what it is held to. */
export interface Circumstances {
  /** Undefined: the case is held to its expectations alone. */
  readonly golden: Expected | undefined;
  /** What the golden says to a case that is held to classes: it is told whether it is met. */
  readonly words?: string | undefined;
  readonly milliseconds: number;
  /** Why this machine may be to blame for what is red. */
  readonly doubt?: string | undefined;
  /** What else failed, beside the run itself. */
  readonly others?: readonly ToldFailure[];
}

/** Judges a run that came to its end or crashed in a step. */
export function judge(
  testCase: TestCase,
  run: CaseRun,
  { golden, words, milliseconds, doubt, others = [] }: Circumstances,
): CaseResult {
  const text = run.crash === undefined ? textFailures(run, golden) : [];
  const unread = golden !== undefined && 'problem' in golden ? [golden.problem] : [];
  const unmet = run.failures.map((failure) => ({ kind: 'expectation' as const, ...failure }));
  const log = logFailures(run);
  const hasFailed = [text, unread, unmet, log].some(({ length }) => length > 0);
  const isRed = run.crash !== undefined || hasFailed;
  const failures: readonly CaseFailure[] = [
    ...unmet,
    ...(isRed && doubt !== undefined ? [told('machine', 'this machine', doubt)] : []),
    ...unread.map((message) => told('golden', 'golden', message)),
    ...others,
    ...text,
    ...log,
  ];
  const known = { case: testCase, milliseconds };
  if (run.crash !== undefined) {
    const { line, title, message, hasHung, step } = run.crash;
    const words = hasHung ? inStep(testCase, step, message) : message;
    const reason = `${testCase.file}:${line}: ${title}: ${words}`;
    const verdict = hasHung ? 'hung' : 'crashed';
    return { ...known, verdict, reason, failures, run };
  }
  const [first, ...more] = failures;
  const heldTo: HeldTo = golden ? 'golden' : run.served ? 'classes' : 'expectations';
  const meetsGolden = heldTo === 'classes' ? transcriptOf(run) === words : undefined;
  const ended = { ...known, heldTo, ...(meetsGolden !== undefined && { meetsGolden }), run };
  if (first === undefined) return { ...ended, verdict: 'passed', failures: [] };
  return { ...ended, verdict: 'failed', failures: [first, ...more] };
}

/** A failure of the case as a whole, in words. */
export const told = (kind: ToldFailure['kind'], title: string, message: string): ToldFailure => ({
  kind,
  line: 1,
  title,
  message,
});

function textFailures(run: CaseRun, golden: Expected | undefined): readonly TextFailure[] {
  if (golden === undefined || 'problem' in golden) return [];
  if (golden.text === undefined) return [{ kind: 'text', state: 'missing' }];
  return golden.text === transcriptOf(run) ? [] : [{ kind: 'text', state: 'different' }];
}

function logFailures({ writeLog: log }: CaseRun): readonly (WriteLogDiffers | WriteLogMissing)[] {
  switch (log.state) {
    case 'equal':
    case 'not compared':
      return [];
    case 'missing':
      return [{ kind: 'write log', state: 'missing' }];
    case 'different':
      return [{ kind: 'write log', state: 'different', ...log.difference }];
  }
}

/** How the transcript of a case compares to its golden. */
export function goldenState(result: CaseResult): GoldenState {
  switch (result.verdict) {
    case 'passed':
      return result.heldTo === 'golden' ? 'equal' : 'not compared';
    case 'failed':
      return stateOfFailed(result);
    case 'crashed':
    case 'hung':
    case 'lost':
    case 'not run':
      return 'not compared';
  }
}

/** The same for one that failed, whatever became of it. */
export function stateOfFailed({
  heldTo,
  failures,
}: Pick<FailedCase, 'heldTo' | 'failures'>): GoldenState {
  let state: GoldenState = heldTo === 'golden' ? 'equal' : 'not compared';
  for (const failure of failures) {
    if (failure.kind === 'text') state = failure.state;
    if (failure.kind === 'golden') state = 'not compared';
  }
  return state;
}

// What a run of a case is worth: the transcript against the golden, and the case's own promises.
import type { TestCase } from '../cases/types.ts';
import type { ImageOptions } from '../verbs/step.ts';
import type { JobLost as Lost } from '../host/job-lost.ts';
import type { CaseRun, Crash, Failure, Variation } from './outcome.ts';
import { transcriptOf } from './outcome.ts';

export type Verdict = 'passed' | 'failed' | 'crashed' | 'hung' | 'not run';

/** How the transcript compares to the golden. */
export type GoldenState = 'equal' | 'different' | 'missing' | 'not compared';

/** Everything there is to say about one case. */
export interface CaseResult {
  readonly case: TestCase;
  readonly verdict: Verdict;
  /** Why the case did not run, or what crashed it. */
  readonly reason: string | undefined;
  readonly golden: GoldenState;
  readonly failures: readonly Failure[];
  readonly variations: readonly Variation[];
  /** From the first step to the last. */
  readonly milliseconds: number;
  /** The run itself; undefined when there was none. */
  readonly run: CaseRun | undefined;
}

/** Why `found` does not run with this engine and these options; undefined: it does. */
export function reasonNotToRun(
  found: TestCase,
  engine: string,
  imageOptions: ImageOptions,
): string | undefined {
  if (!found.engines.includes(engine)) {
    return `${found.engines.join(', ')} only: ${found.reason ?? ''}`;
  }
  const given = imageOptions.flatMap(([name, value]) => [name, `${name}=${value}`]);
  const bad = found.unsupported.find((option) => given.includes(option));
  if (bad !== undefined) return `not made for ${bad}`;
  const missing = found.requires.find((option) => !given.includes(option));
  return missing === undefined ? undefined : `needs --image-option ${missing}`;
}

/** A case that did not run. */
export const notRun = (found: TestCase, reason: string): CaseResult => ({
  case: found,
  verdict: 'not run',
  reason,
  golden: 'not compared',
  failures: [],
  variations: [],
  milliseconds: 0,
  run: undefined,
});

/** A case whose worker gave no answer. */
export const lost = (
  found: TestCase,
  { lost: reason, hasHung, milliseconds }: Lost,
): CaseResult => ({
  ...notRun(found, reason),
  verdict: hasHung ? 'hung' : 'crashed',
  milliseconds,
});

/** A case that took longer than `deadline` seconds. */
export const hung = (found: TestCase, deadline: number, milliseconds: number): CaseResult =>
  lost(found, { lost: `no end after ${deadline} s`, hasHung: true, milliseconds });

function compare(transcript: string, golden: string | undefined): GoldenState {
  if (golden === undefined) return 'missing';
  return golden === transcript ? 'equal' : 'different';
}

const crashVerdict = ({ hasHung }: Crash): Verdict => (hasHung ? 'hung' : 'crashed');

/** Judges a run that came to its end or crashed in a step. `golden` undefined: there is none. */
export function judge(
  found: TestCase,
  run: CaseRun,
  golden: string | undefined,
  milliseconds: number,
): CaseResult {
  const { failures, variations, crash } = run;
  const state = crash === undefined ? compare(transcriptOf(run), golden) : 'not compared';
  const log = run.writeLog;
  const isAsLogged = log.state === 'equal' || log.state === 'not compared';
  const isGood = state === 'equal' && failures.length === 0 && isAsLogged;
  return {
    case: found,
    verdict: crash === undefined ? (isGood ? 'passed' : 'failed') : crashVerdict(crash),
    reason: crash && `${found.file}:${crash.line}: ${crash.title}: ${crash.message}`,
    golden: state,
    failures,
    variations,
    milliseconds,
    run,
  };
}

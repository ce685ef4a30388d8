// One case in a fresh world, from its first step to its last.
import { stackText } from '../build/source-stack.ts';
import type { TestCase } from '../cases/types.ts';
import { EngineBroken } from '../engines/command/engine-process.ts';
import { HandOverFailed } from '../engines/command/image-folder.ts';
import { type Engine, EngineStopped } from '../engines/engine.ts';
import type { StepOutput } from '../golden/transcript.ts';
import type { SecondOpinions } from '../oracle/second-opinions.ts';
import type { ImageOptions, Step } from '../verbs/step.ts';
import type { StepResult } from '../verbs/verb.ts';
import { WriteLogFollower } from './follow-write-log.ts';
import type { CaseRun, Crash, ExpectedLog, Failure, Variation } from './outcome.ts';
import { StepLoop, type StepsRun, textOf, unitsOf } from './step-loop.ts';

/** Equal results that settle a unit which varies under QEMU, if they are the expected one. */
const FEWEST_RUNS = 3;
/** How often it runs where results differ, or none is expected. */
const MOST_RUNS = 20;

/** A result of a unit and how often it came. */
interface Ranked {
  readonly unit: StepsRun;
  readonly isExpected: boolean;
  count: number;
}

/** Ends a case that ends early. */
class LeftGolden extends Error {
  override readonly name = 'LeftGolden';

  constructor({ text, unmet }: StepResult, difference: Failure | undefined) {
    super(['not as expected:', ...unmet, difference?.message ?? text].join('\n'));
  }
}

class CaseRunner {
  readonly #engine: Engine;
  readonly #loop: StepLoop;
  readonly #golden: readonly string[];
  /** What the golden still holds, for a case that ends early. */
  #ahead: string | undefined;
  readonly #endsEarly: boolean;
  /** What the run does to files; undefined: that is not compared. */
  readonly follower: WriteLogFollower | undefined;
  readonly outputs: StepOutput[] = [];
  readonly failures: Failure[] = [];
  readonly variations: Variation[] = [];
  /** Programs of others that read what steps leave. */
  opinions: SecondOpinions | undefined;

  constructor(
    engine: Engine,
    imageOptions: ImageOptions,
    golden: string | undefined,
    endsEarly: boolean,
    writeLog: ExpectedLog | undefined,
    begin: ((step: Step) => void) | undefined,
  ) {
    this.#engine = engine;
    this.#endsEarly = endsEarly;
    this.follower = writeLog && new WriteLogFollower(engine, writeLog);
    this.#loop = new StepLoop(engine, imageOptions, begin);
    this.#golden = golden?.split('\n') ?? [];
    this.#ahead = endsEarly ? golden : undefined;
  }

  /** Prints a line that belongs to the case as a whole. */
  print(line: number, title: string, text: string): void {
    this.outputs.push({ line, title, text });
    this.#ahead = this.#ahead?.slice(text.length);
    this.#loop.keep([{ line, title, text }]);
  }

  /**
   * Throws LeftGolden where a case that ends early prints or does something that is not in its
   * golden.
   */
  readonly #follow = (result: StepResult, output: StepOutput): void => {
    const { text, unmet } = result;
    this.follower?.follow(output);
    this.#askReaders(output);
    const difference = this.#endsEarly ? this.follower?.difference : undefined;
    if (difference !== undefined) throw new LeftGolden(result, difference);
    if (this.#ahead === undefined) return;
    if (unmet.length > 0 || !this.#ahead.startsWith(text)) throw new LeftGolden(result, undefined);
    this.#ahead = this.#ahead.slice(text.length);
  };

  #askReaders({ line, title }: StepOutput): void {
    const files = this.opinions && this.#engine.memoryFiles?.();
    const wrong = (files && this.opinions?.look(files)) ?? [];
    this.failures.push(...wrong.map((message) => ({ line, title, message })));
  }

  /** Runs a unit to its end, or to the step that crashed, which it returns. */
  runUnit(steps: readonly Step[]): StepsRun['crash'] {
    const varying = steps.find(({ qemuVaries }) => qemuVaries !== undefined);
    const repeats = varying !== undefined && this.#engine.traits.repeatsVarying;
    if (repeats) this.#ahead = undefined; // judged at the end
    const run = repeats ? this.#repeat(steps, varying) : this.#loop.run(steps, this.#follow);
    if (repeats) for (const output of run.outputs) this.follower?.follow(output);
    this.outputs.push(...run.outputs);
    this.failures.push(...run.failures);
    this.#loop.keep(run.outputs);
    return run.crash;
  }

  /** Whether the golden has `text` from line `start` (from 0) on. */
  #isGolden(text: string, start: number): boolean {
    const lines = text.split('\n').slice(0, -1);
    return lines.every((line, index) => this.#golden[start + index] === line);
  }

  /** Runs until the result is settled, and takes the most frequent one. */
  #repeat(steps: readonly Step[], varying: Step): StepsRun {
    const mark = this.#loop.mark(steps);
    const start = textOf(this).split('\n').length - 1;
    const results = new Map<string, Ranked>();
    for (let run = 1; run <= MOST_RUNS; run += 1) {
      if (run > 1) this.#engine.restore(mark);
      const unit = this.#loop.run(steps);
      if (unit.crash !== undefined) return unit;
      const text = textOf(unit);
      const isExpected = this.#isGolden(text, start);
      const known = results.get(text) ?? { unit, isExpected, count: 0 };
      known.count += 1;
      results.set(text, known);
      if (run >= FEWEST_RUNS && known.count === run && isExpected) break;
    }
    // Among equally frequent results the expected one comes first.
    const ranked = [...results.values()].toSorted(
      (a, b) => b.count - a.count || Number(b.isExpected) - Number(a.isExpected),
    );
    const counts = ranked.map(({ count }) => count);
    const { line, title, qemuVaries: what = '' } = varying;
    this.variations.push({ line, title, what, counts });
    return (ranked[0] as Ranked).unit;
  }
}

/** What ends a case and is no mistake of ours: its message says it all. */
const PLAIN = [LeftGolden, EngineBroken, HandOverFailed];

function describeCrash(
  { step, cause }: NonNullable<StepsRun['crash']>,
  { steps }: TestCase,
): Crash {
  const { line, title } = step;
  const hasHung = cause instanceof EngineStopped;
  const isPlain = hasHung || PLAIN.some((kind) => cause instanceof kind);
  const message = isPlain && cause instanceof Error ? cause.message : stackText(cause);
  return { line, title, message, hasHung, step: steps.indexOf(step) + 1 };
}

/**
 * Runs `testCase` on `engine`, which the caller closes. `golden` settles how often what varies
 * runs; with `endsEarly` the first step that leaves it or does not meet an expectation ends it, as
 * a crash. `writeLog` is what the run must do to files, on an engine that tells it; `begin`
 * is told each step before it runs, `opinions` are asked for behind each. Never throws: what goes
 * wrong is in the result.
 */
export function runCase(
  testCase: TestCase,
  engine: Engine,
  imageOptions: ImageOptions,
  golden?: string,
  endsEarly = false,
  writeLog?: ExpectedLog,
  begin?: (step: Step) => void,
  opinions?: SecondOpinions,
): CaseRun {
  const runner = new CaseRunner(engine, imageOptions, golden, endsEarly, writeLog, begin);
  runner.opinions = opinions;
  let crash: StepsRun['crash'];
  runner.print(1, 'the case', `QA output created by ${testCase.number}\n`);
  for (const unit of unitsOf(testCase.steps)) {
    crash = runner.runUnit(unit);
    if (crash !== undefined) break;
  }
  const lastLine = testCase.steps.at(-1)?.line ?? 1;
  if (crash === undefined) runner.print(lastLine, 'the end', '*** done\n');
  const { outputs, failures, variations } = runner;
  return {
    outputs,
    failures,
    variations,
    crash: crash && describeCrash(crash, testCase),
    traceDigest: engine.traceDigest?.(),
    words: engine.takeWords?.(),
    served: engine.servedTally?.(),
    opinions: opinions?.tallies(),
    writeLog: runner.follower?.end(lastLine, crash !== undefined) ?? { state: 'not compared' },
  };
}

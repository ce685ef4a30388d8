// The step loop: one case in a fresh world, from its first step to its last.
import { stackText } from '../build/source-stack.ts';
import type { Case, Step } from '../cases/types.ts';
import { type Engine, EngineStopped } from '../engines/engine.ts';
import type { ImageOptions } from './arguments.ts';
import type { StepOutput } from '../golden/transcript.ts';
import type { CaseRun, Failure, Variation } from './outcome.ts';
import { runStep } from './run-step.ts';

/** So many equal results, if they are the expected one, settle a unit that varies under QEMU ... */
const FEWEST_RUNS = 3;
/** ... and where they differ, or none is expected, it runs so often. */
const MOST_RUNS = 20;

/** A result of a unit and how often it came. */
interface Ranked {
  readonly unit: UnitRun;
  readonly isExpected: boolean;
  count: number;
}

interface UnitRun {
  readonly outputs: readonly StepOutput[];
  readonly failures: readonly Failure[];
}

const textOf = (outputs: readonly StepOutput[]): string => outputs.map(({ text }) => text).join('');

/** Neighbouring steps with the same unit number. */
export function unitsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const units: Step[][] = [];
  for (const step of steps) {
    const last = units.at(-1);
    if (last?.[0]?.unit === step.unit) last.push(step);
    else units.push([step]);
  }
  return units;
}

/** Thrown through the loop with the step that it happened in; `cause` is what was thrown. */
class StepCrash extends Error {
  override readonly name = 'StepCrash';
  readonly step: Step;

  constructor(step: Step, cause: unknown) {
    super('a step crashed', { cause });
    this.step = step;
  }
}

/** Ends a case that ends early. */
class LeftGolden extends Error {
  override readonly name = 'LeftGolden';

  constructor(text: string, broken: readonly string[]) {
    super(['not as expected:', ...broken, text].join('\n'));
  }
}

class CaseRunner {
  readonly #engine: Engine;
  readonly #imageOptions: ImageOptions;
  readonly #golden: readonly string[];
  /** What the golden still holds, for a case that ends early. */
  #ahead: string | undefined;
  readonly outputs: StepOutput[] = [];
  readonly failures: Failure[] = [];
  readonly variations: Variation[] = [];

  constructor(
    engine: Engine,
    imageOptions: ImageOptions,
    golden: string | undefined,
    endsEarly: boolean,
  ) {
    this.#engine = engine;
    this.#imageOptions = imageOptions;
    this.#golden = golden?.split('\n') ?? [];
    this.#ahead = endsEarly ? golden : undefined;
  }

  /** Prints a line that belongs to the case as a whole. */
  print(line: number, title: string, text: string): void {
    this.outputs.push({ line, title, text });
    this.#ahead = this.#ahead?.slice(text.length);
  }

  /** Throws LeftGolden where a case that ends early prints what the golden does not have. */
  #follow(text: string, broken: readonly string[]): void {
    if (this.#ahead === undefined) return;
    if (broken.length > 0 || !this.#ahead.startsWith(text)) throw new LeftGolden(text, broken);
    this.#ahead = this.#ahead.slice(text.length);
  }

  runUnit(steps: readonly Step[]): void {
    const varying = steps.find(({ qemuVaries }) => qemuVaries !== undefined);
    const repeats = varying !== undefined && this.#engine.traits.repeatsVarying;
    if (repeats) this.#ahead = undefined; // judged at the end
    const { outputs, failures } = repeats ? this.#repeat(steps, varying) : this.#once(steps);
    this.outputs.push(...outputs);
    this.failures.push(...failures);
  }

  #once(steps: readonly Step[]): UnitRun {
    const outputs: StepOutput[] = [];
    const failures: Failure[] = [];
    let before = this.outputs
      .slice(-2)
      .map(({ text }) => text)
      .join('');
    for (const step of steps) {
      const { line, title } = step;
      try {
        const { text, broken } = runStep(this.#engine, step, before, this.#imageOptions);
        outputs.push({ line, title, text });
        failures.push(...broken.map((message) => ({ line, title, message })));
        before += text;
        this.#follow(text, broken);
      } catch (error) {
        this.outputs.push(...outputs);
        throw new StepCrash(step, error);
      }
    }
    return { outputs, failures };
  }

  /** Whether the golden has `text` from line `start` (from 0) on. */
  #isGolden(text: string, start: number): boolean {
    const lines = text.split('\n').slice(0, -1);
    return lines.every((line, index) => this.#golden[start + index] === line);
  }

  /** Runs until the result is settled, and takes the most frequent one. */
  #repeat(steps: readonly Step[], varying: Step): UnitRun {
    // What the unit makes anew need not be kept: large images would be copied again and again.
    const first = steps[0];
    if (first?.verb === 'create') this.#engine.remove(first.image);
    const mark = this.#engine.snapshot();
    const start = textOf(this.outputs).split('\n').length - 1;
    const results = new Map<string, Ranked>();
    for (let run = 1; run <= MOST_RUNS; run += 1) {
      if (run > 1) this.#engine.restore(mark);
      const unit = this.#once(steps);
      const text = textOf(unit.outputs);
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
    return ranked[0]?.unit ?? { outputs: [], failures: [] };
  }
}

function describeCrash(cause: unknown): string {
  if (cause instanceof EngineStopped || cause instanceof LeftGolden) return cause.message;
  return stackText(cause);
}

/**
 * Runs `found` on `engine`, which the caller closes. `golden` settles how often what varies runs;
 * with `endsEarly` the first step that leaves it or breaks an expectation ends it, as a crash.
 * Never throws: what goes wrong is in the result.
 */
export function runCase(
  found: Case,
  engine: Engine,
  imageOptions: ImageOptions,
  golden?: string,
  endsEarly = false,
): CaseRun {
  const runner = new CaseRunner(engine, imageOptions, golden, endsEarly);
  let crash: CaseRun['crash'];
  runner.print(1, 'the case', `QA output created by ${found.number}\n`);
  try {
    for (const unit of unitsOf(found.steps)) {
      runner.runUnit(unit);
    }
    runner.print(found.steps.at(-1)?.line ?? 1, 'the end', '*** done\n');
  } catch (error) {
    if (!(error instanceof StepCrash)) throw error;
    const { line, title } = error.step;
    const hasHung = error.cause instanceof EngineStopped;
    crash = { line, title, message: describeCrash(error.cause), hasHung };
  }
  const { outputs, failures, variations } = runner;
  return { outputs, failures, variations, crash, traceDigest: engine.traceDigest?.() };
}

// The step loop: one case in a fresh world, from its first step to its last.
import type { Case, Step } from '../cases/types.ts';
import { type Engine, EngineStopped } from '../engines/engine.ts';
import type { ImageOptions } from './arguments.ts';
import type { CaseRun, Failure, StepOutput, Variation } from './outcome.ts';
import { runStep } from './run-step.ts';

/** Under QEMU a unit that varies runs at least this often ... */
const LEAD = 3;
/** ... and at most this often. */
const MOST_RUNS = 20;

interface UnitRun {
  readonly outputs: readonly StepOutput[];
  readonly failures: readonly Failure[];
}

const textOf = (outputs: readonly StepOutput[]): string => outputs.map(({ text }) => text).join('');

/** Neighbouring steps with the same unit number. */
function unitsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
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

class CaseRunner {
  readonly #engine: Engine;
  readonly #imageOptions: ImageOptions;
  readonly outputs: StepOutput[] = [];
  readonly failures: Failure[] = [];
  readonly variations: Variation[] = [];

  constructor(engine: Engine, imageOptions: ImageOptions) {
    this.#engine = engine;
    this.#imageOptions = imageOptions;
  }

  /** Prints a line that belongs to the case as a whole. */
  print(line: number, title: string, text: string): void {
    this.outputs.push({ line, title, text });
  }

  runUnit(steps: readonly Step[]): void {
    const varying = steps.find(({ qemuVaries }) => qemuVaries !== undefined);
    const repeats = varying !== undefined && this.#engine.kind === 'qemu';
    const { outputs, failures } = repeats ? this.#repeat(steps, varying) : this.#once(steps);
    this.outputs.push(...outputs);
    this.failures.push(...failures);
  }

  #once(steps: readonly Step[]): UnitRun {
    const outputs: StepOutput[] = [];
    const failures: Failure[] = [];
    let before = this.outputs.slice(-2).map(({ text }) => text).join('');
    for (const step of steps) {
      const { line, title } = step;
      try {
        const { text, broken } = runStep(this.#engine, step, before, this.#imageOptions);
        outputs.push({ line, title, text });
        failures.push(...broken.map((message) => ({ line, title, message })));
        before += text;
      } catch (error) {
        this.outputs.push(...outputs);
        throw new StepCrash(step, error);
      }
    }
    return { outputs, failures };
  }

  /** Runs until one result leads by LEAD runs, and takes the most frequent one. */
  #repeat(steps: readonly Step[], varying: Step): UnitRun {
    const mark = this.#engine.snapshot();
    const results = new Map<string, { unit: UnitRun; count: number }>();
    let ranked: { unit: UnitRun; count: number }[] = [];
    for (let run = 0; run < MOST_RUNS; run += 1) {
      if (run > 0) this.#engine.restore(mark);
      const unit = this.#once(steps);
      const key = textOf(unit.outputs);
      const known = results.get(key) ?? { unit, count: 0 };
      known.count += 1;
      results.set(key, known);
      ranked = [...results.values()].toSorted((a, b) => b.count - a.count);
      if ((ranked[0]?.count ?? 0) - (ranked[1]?.count ?? 0) >= LEAD) break;
    }
    const counts = ranked.map(({ count }) => count);
    this.variations.push({ line: varying.line, what: varying.qemuVaries ?? '', counts });
    return ranked[0]?.unit ?? { outputs: [], failures: [] };
  }
}

function describeCrash(cause: unknown): string {
  if (cause instanceof EngineStopped) return cause.message;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/**
 * Runs `found` on `engine`, which the caller closes. Never throws: what goes wrong is in the
 * result.
 */
export function runCase(found: Case, engine: Engine, imageOptions: ImageOptions): CaseRun {
  const runner = new CaseRunner(engine, imageOptions);
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
    crash = { line, title, message: describeCrash(error.cause) };
  }
  const { outputs, failures, variations } = runner;
  return { outputs, failures, variations, crash, traceDigest: engine.traceDigest() };
}

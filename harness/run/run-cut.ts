// A program that is cut short: by the death of its process or a loss of power, at the places that a
// step asks for. The program runs once; what each cut may leave is made of the I/O that was
// recorded, and judged. The world is left as the end of the run leaves it; or, where it is cut at
// one place only, as that cut does, with all that could be lost.
import { buildState } from '../crashes/build-state.ts';
import { type CrashState, stateWith } from '../crashes/crash-states.ts';
import { type BadState } from '../crashes/bad-states.ts';
import {
  type CrashSweep,
  type InstrumentedEngine,
  isInstrumented,
  type RecordedRun,
  recordRun,
  sweepRun,
} from '../crashes/crash-sweep.ts';
import { cutBudget } from '../crashes/cut-budget.ts';
import { momentsAtEvery } from '../crashes/cut-moments.ts';
import { cutLines } from '../crashes/cut-text.ts';
import { WorldRecording } from '../crashes/world-recording.ts';
import type { Engine } from '../engines/engine.ts';
import { ranItself } from '../engines/run-by-it.ts';
import { explainsCrash, knownFlaws, knownWords } from '../faults/step-flaws.ts';
import { plural } from '../golden/plural.ts';
import type { Cut } from '../shapes/cut-options.ts';
import { makesImages } from '../verbs/run-program.ts';
import type { Step } from '../verbs/step.ts';
import { beyondOurs } from './beyond-ours.ts';

/** A run that was cut, or was to be. */
export interface CutRun<T> {
  readonly run: T;
  /** What the cuts found, in lines. */
  readonly told: string;
  /** Cuts that could not be made, and why; what an engine of others breaks in them. */
  readonly uncut: readonly string[];
}

/** 'power cut at every write'. */
function titleOf({ cause, place }: Cut): string {
  const what = cause === 'power' ? 'power cut' : 'process death';
  return 'every' in place
    ? `${what} at every ${place.every}`
    : `${what} after ${plural(place.after, 'I/O')}`;
}

/** Moments of the record at which it is cut; undefined: at all. */
function momentsOf({ place }: Cut, recorded: RecordedRun<unknown>): readonly number[] | undefined {
  if ('every' in place) return momentsAtEvery(place.every, recorded);
  const { recorder } = recorded;
  return [[0, ...recorder.endings][place.after] ?? recorder.lastMoment];
}

/** Leaves the world as a cut does, and with it what is recorded over several programs. */
function leave(
  engine: InstrumentedEngine,
  recorded: RecordedRun<unknown>,
  state: CrashState,
): void {
  const { mark, recorder } = recorded;
  const recording = WorldRecording.of(engine);
  const heard = recording?.memoryAt(state.moment, recorder.lastMoment);
  buildState(engine, engine.memoryFiles(), mark, state);
  // What the power leaves is on the disk; what a dead process leaves can still be lost.
  if (state.cause === 'power') engine.setWitness(undefined);
  else {
    recording?.restore(heard);
    recording?.onEnded();
  }
}

/** A program that is run, on the engine that is given. */
type Go<T> = (engine: Engine) => T;

/** The same cuts of the same program, by an engine of others and by ours. */
interface Beside {
  readonly step: Step;
  readonly ours: InstrumentedEngine;
  readonly recorded: RecordedRun<unknown>;
}

/** Our own engine's run, from the world before the engine's; undefined: that is ours. */
function besideOurs(engine: Engine, step: Step, go: Go<unknown>): Beside | undefined {
  const ours = engine.ours?.();
  if (ours === undefined || !isInstrumented(ours)) return undefined;
  const recorded = recordRun(ours, { go: () => go(ours), makesImages: makesImages(step) });
  return { step, ours, recorded };
}

const budgetOf = (step: Step, { cause }: Cut, moments: readonly number[] | undefined) => ({
  ...cutBudget(cause, moments),
  isExplained: explainsCrash(step),
});

/** What the engine breaks in its cuts and ours, cut in the same way, does not. */
function brokenBeside(its: CrashSweep<unknown>, cut: Cut, beside: Beside): readonly string[] {
  const { step, ours, recorded } = beside;
  const budget = budgetOf(step, cut, momentsOf(cut, recorded));
  return beyondOurs(its, sweepRun(ours, recorded, budget));
}

/**
 * Calls `go`, which runs a program, and cuts it; on an engine of others what it breaks is held
 * against ours. Throws what `go` throws, and Error where the engine cannot be cut: the case asks
 * for one that can.
 */
export function runCut<T>(engine: Engine, given: Step, go: Go<T>): CutRun<T> {
  const { cuts } = given;
  if (cuts.length === 0) return { run: go(engine), told: '', uncut: [] };
  if (!isInstrumented(engine)) throw new Error(`${engine.traits.name} cannot cut a run short`);
  const beside = besideOurs(engine, given, go);
  try {
    const { result: recorded, isItsOwn } = ranItself(engine, () =>
      recordRun(engine, { go: () => go(engine), makesImages: makesImages(given) }),
    );
    const isServed = beside !== undefined && isItsOwn;
    const step = isServed ? { ...given, isServed } : given;
    const found = cuts.map((cut) => oneCut(engine, step, cut, recorded, isServed && beside));
    return {
      run: recorded.run,
      told: found.flatMap(({ lines }) => lines.map((line) => `${line}\n`)).join(''),
      uncut: found.flatMap(({ uncut }) => uncut),
    };
  } finally {
    beside?.ours.close();
  }
}

function oneCut(
  engine: InstrumentedEngine,
  step: Step,
  cut: Cut,
  recorded: RecordedRun<unknown>,
  beside: Beside | false,
): { readonly lines: readonly string[]; readonly uncut: readonly string[] } {
  const moments = momentsOf(cut, recorded);
  const known = ({ state, violations, failed, facts }: BadState): string =>
    knownWords(knownFlaws(step, state.cause, violations, failed, facts));
  const sweep = sweepRun(engine, recorded, budgetOf(step, cut, moments));
  const lines = cutLines(titleOf(cut), sweep, known);
  const uncut = beside === false ? [] : [...brokenBeside(sweep, cut, beside)];
  if ('after' in cut.place) {
    const most = recorded.recorder.endings.length;
    if (cut.place.after > most) uncut.push(`the program makes ${plural(most, 'I/O')} only`);
    const moment = moments?.[0] ?? 0;
    leave(engine, recorded, stateWith(recorded.recorder, moment, cut.cause, 'all lost'));
  } else if (recorded.recorder.lastMoment === 0) {
    uncut.push('the program changes no file: there is nothing to cut');
  }
  return { lines, uncut };
}

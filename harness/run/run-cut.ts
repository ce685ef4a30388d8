// A program that is cut short: by the death of its process or a loss of power, at the places that a
// step asks for. The program runs once; what each cut may leave is made of the I/O that was
// recorded, and judged. The world is left as the end of the run leaves it; or, where it is cut at
// one place only, as that cut does, with all that could be lost.
import { buildState } from '../crashes/build-state.ts';
import { type CrashState, stateWith } from '../crashes/crash-states.ts';
import { type BadState } from '../crashes/bad-states.ts';
import {
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
import { explainsCrash, knownFlaws, knownWords } from '../faults/step-flaws.ts';
import { plural } from '../golden/plural.ts';
import type { Cut } from '../shapes/cut-options.ts';
import { makesImages } from '../verbs/run-program.ts';
import type { Step } from '../verbs/step.ts';

/** A run that was cut, or was to be. */
export interface CutRun<T> {
  readonly run: T;
  /** What the cuts found, in lines. */
  readonly told: string;
  /** Cuts that could not be made, and why. */
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

/**
 * Calls `go`, which runs a program, and cuts it. Throws what `go` throws, and Error where the
 * engine cannot be cut: the case asks for one that can.
 */
export function runCut<T>(engine: Engine, step: Step, go: () => T): CutRun<T> {
  const { cuts } = step;
  if (cuts.length === 0) return { run: go(), told: '', uncut: [] };
  if (!isInstrumented(engine)) throw new Error(`${engine.traits.name} cannot cut a run short`);
  const recorded = recordRun(engine, { go, makesImages: makesImages(step) });
  const lines: string[] = [];
  const uncut: string[] = [];
  const known = ({ state, violations, failed, facts }: BadState): string =>
    knownWords(knownFlaws(step, state.cause, violations, failed, facts));
  for (const cut of cuts) {
    const moments = momentsOf(cut, recorded);
    const budget = { ...cutBudget(cut.cause, moments), isExplained: explainsCrash(step) };
    lines.push(...cutLines(titleOf(cut), sweepRun(engine, recorded, budget), known));
    if ('after' in cut.place) {
      const most = recorded.recorder.endings.length;
      if (cut.place.after > most) uncut.push(`the program makes ${plural(most, 'I/O')} only`);
      const moment = moments?.[0] ?? 0;
      leave(engine, recorded, stateWith(recorded.recorder, moment, cut.cause, 'all lost'));
    } else if (recorded.recorder.lastMoment === 0) {
      uncut.push('the program changes no file: there is nothing to cut');
    }
  }
  return { run: recorded.run, told: lines.map((line) => `${line}\n`).join(''), uncut };
}

// Loss of power between programs: `crash-recorder` records what they do to the files, `power-cut`
// takes away what nothing has flushed.
import { type CrashState, stateWith } from '../crashes/crash-states.ts';
import {
  type CrashSweep,
  isInstrumented,
  type RecordedRun,
  sweepRun,
} from '../crashes/crash-sweep.ts';
import { cutBudget } from '../crashes/cut-budget.ts';
import { CUT_UNITS, type CutUnit, momentsAtEvery } from '../crashes/cut-moments.ts';
import { cutLines, lostText } from '../crashes/cut-text.ts';
import { WorldRecording } from '../crashes/world-recording.ts';
import { nameOf } from '../engines/engine.ts';
import { CaseProblem } from '../shapes/problem.ts';
import * as shape from '../shapes/shapes.ts';
import { linesText, printed, verb } from './verb.ts';

interface RecorderStep {
  readonly isOn: boolean;
  readonly mayNotFire: boolean;
}

const RECORDER = 'crash-recorder';

export const crashRecorder = verb({
  name: RECORDER,
  description:
    'Records all changes of files from here on, for `power-cut`. `off` ends it, and tells how ' +
    'much was written, and how much of it a loss of power would take away. Native only.',
  main: 'switch',
  fields: {
    switch: shape.withDefault(shape.oneOf('switch', ['on', 'off']), 'on'),
    'may-not-fire': shape.withDefault(shape.flag, false),
  },
  needs: ['instruments'],
  build: (given): RecorderStep => ({
    isOn: given.switch === 'on',
    mayNotFire: given['may-not-fire'],
  }),
  run({ isOn, mayNotFire }: RecorderStep, { engine }) {
    if (!isInstrumented(engine)) throw new Error(`${engine.traits.name} records nothing`);
    const report = WorldRecording.of(engine)?.layer.report();
    if (isOn) WorldRecording.start(engine);
    else engine.setWitness(undefined);
    const unmet = report?.unmet === undefined || mayNotFire ? [] : [report.unmet];
    return printed(linesText(report?.lines ?? []), unmet);
  },
  mayBeLast: ({ isOn }) =>
    isOn
      ? `'${RECORDER}: off' or 'power-cut' is missing: only then it tells what it did`
      : undefined,
});

/** What the files are left as, of all that they may be. */
const LEFT = ['all-lost', 'all-kept', 'first-broken'] as const;

type Left = (typeof LEFT)[number];

interface PowerCutStep {
  readonly leaves: Left;
  /** Where what is judged is cut; undefined: behind the last program. */
  readonly every: CutUnit | undefined;
}

const words = shape.oneOf('state', LEFT);

/** Where a place in a run of a program is meant, that is said. */
const leaves: shape.Shape<Left> = {
  ...words,
  read(node) {
    if (node.kind !== 'scalar' || !/^(every|after) /.test(node.text)) return words.read(node);
    const within = 'cuts a program, beside the step that runs it; here it is';
    throw new CaseProblem(node, `'${node.text}' ${within} '{ every: ${CUT_UNITS.join('|')} }'`);
  },
};

/** The state in which the files are left; undefined: there is none like that. */
function stateOf(
  what: Left,
  { layer }: WorldRecording,
  { bad }: CrashSweep<unknown>,
): CrashState | undefined {
  switch (what) {
    case 'all-lost':
      return stateWith(layer, layer.lastMoment, 'power', 'all lost');
    case 'all-kept':
      return stateWith(layer, layer.lastMoment, 'power', 'all kept');
    case 'first-broken':
      return [...bad.values()][0]?.state;
  }
}

const isJudgedIn = ({ expected }: RecordedRun<unknown>, path: string): boolean =>
  expected.some(({ image }) => image === path);

export const powerCut = verb({
  name: 'power-cut',
  description:
    `Cuts the power between two steps: what nothing has flushed since '${RECORDER}: on' may be ` +
    'lost. Judges all that may be left, with `every` also after each write, flush or command ' +
    'since then, and leaves the files without what may be lost, or as told. Ends the ' +
    'recording. Native only.',
  main: 'leaves',
  fields: {
    leaves: shape.withDefault(leaves, 'all-lost'),
    every: shape.optional(shape.oneOf('place to cut', CUT_UNITS)),
  },
  needs: ['instruments'],
  ends: RECORDER,
  build: (given): PowerCutStep => given,
  run({ leaves: what, every }: PowerCutStep, { engine }) {
    const recording = WorldRecording.of(engine);
    if (recording === undefined || !isInstrumented(engine)) {
      return printed('', [`nothing is recorded: '${RECORDER}: on' is missing`]);
    }
    const recorded = recording.recorded();
    const moments = every ? momentsAtEvery(every, recorded) : [recording.layer.lastMoment];
    const others = recorded.reader.images().filter((image) => !isJudgedIn(recorded, image));
    const sweep = sweepRun(engine, recorded, cutBudget('power', moments));
    const state = stateOf(what, recording, sweep);
    const { unmet } = recording.layer.report();
    if (state !== undefined) recording.leave(state);
    return printed(
      linesText([
        ...cutLines(every ? `power cut at every ${every}` : 'power cut', sweep),
        ...others.map((image) => `  not judged: ${nameOf(image)}, made since, or broken before`),
        ...(state === undefined ? [] : [`  left ${lostText(state)}`]),
      ]),
      [
        ...(unmet === undefined ? [] : [unmet]),
        ...(state === undefined ? ['no state breaks a promise: none of them can be left'] : []),
      ],
    );
  },
});

// Runs a modelled case to its end, and holds the world behind each step against its model.
import { InvariantError } from '../../../engine/index.ts';
import { instrumentedEngine } from '../../explore/instrumented-engine.ts';
import { StepLoop } from '../../run/step-loop.ts';
import type { InstrumentedEngine } from '../../crashes/crash-sweep.ts';
import type { Step } from '../../verbs/step.ts';
import { countedBehind } from '../../oracle/counted-behind.ts';
import { startProgram } from '../../verbs/run-program.ts';
import { verbNamed } from '../../verbs/table.ts';
import { type Broken, judgeImage, judgeLeaksRepair, PlainWorld } from './judge-world.ts';
import type { ModelImage } from './model-image.ts';
import type { ModelledCase } from './modelled-case.ts';
import { judgeCheck, judgeTools } from './tool-relations.ts';
import { type ModelStep, TOP } from './workshop.ts';

/** A broken promise, and the step behind which it shows; steps count from 1. */
export interface BrokenStep extends Broken {
  readonly step: number;
}

/** I/Os of a whole case, many times what one needs: what comes so far has no end. */
const MOST_IOS = 300_000;

/** Makes whoever asks for I/O without an end crash. Throws InvariantError in its place. */
function bound(engine: InstrumentedEngine): void {
  let met = 0;
  engine.instrument({
    onIo: () => {
      met += 1;
      if (met > MOST_IOS) throw new InvariantError(`no end after ${MOST_IOS} I/Os`);
      return () => {};
    },
  });
}

/**
 * The first step that breaks promises, with all that it breaks; empty: none does. `onStep` is told
 * the number of each step that has run, and one more for the tools behind them. Throws what the
 * engine throws when it cannot go on.
 */
export function judgeModelled(
  { testCase, steps }: ModelledCase,
  onStep?: (step: number) => void,
): readonly BrokenStep[] {
  const engine = instrumentedEngine(testCase);
  const loop = new StepLoop(engine, []);
  const world = new PlainWorld(engine);
  const behind = new Map<string, number>();
  bound(engine);
  try {
    for (const [index, step] of testCase.steps.entries()) {
      const broken = judgeStep(engine, loop, step, steps[index] as ModelStep, behind);
      onStep?.(index + 1);
      if (broken.length > 0) return broken.map((one) => ({ ...one, step: index + 1 }));
    }
    const last = steps.at(-1)?.after ?? new Map<string, ModelImage>();
    const isStrict = testCase.steps.at(-1)?.crashSafety === 'strict';
    const broken = judgeTools(engine, world, last, { isStrict, behind });
    onStep?.(steps.length + 1);
    return broken.map((one) => ({ ...one, step: steps.length + 1 }));
  } finally {
    engine.close();
  }
}

/** What is written to a damaged image may fail. */
const isDamaged = (images: ModelStep['after']): boolean =>
  [...images.values()].some((image) => image.isDamaged);

/** How many requests may fail: at least, and at most. */
function failuresOf(
  expected: ModelStep['expected'],
  isDamaged: boolean,
): readonly [number, number] {
  if (expected === 'one failure') return [1, 1];
  if (expected === 'one failure at most') return [0, 1];
  if (expected === 'anything') return [0, Infinity];
  return [0, isDamaged ? Infinity : 0];
}

const COMPLAINTS = /Pattern verification failed|failed|rror|Could not|cannot/;

function judgeStep(
  engine: InstrumentedEngine,
  loop: StepLoop,
  step: Step,
  { expected, after, promise }: ModelStep,
  behind: Map<string, number>,
): readonly Broken[] {
  const world = new PlainWorld(engine);
  const before = promise === undefined ? undefined : engine.snapshot();
  const verb = verbNamed(step.verb);
  const broken: Broken[] = [];
  if (verb.tool === undefined) {
    const { crash } = loop.run([step]);
    if (crash !== undefined) throw crash.cause;
    // Whoever writes refcounts by hand may do so for what lies behind the end of the file.
    for (const name of step.verb === 'poke' ? after.keys() : []) {
      const counted = countedBehind(engine.readFile(name));
      behind.set(name, Math.max(behind.get(name) ?? 0, counted));
    }
  } else {
    const argv = verb.argv(step, []);
    const repaired = argv[0] === 'check' && argv.includes('leaks') ? world.image(TOP) : undefined;
    const isCheck = argv[0] === 'check' && argv.includes('--output=json');
    const { text, status } = startProgram(verb, engine, step, []);
    const isDone = status === 0 && !COMPLAINTS.test(text);
    const failures = text.split('\n').filter((line) => / failed/.test(line)).length;
    const [least, most] = failuresOf(expected, isDamaged(after));
    const isIo = verb.tool === 'io' && (failures > most || failures < least);
    const isMarked = after.has(TOP) && /Marking image as corrupt/.test(text);
    // Version 2 has no place for the mark.
    const marked = isMarked ? world.image(TOP) : undefined;
    if (marked?.isCorrupt === false && marked.version > 2) {
      broken.push({ relation: 'marked', words: `${step.title}: the mark is not in the file` });
    }
    // A script goes by the status alone.
    const isRefused = !isDone && (verb.tool !== 'img' || status !== 0);
    if (isIo || (expected === 'done' && !isDone) || (expected === 'refused' && !isRefused)) {
      const [line = ''] = text.split('\n').filter((one) => COMPLAINTS.test(one));
      broken.push({ relation: 'text', words: `${step.title}: status ${status}, ${line}` });
    }
    if (repaired !== undefined) broken.push(...judgeLeaksRepair(repaired, world.image(TOP)));
    if (isCheck) broken.push(...judgeCheck(world, argv.at(-1) ?? '', text));
    if (promise !== undefined) {
      const end = engine.snapshot();
      broken.push(...promise({ engine, verb, step, before, text }));
      // It may have run the step otherwise, and listened to it.
      engine.restore(end);
      bound(engine);
    }
  }
  const isStrict = step.crashSafety === 'strict';
  for (const [name, model] of after) {
    const how = { isStrict, behind: behind.get(name) ?? 0 };
    broken.push(...judgeImage(world, name, model, how));
  }
  return broken;
}

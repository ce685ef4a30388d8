// What an exploration found on an engine of others becomes a case: the step with that one fault, or
// cut short everywhere. Our own engine keeps all promises there, which is the golden; the engine
// that breaks one is red.
import type { StepWords } from '../cases/flat-steps.ts';
import type { TestCase } from '../cases/types.ts';
import { replayCrash } from '../explore/crashes/replay-crash.ts';
import type { CrashToken } from '../explore/crashes/token.ts';
import { replayFaultOf } from '../explore/faults/fault-job.ts';
import type { FaultToken } from '../explore/faults/fault-token.ts';
import { instrumentedEngine, type SweptEngine } from '../explore/instrumented-engine.ts';
import { within } from '../explore/sweep-steps.ts';
import { faultWords } from '../faults/fault.ts';
import { faultWord } from '../faults/fault-word.ts';
import type { Violation } from '../oracle/judge.ts';
import { StepLoop } from '../run/step-loop.ts';
import type { EngineChoice } from '../run/job.ts';
import { NoCase, readDraft } from './draft.ts';
import { withOptions } from './edit-step.ts';
import type { Promoted } from './fault-case.ts';
import { purposeWords, shownWords } from './show.ts';
import { beginningOf, draftOf, shortened, type Source } from './source.ts';

/** Milliseconds of each run of the engine. */
const RUN_TIME = 120_000;

/** A token as a step of a case says it. */
interface Disturbance {
  /** What is broken in the case, where the explored step has that number. */
  readonly violations: (testCase: TestCase, step: number) => readonly Violation[];
  readonly option: Readonly<Record<string, string>>;
  readonly words: string;
  readonly title: string;
}

const ofFault = ({ fault }: FaultToken, engine: () => SweptEngine): Disturbance => ({
  violations: (testCase, step) =>
    replayFaultOf(testCase, step, fault, undefined, engine())?.violations ?? [],
  option: { sweep: faultWord(fault) },
  words: faultWords(fault),
  title: 'after a failure',
});

const ofCrash = (token: CrashToken, engine: () => SweptEngine): Disturbance => ({
  violations: (testCase, step) => replayCrash(testCase, { ...token, step }, engine()).violations,
  option: { [token.cause === 'power' ? 'power-cut' : 'process-death']: 'every write' },
  words: token.cause === 'power' ? 'The power is lost' : 'The process dies',
  title: token.cause === 'power' ? 'after loss of power' : 'after death of process',
});

/**
 * The case of a fault or a crash state of an engine of others. Throws NoCase where it would not be
 * green on our own engine and red on that one, and says why; TokenError where the token does not
 * fit its case.
 */
export function foreignCase(
  source: Source,
  token: FaultToken | CrashToken,
  other: EngineChoice,
): Promoted {
  if (token.order !== undefined) throw new NoCase('orders are those of our own engine');
  const engine = (): SweptEngine => within(other, RUN_TIME);
  const disturbed = 'fault' in token ? ofFault(token, engine) : ofCrash(token, engine);
  const found = disturbed.violations(source.testCase, token.step);
  const [first] = found;
  if (first === undefined) throw new NoCase('all promises are kept there');
  const wanted = found.map(shownWords).join('\n');
  const { before, step } = shortened(source, beginningOf(source, token.step), (testCase, steps) => {
    const again = disturbed.violations(testCase, steps.length + 1);
    return again.map(shownWords).join('\n') === wanted;
  });
  const broken = `${nameOfEngine(source.testCase, engine())} broke one: ${purposeWords(first)}`;
  const purpose = `${disturbed.words}, and all promises are kept; ${broken}`;
  const steps: readonly StepWords[] = [...before, withOptions(step, disturbed.option)];
  const { draft, testCase } = readDraft(draftOf(source, purpose, steps));
  requireGreen(testCase);
  requireRed(testCase, engine());
  return { draft, testCase, title: `${first.promise} ${disturbed.title}`, step: steps.length };
}

/** Name and version, as the engine greets. */
function nameOfEngine(testCase: TestCase, other: SweptEngine): string {
  const world = instrumentedEngine(testCase, other);
  const { engine } = world.servedTally?.() ?? { engine: other.name };
  world.close();
  return engine;
}

/** What is not as expected, in words; undefined: nothing. */
function wrongIn(testCase: TestCase, other?: SweptEngine): string | undefined {
  const world = instrumentedEngine(testCase, other);
  try {
    const { failures, crash } = new StepLoop(world, []).run(testCase.steps);
    if (crash === undefined) return failures[0]?.message;
    return crash.cause instanceof Error ? crash.cause.message : String(crash.cause);
  } finally {
    world.close();
  }
}

function requireGreen(testCase: TestCase): void {
  const wrong = wrongIn(testCase);
  if (wrong !== undefined) throw new NoCase(`our own engine would be red: ${wrong}`);
}

function requireRed(testCase: TestCase, other: SweptEngine): void {
  if (wrongIn(testCase, other) !== undefined) return;
  throw new NoCase('the engine would be green: leaks alone, or what ours breaks there as well');
}

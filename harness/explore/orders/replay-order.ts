// Runs one order of a step again from its token: what was printed, in which order the changes of
// the files ended, which promise is broken.
import { type RecordedChange, RecordedOrder } from '../../../engine/index.ts';
import type { TestCase } from '../../cases/types.ts';
import { FaultJudge, noFault } from '../../faults/fault-judge.ts';
import { runWithFault } from '../../faults/fault-run.ts';
import { stepToSweep } from '../../faults/fault-sweep.ts';
import { operationOf } from '../../faults/operation.ts';
import { knownFlaws, type NamedFlaw } from '../../faults/step-flaws.ts';
import type { Violation } from '../../oracle/judge.ts';
import { guidedBy, orderOf } from '../../orders/picks.ts';
import { StepLoop } from '../../run/step-loop.ts';
import { withoutSchedule } from '../../verbs/io.ts';
import { undisturbed } from '../../verbs/run-program.ts';
import { landedChanges } from '../broken-places.ts';
import { recordStep } from '../crashes/crash-sweep.ts';
import { instrumentedEngine } from '../instrumented-engine.ts';
import { checkOrder } from '../token-fit.ts';
import type { OrderToken } from './order-token.ts';

/** What one order does again. */
export interface OrderStory {
  readonly line: number;
  readonly title: string;
  /** What the program printed. */
  readonly text: string;
  /** At each choice: which of the pending I/Os came, from 0, and how many there were. */
  readonly choices: readonly (readonly [pick: number, of: number])[];
  /** Changes of the files, in the order in which they ended. */
  readonly changes: readonly RecordedChange[];
  readonly violations: readonly Violation[];
  /** Flaws of QEMU that explain all of it; undefined: it is news. */
  readonly known: readonly NamedFlaw[] | undefined;
  /** The files as the order leaves them, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * Runs the case up to the token's step and that in its order; undefined: there is no such step.
 * Throws TokenError where the order has no such choices.
 */
export function replayOrder(testCase: TestCase, token: OrderToken): OrderStory | undefined {
  const given = testCase.steps[token.step - 1];
  const operation = given && operationOf(given);
  if (given === undefined || operation === undefined) return undefined;
  const step = withoutSchedule(undisturbed(given));
  const engine = instrumentedEngine(testCase);
  try {
    const loop = new StepLoop(engine, []);
    loop.run(testCase.steps.slice(0, token.step - 1));
    checkOrder(engine, step, token.order);
    const swept = stepToSweep(engine, step);
    const { recorder } = recordStep(engine, loop, step, token.order);
    engine.restore(swept.mark);
    const judge = new FaultJudge({ ...swept, operation, laters: 1 });
    const chosen = new RecordedOrder(guidedBy(token.order?.picks ?? []));
    const order = token.order && { ...token.order, choices: () => chosen };
    const fault = token.ending === 'end' ? undefined : noFault(token.ending);
    const run = runWithFault({ ...judge.setup, order }, fault);
    const { violations } = judge.orderVerdict(run, token.ending);
    runWithFault({ ...judge.setup, order: orderOf(token.order) }, fault);
    const files = engine.memoryFiles();
    return {
      line: given.line,
      title: given.title,
      text: run.text,
      choices: chosen.picks.map((pick, index) => [pick, chosen.counts[index] ?? 0]),
      changes: landedChanges(recorder, true),
      violations,
      known: knownFlaws(step, 'order', violations),
      files: new Map(files.names().map((path) => [path, files.readBytes(path)])),
    };
  } finally {
    engine.close();
  }
}

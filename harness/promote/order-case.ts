// An order of an exploration becomes a case: the schedule of the step.
import { scheduleText } from '../engines/schedule.ts';
import { scheduleOf } from '../orders/picks.ts';
import type { OrderToken } from '../explore/orders/order-token.ts';
import { replayOrder } from '../explore/orders/replay-order.ts';
import type { TestCase } from '../cases/types.ts';
import { ioSession } from '../verbs/io.ts';
import type { Step } from '../verbs/step.ts';
import { NoCase, readDraft } from './draft.ts';
import { withMain, withOptions } from './edit-step.ts';
import type { Promoted } from './fault-case.ts';
import { noFault } from '../faults/fault-judge.ts';
import { faultedRun } from './faulted-run.ts';
import { purposeWords, showingSteps, shownWords } from './show.ts';
import { beginningOf, draftOf, shortened, type Source } from './source.ts';

/** The case of the order. Throws NoCase where there is none, and TokenError. */
export function orderCase(source: Source, token: OrderToken): Promoted {
  const { order, ending } = token;
  const given = source.testCase.steps[token.step - 1];
  if (given === undefined || ioSession(given) === undefined) {
    throw new NoCase(`step ${token.step} is none of 'io', and only these have a schedule`);
  }
  const story = replayOrder(source.testCase, token);
  const [first] = story?.violations ?? [];
  if (story === undefined || first === undefined) throw new NoCase('all promises are kept in it');
  const isShown = (testCase: TestCase, step: number): boolean => {
    const again = replayOrder(testCase, { ...token, step });
    const words = again?.violations.map(shownWords).join('\n');
    return words === story.violations.map(shownWords).join('\n') && again?.text === story.text;
  };
  const { before, step } = shortened(source, beginningOf(source, token.step), (testCase, steps) =>
    isShown(testCase, steps.length + 1),
  );
  const plain = readDraft(draftOf(source, 'a draft', [...before, step])).testCase;
  const { commands = [] } = faultedRun(plain, before.length + 1, noFault(ending), order);
  const longer = ending === 'end' ? step : withMain(step, commands);
  const schedule = order === undefined ? undefined : scheduleText(scheduleOf(order));
  const target = withOptions(longer, { schedule });
  const purpose = `I/O ends in another order, and a promise is broken: ${purposeWords(first)}`;
  const steps = [...before, target, ...showingSteps(story.violations)];
  const { draft, testCase } = readDraft(draftOf(source, purpose, steps));
  const { verb } = testCase.steps[before.length] as Step;
  const title = `${first.promise} in another order of ${verb}`;
  return { draft, testCase, title, step: before.length + 1 };
}

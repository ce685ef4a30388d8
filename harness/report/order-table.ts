// What sweeps of orders and replays of one order found, for people.
import type { RecordedChange } from '../../engine/index.ts';
import type { TestCase } from '../cases/types.ts';
import { nameOf } from '../engines/engine.ts';
import type { StepOrders } from '../explore/orders/order-job.ts';
import type { OrderExplanation, Overtaking } from '../explore/orders/explain-order.ts';
import type { OrderToken } from '../explore/orders/order-token.ts';
import type { OrderStory } from '../explore/orders/replay-order.ts';
import type { Ordering } from '../orders/picks.ts';
import { plural } from '../golden/plural.ts';
import { CHANGES_COUNT, clusterLines, CRASH_WORDS } from './crash-table.ts';
import { FAULT_WORDS, sinceLines } from './fault-table.ts';
import {
  brokenLines,
  sweepSums,
  sweepSumText,
  type SweepWords,
  verdictLines,
} from './sweep-table.ts';

/** Choices, changes and lines of text that a story shows. */
const SHOWN = 40;

/** What is counted, in words, by what orders are crossed with. */
export const ORDER_WORDS: Readonly<Record<'none' | 'crashes' | 'faults', SweepWords>> = {
  none: { state: 'order', distinct: 'different outcome' },
  crashes: CRASH_WORDS,
  faults: FAULT_WORDS,
};

/** What the budget left out. */
function leftText({ orders, left, cut }: StepOrders): readonly string[] {
  const more = left.map(({ choices, tried, total }) => {
    const kind = `with ${plural(choices, 'choice')} against the order of submission`;
    const those = `${tried} of ${total} ${kind}, none with more`;
    return `not every order: ${plural(orders, 'order')} tried; ${those}`;
  });
  if (cut > 0) more.push(`in ${plural(cut, 'order')} not all: the budget was spent`);
  return more;
}

/** The lines to print for the orders of a case; `isWhole`: no part of the sweep was lost. */
export const orderSweepLines =
  (words: SweepWords) =>
  (testCase: TestCase, steps: readonly StepOrders[], isWhole = true): readonly string[] => {
    if (steps.length === 0 && isWhole) {
      return [`${testCase.slug}: not swept: no step has two I/Os pending at once`];
    }
    const orders = steps.reduce((sum, step) => sum + step.orders, 0);
    const where = `${plural(orders, 'order')} of ${plural(steps.length, 'step')}`;
    const sums = sweepSumText(sweepSums(steps, isWhole), words);
    const isPlain = words === ORDER_WORDS.none;
    return [
      `${testCase.slug}: ${isPlain ? '' : `${where}: `}${sums}`,
      ...brokenLines(testCase, steps),
      ...steps.flatMap((step) =>
        leftText(step).map((text) => `${testCase.file}:${step.line}: ${step.title}: ${text}`),
      ),
    ];
  };

function changeText({ number, kind, offset, length, file }: RecordedChange): string {
  const at = `0x${offset.toString(16)}`;
  const range = kind === 'truncate' ? `to ${offset}` : `${length} at ${at}`;
  return `change ${number}: ${kind} ${range} of ${nameOf(file)}`;
}

/** Lines that are not shown are counted. */
function first(lines: readonly string[]): readonly string[] {
  const left = lines.length - SHOWN;
  return left <= 0 ? lines : [...lines.slice(0, SHOWN), `... ${left} more`];
}

/** What I/O does in an order, and the choices that are not for the oldest I/O. */
function orderLines(order: Ordering, other: readonly string[], behind: string): readonly string[] {
  const how = `${order.landsLate ? 'at their end' : 'at once'}${other.length > 0 ? ', but' : '.'}`;
  return [
    `Its I/Os end in the order of their submission${behind}, and take effect ${how}`,
    ...first(other).map((one) => `  ${one}`),
  ];
}

/** The story of one order. */
export function orderStoryLines(
  testCase: TestCase,
  { order, ending }: OrderToken,
  { line, title, text, choices, changes, violations, known }: OrderStory,
): readonly string[] {
  const other = choices.flatMap(([pick, of], index) =>
    pick === 0 ? [] : [`choice ${index + 1}: number ${pick + 1} of ${of} that were pending`],
  );
  const behind = ending === 'end' ? '' : ', with other requests behind those of the step';
  return [
    `${testCase.file}:${line}: ${title}`,
    ...(order === undefined
      ? [`Its I/Os end in the engine's own order${behind}.`]
      : orderLines(order, other, behind)),
    'The changes of the files ended in this order:',
    ...first(changes.map(changeText)).map((one) => `  ${one}`),
    'It printed:',
    ...first(text.trimEnd().split('\n')).map((printed) => `  ${printed}`),
    ...verdictLines(violations, known),
  ];
}

/** What is behind the broken promises of one order. */
export function orderExplanationLines(
  testCase: TestCase,
  { order, ending }: OrderToken,
  { step, violations, known, simplest, overtaking, clusters, since }: OrderExplanation,
): readonly string[] {
  const head = [`${testCase.file}:${step.line}: ${step.title}`, ...verdictLines(violations, known)];
  if (violations.length === 0) return head;
  const behind = ending === 'end' ? '' : ', with other requests behind those of the step';
  return [
    ...head,
    ...(simplest === undefined
      ? [`It is so in the engine's own order${behind}.`]
      : [
          ...(order === undefined ? [] : [`It takes ${choicesText(order, simplest)}.`]),
          ...orderLines(simplest, choiceLines(simplest), behind),
        ]),
    ...first(overtaking.map(overtakingText)),
    ...clusters.flatMap(clusterLines),
    ...sinceLines(since),
    CHANGES_COUNT,
  ];
}

const overtakingText = ({ change, older }: Overtaking): string =>
  `${changeText(change)} ended before ${older.map(changeText).join(', ')}`;

const choicesText = (order: Ordering, simplest: Ordering): string => {
  const [all, few] = [order, simplest].map(({ picks }) => picks.filter((pick) => pick > 0).length);
  return `${few} of ${plural(all ?? 0, 'choice')} against the order of submission`;
};

const choiceLines = ({ picks }: Ordering): readonly string[] =>
  picks.flatMap((pick, index) =>
    pick === 0 ? [] : [`choice ${index + 1}: number ${pick + 1} of those that were pending`],
  );

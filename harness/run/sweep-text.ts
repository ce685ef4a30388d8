// What the sweep of a step found, in the words of a transcript: how the runs ended, and each class
// of broken promises with the first fault that shows it.
import { nameOf } from '../engines/engine.ts';
import { plural } from '../golden/plural.ts';
import { faultWords, type NthFault } from '../faults/fault.ts';
import { ioWords } from '../faults/fault-run.ts';
import type { BadFault, FaultSweep } from '../faults/fault-sweep.ts';
import { knownWords } from '../faults/step-flaws.ts';
import { OUTCOMES } from '../oracle/contract.ts';
import type { Violation } from '../oracle/judge.ts';
import type { BadOrder, OrderSweep } from '../orders/order-sweep.ts';
import { orderWord } from '../orders/picks.ts';

type BadClass = BadFault & { readonly count: number };

function* brokenLines(violations: readonly Violation[]): Iterable<string> {
  for (const { promise, image, detail } of violations) {
    const where = image === '' ? '' : `${nameOf(image)}: `;
    yield `    ${promise}: ${where}${detail}`;
  }
}

function* badLines(bad: BadClass): Iterable<string> {
  const { fault, io, violations, count, outcome } = bad;
  yield `  ${outcome} in ${plural(count, 'run')}${knownWords(bad.known)}`;
  yield* brokenLines(violations);
  yield `    first where ${faultWords(fault)}${io === undefined ? '' : `: ${ioWords(io)}`}`;
}

/** The lines, and what in them is not as expected. */
export interface ToldSweep {
  readonly lines: readonly string[];
  readonly unmet: readonly string[];
}

/** Of a sweep of faults. */
export function faultLines(sweep: FaultSweep): ToldSweep {
  const { skipped, ios, points, distinct, notReached, outcomes, bad } = sweep;
  if (skipped !== undefined) return { lines: [], unmet: [`no fault was tried: ${skipped}`] };
  if (points === 0) return { lines: [], unmet: ['the program makes no I/O that could fail'] };
  const left = [...notReached.values()].reduce((sum, count) => sum + count, 0);
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = outcomes.get(outcome);
    return count === undefined ? [] : [`${outcome} ${count}`];
  });
  const classes = [...bad.values()];
  const news = classes.filter(({ known }) => known === undefined);
  const tried = left === 0 ? '' : `, ${left} more not tried`;
  return {
    lines: [
      `faults at ${plural(ios, 'I/O')}: ${plural(points, 'run')}, ${distinct} different${tried}: ` +
        (bad.size === 0 ? 'all promises kept' : 'promises are broken'),
      `  ${counts.join(', ')}`,
      ...classes.flatMap((one) => [...badLines(one)]),
    ],
    unmet: news.map(
      ({ outcome }) => `faults break promises (${outcome}) that no known flaw of QEMU explains`,
    ),
  };
}

/** Of one fault: how the run ended, and which promises it breaks. */
export function oneFaultLines(fault: NthFault, sweep: FaultSweep): ToldSweep {
  const { skipped, ios, points, outcomes, bad } = sweep;
  const words = faultWords(fault);
  if (skipped !== undefined) return { lines: [], unmet: [`no fault was tried: ${skipped}`] };
  if (points === 0 && bad.size === 0) {
    const made = `the program makes ${plural(ios, 'I/O')}`;
    return { lines: [`${words}: nothing fails, as ${made}: all promises kept`], unmet: [] };
  }
  const [outcome = 'silent loss'] = outcomes.keys();
  const classes = [...bad.values()];
  const kept = bad.size === 0 ? 'all promises kept' : 'promises are broken';
  return {
    lines: [
      `${words}: ${outcome}: ${kept}`,
      ...classes.flatMap(({ violations }) => [...brokenLines(violations)]),
    ],
    unmet: classes.some(({ known }) => known === undefined)
      ? ['a fault breaks promises, and no known flaw of QEMU explains it']
      : [],
  };
}

function* badOrderLines(bad: BadOrder & { readonly count: number }): Iterable<string> {
  const { order, trouble, violations, count } = bad;
  const more = trouble.kind === 'none' && trouble.ending === 'aftermath' ? ', worked on' : '';
  const which = order === undefined ? "the engine's own order" : `order ${orderWord(order)}`;
  yield `  broken in ${plural(count, 'order')}${knownWords(bad.known)}`;
  yield* brokenLines(violations);
  yield `    first in ${which}${more}`;
}

/** Of a sweep of orders; undefined: there is but one. */
export function orderLines(sweep: OrderSweep | undefined): ToldSweep {
  if (sweep === undefined) return { lines: [], unmet: ['no two I/Os of the program meet'] };
  const { orders, distinct, left, bad } = sweep;
  const classes = [...bad.values()];
  const sum = `${plural(orders, 'order')} of the I/O${left.length === 0 ? '' : ', not all'}`;
  return {
    lines: [
      `${sum}, ${distinct} different: ` +
        (bad.size === 0 ? 'all promises kept' : 'promises are broken'),
      ...classes.flatMap((one) => [...badOrderLines(one)]),
    ],
    unmet: classes.some(({ known }) => known === undefined)
      ? ['orders break promises that no known flaw of QEMU explains']
      : [],
  };
}

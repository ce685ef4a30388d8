// Whether what a token names is there in its step: the I/Os that fail, the choices of an order. A
// token that fits nothing tells nothing, least of all that promises are kept.
import { type CountedIo, errnoName, RecordedOrder } from '../../engine/index.ts';
import type { InstrumentedEngine } from '../crashes/crash-sweep.ts';
import { needsSpace, type NthFault } from '../faults/fault.ts';
import { type RunListener, runWithFault } from '../faults/fault-run.ts';
import { plural } from '../golden/plural.ts';
import { guidedBy, type Ordering } from '../orders/picks.ts';
import { withoutSchedule } from '../verbs/io.ts';
import { undisturbed } from '../verbs/run-program.ts';
import type { Step } from '../verbs/step.ts';

/** A token that says what the case does not have. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

/**
 * Throws TokenError where the run with the fault, which `again` repeats, has no such I/O, or none
 * that can fail so. The second I/O of a pair may be missing: sweeps draw it blindly.
 */
export function checkFault(fault: NthFault, again: (listener: RunListener) => void): void {
  const { at, of, errno, written, second } = fault;
  // What breaks promises without a fault has this number.
  if (at === 0 && errno === 0) return;
  if (at === 0) throw new TokenError('I/Os are numbered from 1');
  for (const one of [errno, second?.errno]) {
    if (one === undefined || errnoName(one) !== undefined) continue;
    throw new TokenError(`there is no error number ${one}`);
  }
  const ios: CountedIo[] = [];
  again({ onIo: (io) => void ios.push(io) });
  const counted = of === 'space' ? ios.filter(needsSpace) : ios;
  const io = counted[at - 1];
  if (io === undefined) {
    const kind = of === 'space' ? ' that need space' : '';
    throw new TokenError(`the step has ${plural(counted.length, 'I/O')}${kind}, not ${at}`);
  }
  if (written === 0 || (io.kind === 'write' && written < io.length)) return;
  const what = io.kind === 'write' ? `a write of ${plural(io.length, 'byte')}` : `a ${io.kind}`;
  throw new TokenError(`I/O ${at} is ${what}, and cannot fail after ${plural(written, 'byte')}`);
}

/**
 * Throws TokenError where a choice of the order is not there when the step runs in it, from the
 * engine's present world and without faults; that world is there again at the end.
 */
export function checkOrder(engine: InstrumentedEngine, step: Step, order?: Ordering): void {
  if (order === undefined) return;
  const { picks, landsLate } = order;
  const seen = new RecordedOrder(guidedBy(picks));
  const mark = engine.snapshot();
  const setup = { engine, step: withoutSchedule(undisturbed(step)), mark, aftermath: [] };
  const choices = { choices: () => seen, landsLate };
  runWithFault({ ...setup, limit: Infinity, order: choices }, undefined);
  engine.restore(mark);
  for (const [index, pick] of picks.entries()) {
    const count = seen.counts[index];
    if (pick === 0 || pick === seen.picks[index]) continue;
    if (count === undefined) {
      throw new TokenError(
        `the order has ${plural(seen.picks.length, 'choice')}, not ${index + 1}`,
      );
    }
    throw new TokenError(`choice ${index + 1} is among ${plural(count, 'I/O')}, not ${pick + 1}`);
  }
}

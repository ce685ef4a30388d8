// What may happen in one order of completions or another has to happen in some of those that are
// explored.
import { readSchedule } from '../../engines/schedule.ts';
import { ioSession } from '../../verbs/io.ts';
import { PlainWorld } from './judge-world.ts';
import type { StepPromise } from './step-promise.ts';

/** Each I/O takes effect when it ends, and so these say which of two comes first. */
const ORDERS = ['late picks', 'late picks 1*20', 'late picks 0 1 0 1', 'late picks 1 0 1 0'];

/**
 * Two writes to one place are in flight at one time, and the real machine may do either of them
 * last: each pattern stands there after some order.
 */
export const mayLeave =
  (at: number, patterns: readonly number[]): StepPromise =>
  ({ engine, verb, step, before }) => {
    const session = ioSession(step);
    if (session === undefined) return [];
    const left = ORDERS.map((order) => {
      engine.restore(before);
      engine.setCrashSafety?.(step.crashSafety);
      engine.run(verb.tool, verb.argv(step, []), readSchedule(order));
      return new PlainWorld(engine).read(session.image)[at];
    });
    const missing = patterns.filter((pattern) => !left.includes(pattern));
    const words = `no order leaves ${missing.join(' or ')} at ${at}, but ${left.join(', ')}`;
    return missing.length === 0 ? [] : [{ relation: 'orders', words }];
  };

// Turns that are left out change nothing that anybody can see: random tasks, run once with a turn
// for every I/O and once as storage does it, say the same in the same order.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChoiceSource, Pending } from './choices.ts';
import { NothingCanRun, Scheduler, spawn } from './scheduler.ts';
import { ioTurn, mustAwaitIo, nextTurn, type Task } from './task.ts';
import { Mutex, WaitQueue } from './wait-queue.ts';

type Step =
  | { readonly do: 'io' | 'turn' }
  | { readonly do: 'wait' | 'wake'; readonly queue: number }
  | { readonly do: 'lock' | 'spawn'; readonly steps: readonly Step[] };

/** What the caller does with the scheduler. */
interface Call {
  readonly do: 'run' | 'start' | 'until' | 'drain';
  readonly steps: readonly Step[];
}

const plain: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'io' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'turn' }) },
  fc.record({ do: fc.constantFrom<'wait' | 'wake'>('wait', 'wake'), queue: fc.nat(1) }),
);
const inner = fc.array(plain, { maxLength: 5 });
const nested = fc.oneof(
  { weight: 3, arbitrary: plain },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('lock', 'spawn'), steps: inner }) },
);
const calls = fc.array(
  fc.record({
    do: fc.constantFrom<Call['do']>('run', 'run', 'start', 'until', 'drain'),
    steps: fc.array(nested, { maxLength: 8 }),
  }),
  { minLength: 1, maxLength: 5 },
);

/** All that a run of the calls shows, and how many turns were left out. */
function play(
  script: readonly Call[],
  leavesOut: boolean,
  hasChoices: boolean,
): { readonly log: string[]; readonly leftOut: number } {
  const log: string[] = [];
  let leftOut = 0;
  const queues = [new WaitQueue(), new WaitQueue()];
  const mutex = new Mutex();
  const choices: ChoiceSource = {
    pick(pending: readonly Pending[]): number {
      log.push(pending.map(({ number, submission }) => `${number}:${submission}`).join(' '));
      return log.length % pending.length;
    },
  };
  const scheduler = new Scheduler(hasChoices ? choices : undefined);
  function* perform(name: string, steps: readonly Step[]): Task<void> {
    for (const [index, step] of steps.entries()) {
      const place = `${name}.${index}`;
      log.push(`${place} ${step.do}`);
      if ('queue' in step) {
        const queue = queues[step.queue] as WaitQueue;
        if (step.do === 'wake') queue.wakeAll();
        else yield queue;
      } else if ('steps' in step) {
        if (step.do === 'spawn') {
          yield spawn(perform(place, step.steps));
        } else {
          yield* mutex.lock();
          yield* perform(place, step.steps);
          mutex.unlock();
        }
      } else if (step.do === 'turn') {
        yield nextTurn;
      } else if (!leavesOut || mustAwaitIo()) {
        yield ioTurn;
      } else {
        leftOut += 1;
      }
    }
    log.push(`${name} ends`);
  }
  script.forEach((call, index) => {
    const name = String(index);
    log.push(`${name} ${call.do}`);
    try {
      if (call.do === 'run') scheduler.run(perform(name, call.steps));
      if (call.do === 'start') scheduler.start(perform(name, call.steps));
      if (call.do === 'drain') scheduler.drain();
      if (call.do === 'until') scheduler.runUntil(() => log.length % 7 === 0);
    } catch (error) {
      if (!(error instanceof NothingCanRun)) throw error;
      log.push('stuck');
    }
  });
  return { log, leftOut };
}

test('tasks do the same in the same order, whether turns are left out or not', () => {
  let leftOut = 0;
  const property = fc.property(calls, fc.boolean(), (script, hasChoices) => {
    const quick = play(script, true, hasChoices);
    leftOut += quick.leftOut;
    expect(quick.log).toEqual(play(script, false, hasChoices).log);
  });
  fc.assert(property, { numRuns: 1000 });
  expect(leftOut).toBeGreaterThan(250);
});

test('a task that is alone gives up no turn, and one that was only started does', () => {
  const alone: Call = { do: 'run', steps: [{ do: 'io' }, { do: 'io' }] };
  expect(play([alone], true, false).leftOut).toBe(2);
  expect(play([{ ...alone, do: 'start' }], true, false).leftOut).toBe(0);
});

test('what runs when the task that was waited for has ended stops at its next I/O', () => {
  const steps: Step[] = [{ do: 'spawn', steps: [{ do: 'io' }, { do: 'io' }] }, { do: 'io' }];
  const { log, leftOut } = play([{ do: 'run', steps }], true, false);
  expect(leftOut).toBe(0);
  expect(log.slice(-2)).toEqual(['0 ends', '0.0.1 io']);
});

// Mistakes in blkdebug and in the turns of requests: a fault that fires elsewhere proves nothing.
import type { Mutation } from '../mutation.ts';

const BLKDEBUG = 'engine/filters/blkdebug/layer.ts';
const SCHEDULER = 'engine/task/scheduler.ts';

export const FAULTS: readonly Mutation[] = [
  {
    name: 'once not honoured',
    kind: 'fault',
    origin: 'condition wrong',
    why: 'a fault that shall fire once goes on',
    file: BLKDEBUG,
    find: 'if (rule.once) this.#drop(rule);',
    replace: '',
    case: '026',
  },
  {
    name: 'an event without rules disarms the fault',
    kind: 'fault',
    origin: 'condition wrong',
    why: 'a sticky fault fails only one request',
    file: BLKDEBUG,
    find: 'if (rules !== undefined) this.#process(rules);',
    replace: 'this.#process(rules ?? []);\n    if (rules === undefined) this.#armed = [];',
    case: '026',
  },
];

/** Turns may be left out where nobody can tell, and nowhere else. */
export const TURNS: readonly Mutation[] = [
  {
    name: 'an I/O goes on although others have not ended',
    kind: 'concurrent',
    origin: 'lock or turn ignored',
    why: 'the pieces of a large write no longer meet, and faults leave something else behind',
    file: SCHEDULER,
    find: '      this.#completions.length === 0 &&\n',
    replace: '',
    case: '551',
  },
  {
    name: 'a request that is only started runs to its end',
    kind: 'concurrent',
    origin: 'lock or turn ignored',
    why: 'what a guest has in flight cannot overlap with what it does next',
    file: SCHEDULER,
    find: '      this.#isWaitedFor &&\n',
    replace: '',
    case: '046',
  },
];

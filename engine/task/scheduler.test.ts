// One test per rule of scheduler.ts.
import { describe, expect, test } from 'vitest';
import { InvariantError } from '../base/assert.ts';
import { IoError } from '../base/errors.ts';
import { TaskPool } from './pool.ts';
import { inSubmissionOrder, type Pending } from './choices.ts';
import { Scheduler, spawn } from './scheduler.ts';
import type { Task } from './task.ts';
import { ioTurn, nextTurn } from './task.ts';
import { Mutex, WaitQueue } from './wait-queue.ts';

/** Runs what `make` returns; everything that the tasks pushed to the log is returned. */
function logOf(make: (log: string[]) => Task<void>, scheduler = new Scheduler()): string[] {
  const log: string[] = [];
  scheduler.run(make(log));
  scheduler.drain();
  return log;
}

/** Says its name and its step around as many I/Os as wanted. */
function* worker(log: string[], name: string, turns: number): Task<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    log.push(`${name}${turn}`);
    yield ioTurn;
  }
  log.push(`${name} done`);
}

test('(a) a spawned task runs to its first suspension before its parent goes on', () => {
  expect(
    logOf(function* (log) {
      yield spawn(worker(log, 'child', 1));
      log.push('parent');
      yield ioTurn;
      log.push('parent done');
    }),
  ).toEqual(['child0', 'parent', 'parent done', 'child done']);
});

test('(a) a spawned task that never suspends is done before its parent goes on', () => {
  expect(
    logOf(function* (log) {
      yield spawn(worker(log, 'child', 0));
      log.push('parent');
    }),
  ).toEqual(['child done', 'parent']);
});

test('(b, c) completions come in batches, the newest first', () => {
  expect(
    logOf(function* (log) {
      yield spawn(worker(log, 'a', 2));
      yield spawn(worker(log, 'b', 2));
      yield spawn(worker(log, 'c', 1));
    }),
  ).toEqual(['a0', 'b0', 'c0', 'c done', 'b1', 'a1', 'a done', 'b done']);
});

test('(c) a source of choices may bring back the order of submission', () => {
  const make = function* (log: string[]): Task<void> {
    yield spawn(worker(log, 'a', 2));
    yield spawn(worker(log, 'b', 1));
  };
  const log = logOf(make, new Scheduler(inSubmissionOrder));
  expect(log).toEqual(['a0', 'b0', 'a1', 'b done', 'a done']);
});

describe('(h) what was started before', () => {
  const started = (scheduler: Scheduler, names: string): string[] => {
    const log: string[] = [];
    for (const name of names) scheduler.start(worker(log, name, 1));
    return log;
  };

  test('ends before a task that is run now, the newest first', () => {
    const scheduler = new Scheduler();
    const log = started(scheduler, 'ab');
    scheduler.run(worker(log, 'root', 1));
    expect(log).toEqual(['a0', 'b0', 'root0', 'b done', 'a done', 'root done']);
  });

  test('is all there when somebody waits, but for the I/O submitted last', () => {
    const scheduler = new Scheduler();
    const log = started(scheduler, 'abc');
    expect(scheduler.runUntil(() => log.includes('c done'))).toBe(true);
    expect(log).toEqual(['a0', 'b0', 'c0', 'b done', 'a done', 'c done']);
  });

  test('is all there when time has passed', () => {
    const scheduler = new Scheduler();
    const log = started(scheduler, 'ab');
    expect(scheduler.runUntil(() => false, true)).toBe(false);
    expect(log).toEqual(['a0', 'b0', 'b done', 'a done']);
  });

  test('stays where it is while a task runs that never suspends', () => {
    const scheduler = new Scheduler();
    const log = started(scheduler, 'a');
    scheduler.run(worker(log, 'root', 0));
    expect(log).toEqual(['a0', 'root done']);
  });
});

test('(c) a source of choices may deliver completions in another order', () => {
  const counts: number[] = [];
  const lastFirst = {
    pick({ length }: readonly Pending[]): number {
      counts.push(length);
      return length - 1;
    },
  };
  const log = logOf(function* (seen) {
    yield spawn(worker(seen, 'a', 1));
    yield spawn(worker(seen, 'b', 1));
    yield spawn(worker(seen, 'c', 1));
  }, new Scheduler(lastFirst));
  expect(log).toEqual(['a0', 'b0', 'c0', 'c done', 'b done', 'a done']);
  expect(counts).toEqual([3, 2]);
});

test('(c, f) a turn that was given up comes before completions', () => {
  expect(
    logOf(function* (log) {
      yield spawn(worker(log, 'io', 1));
      log.push('gives up');
      yield nextTurn;
      log.push('goes on');
      yield nextTurn;
      log.push('and on');
    }),
  ).toEqual(['io0', 'gives up', 'goes on', 'and on', 'io done']);
});

describe('(d) locks', () => {
  test('are handed over first come, first served', () => {
    const mutex = new Mutex();
    function* locker(log: string[], name: string): Task<void> {
      yield* mutex.lock();
      log.push(`${name} has it`);
      yield ioTurn;
      mutex.unlock();
      log.push(`${name} gave it`);
    }
    expect(
      logOf(function* (log) {
        yield spawn(locker(log, 'a'));
        yield spawn(locker(log, 'b'));
        yield spawn(locker(log, 'c'));
      }),
    ).toEqual(['a has it', 'a gave it', 'b has it', 'b gave it', 'c has it', 'c gave it']);
    expect(mutex.isLocked).toBe(false);
  });

  test('stay locked for the one who waits, so that nobody slips in between', () => {
    const mutex = new Mutex();
    const log = logOf(function* (seen) {
      expect(mutex.tryLock()).toBe(true);
      yield spawn(
        (function* (): Task<void> {
          yield* mutex.lock();
          seen.push('waiter');
          mutex.unlock();
        })(),
      );
      mutex.unlock();
      seen.push(`free: ${mutex.tryLock()}`);
    });
    expect(log).toEqual(['free: false', 'waiter']);
  });

  test('cannot be given back twice', () => {
    expect(() => {
      new Mutex().unlock();
    }).toThrow(InvariantError);
  });
});

test('(e) what a task wakes waits until that task suspends or ends', () => {
  const queue = new WaitQueue();
  function* waiter(log: string[], name: string): Task<void> {
    yield queue;
    log.push(name);
  }
  expect(
    logOf(function* (log) {
      yield spawn(waiter(log, 'a'));
      yield spawn(waiter(log, 'b'));
      yield spawn(worker(log, 'io', 1));
      queue.wakeAll();
      log.push('waker goes on');
      yield nextTurn;
      log.push('waker again');
    }),
  ).toEqual(['io0', 'waker goes on', 'a', 'b', 'waker again', 'io done']);
});

test('(e) what a woken task wakes runs right after it', () => {
  const first = new WaitQueue();
  const second = new WaitQueue();
  expect(
    logOf(function* (log) {
      yield spawn(
        (function* (): Task<void> {
          yield first;
          second.wakeAll();
          log.push('first');
        })(),
      );
      yield spawn(
        (function* (): Task<void> {
          yield first;
          log.push('beside');
        })(),
      );
      yield spawn(
        (function* (): Task<void> {
          yield second;
          log.push('second');
        })(),
      );
      first.wakeAll();
    }),
  ).toEqual(['first', 'second', 'beside']);
});

test('a wake-up from outside of tasks takes its turn', () => {
  const scheduler = new Scheduler();
  const queue = new WaitQueue();
  const log: string[] = [];
  scheduler.run(
    (function* (): Task<void> {
      yield spawn(
        (function* (): Task<void> {
          yield queue;
          log.push('woken');
        })(),
      );
    })(),
  );
  expect(queue.wakeNext()).toBe(true);
  expect(queue.wakeNext()).toBe(false);
  expect(log).toEqual([]);
  scheduler.drain();
  expect(log).toEqual(['woken']);
});

test('run returns what the task returns, and leaves other tasks where they are', () => {
  const scheduler = new Scheduler();
  const log: string[] = [];
  const result = scheduler.run(
    (function* (): Task<number> {
      yield spawn(worker(log, 'other', 2));
      yield ioTurn;
      return 42;
    })(),
  );
  expect([result, log]).toEqual([42, ['other0', 'other1']]);
  scheduler.drain();
  expect(log).toEqual(['other0', 'other1', 'other done']);
});

test('run throws what the task throws', () => {
  const scheduler = new Scheduler();
  const failing = (function* (): Task<void> {
    yield ioTurn;
    throw new IoError(28);
  })();
  expect(() => scheduler.run(failing)).toThrow('No space left on device');
  expect(logOf((log) => worker(log, 'x', 1), scheduler)).toEqual(['x0', 'x done']);
});

test('(e) what a task wakes runs although that task fails', () => {
  const scheduler = new Scheduler();
  const mutex = new Mutex();
  const log: string[] = [];
  function* waiter(name: string): Task<void> {
    yield* mutex.lock();
    log.push(name);
    mutex.unlock();
  }
  function* failing(): Task<void> {
    yield* mutex.lock();
    try {
      yield spawn(waiter('a'));
      yield spawn(waiter('b'));
      yield ioTurn;
      throw new IoError(5);
    } finally {
      mutex.unlock();
    }
  }
  expect(() => scheduler.run(failing())).toThrow('Input/output error');
  expect([log, mutex.isLocked]).toEqual([['a', 'b'], false]);
});

test('(e) a woken task that fails takes nothing from those woken with it', () => {
  const scheduler = new Scheduler();
  const queue = new WaitQueue();
  const log: string[] = [];
  scheduler.start(
    (function* (): Task<void> {
      yield ioTurn;
      queue.wakeAll();
    })(),
  );
  function* failing(): Task<void> {
    yield spawn(
      (function* (): Task<void> {
        yield nextTurn;
        yield queue;
        log.push('beside');
      })(),
    );
    yield queue;
    throw new IoError(5);
  }
  expect(() => scheduler.run(failing())).toThrow('Input/output error');
  scheduler.drain();
  expect(log).toEqual(['beside']);
});

test('(h) the batch is delivered to its end although the task fails', () => {
  const scheduler = new Scheduler();
  const queue = new WaitQueue();
  const log: string[] = [];
  scheduler.start(worker(log, 'a', 1));
  scheduler.start(
    (function* (): Task<void> {
      yield ioTurn;
      queue.wakeAll();
    })(),
  );
  const failing = (function* (): Task<void> {
    yield queue;
    throw new IoError(5);
  })();
  expect(() => scheduler.run(failing)).toThrow('Input/output error');
  expect(log).toEqual(['a0', 'a done']);
});

test('tasks that all wait for each other are our mistake', () => {
  const stuck = (function* (): Task<void> {
    yield new WaitQueue();
  })();
  expect(() => new Scheduler().run(stuck)).toThrow('nothing can run');
});

describe('(g) a pool', () => {
  test('keeps at most so many pieces in flight and waits for all of them', () => {
    let inFlight = 0;
    let most = 0;
    function* piece(): Task<void> {
      inFlight += 1;
      most = Math.max(most, inFlight);
      yield ioTurn;
      inFlight -= 1;
    }
    logOf(function* () {
      const pool = new TaskPool(3);
      for (let index = 0; index < 10; index += 1) yield* pool.start(piece());
      expect(inFlight).toBe(3);
      yield* pool.waitAll();
      expect([inFlight, most, pool.error]).toEqual([0, 3, undefined]);
    });
  });

  test('keeps the first error and lets the other pieces finish', () => {
    const finished: number[] = [];
    function* piece(errno: number, turns: number): Task<void> {
      for (let turn = 0; turn < turns; turn += 1) yield ioTurn;
      finished.push(errno);
      if (errno !== 0) throw new IoError(errno);
    }
    logOf(function* () {
      const pool = new TaskPool(8);
      yield* pool.start(piece(5, 3));
      yield* pool.start(piece(28, 1));
      yield* pool.start(piece(0, 4));
      expect(pool.error).toBeUndefined();
      yield* pool.waitAll();
      expect(pool.error?.errno).toBe(28);
    });
    expect(finished).toEqual([28, 5, 0]);
  });

  test('does not take our own mistakes for failures of the file', () => {
    const run = (): void => {
      logOf(function* () {
        const pool = new TaskPool(1);
        yield* pool.start(
          (function* (): Task<void> {
            throw new InvariantError('ours');
          })(),
        );
      });
    };
    expect(run).toThrow('ours');
  });
});

// A request is a coroutine: a generator that yields wherever it gives up its turn.
//
// Whatever can reach a node is a Task and is called with `yield*`; everything else is plain code. A
// Task that is created and not run does nothing, so the checks look for Tasks that nobody runs.

/** What decides when a fiber runs; scheduler.ts has the one implementation. */
export interface Dispatcher {
  /** The number of a new fiber: 0, 1, ... */
  countFiber(): number;
  addTurn(fiber: Fiber): void;
  addCompletion(fiber: Fiber): void;
  /** Counts an I/O of the task that runs, if its end would be delivered before all else. */
  passIo(): boolean;
  wake(fiber: Fiber): void;
  advance(fiber: Fiber): void;
  /** No task goes on from here; throws `reason`, now and whenever tasks shall run. */
  end(reason: Error): void;
}

/** One running task and where its wake-ups go. */
export class Fiber {
  readonly scheduler: Dispatcher;
  /** Fibers of one scheduler count from 0 in the order in which they were started. */
  readonly number: number;
  /** The number of the I/O that it waits for, or waited for last. */
  submission = 0;
  readonly task: Task<unknown>;
  /** Fibers that this one made ready during its present turn, in order. */
  readonly woken: Fiber[] = [];
  done = false;
  result: unknown;

  constructor(scheduler: Dispatcher, task: Task<unknown>) {
    this.scheduler = scheduler;
    this.number = scheduler.countFiber();
    this.task = task;
  }
}

/** What a task yields: where to put the fiber that gives up its turn. */
export interface Suspension {
  /** Takes charge of `fiber`. True: go on with it at once; false: somebody will make it ready. */
  suspend(fiber: Fiber): boolean;
}

/** A coroutine that ends with a `T`, or throws. */
export type Task<T> = Generator<Suspension, T, void>;

/** The end of an I/O: delivered in submission order, and only when nothing else can run. */
export const ioTurn: Suspension = {
  suspend(fiber) {
    fiber.scheduler.addCompletion(fiber);
    return false;
  },
};

/** The scheduler of the task that runs now. */
let running: Dispatcher | undefined;

/** Says whose task runs from here on; returns whose did before. */
export function setRunning(dispatcher: Dispatcher | undefined): Dispatcher | undefined {
  const before = running;
  running = dispatcher;
  return before;
}

/**
 * Whether the end of an I/O has to be waited for: `if (mustAwaitIo()) yield ioTurn`. Not where its
 * delivery would be the very next thing to happen: then nobody can tell whether the task gave up
 * its turn, and all the coroutines above need not be left and entered again.
 */
export const mustAwaitIo = (): boolean => running === undefined || !running.passIo();

/** Gives up one turn: goes on before any completion is delivered. */
export const nextTurn: Suspension = {
  suspend(fiber) {
    fiber.scheduler.addTurn(fiber);
    return false;
  },
};

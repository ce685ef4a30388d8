// Breakpoints of blkdebug: requests stop at an event until somebody lets them go on.
//
// A breakpoint counts once. A request that meets several at one event stops as often, and goes on
// after as many resumes, whatever their tags.
import type { BlkdebugEvent } from '../../block/events.ts';
import type { BlockNode } from '../../block/node.ts';
import { WrapperNode } from '../../block/wrapper.ts';
import type { Fiber, Suspension, Task } from '../../task/task.ts';

/** Where one request stands still. */
class Stop implements Suspension {
  #fiber: Fiber | undefined;

  suspend(fiber: Fiber): boolean {
    this.#fiber = fiber;
    return false;
  }

  /** Runs the request on to its next suspension. */
  resume(): void {
    const fiber = this.#fiber;
    fiber?.scheduler.advance(fiber);
  }
}

interface Breakpoint {
  readonly event: BlkdebugEvent;
  readonly tag: string;
}

interface StoppedRequest {
  readonly tag: string;
  readonly stop: Stop;
}

/** The breakpoints of one blkdebug node, and the requests that stand at them. */
export class Breakpoints {
  readonly #print: (line: string) => void;
  /** Newest first, both. */
  #breakpoints: Breakpoint[] = [];
  #stopped: StoppedRequest[] = [];

  constructor(print: (line: string) => void = () => {}) {
    this.#print = print;
  }

  /** Whether any request stands at a breakpoint. */
  get hasStopped(): boolean {
    return this.#stopped.length > 0;
  }

  isStopped(tag: string): boolean {
    return this.#stopped.some((request) => request.tag === tag);
  }

  /** The next request that comes by `event` stops there. */
  set(event: BlkdebugEvent, tag: string): void {
    this.#breakpoints.unshift({ event, tag });
  }

  /**
   * Lets the request go on that stopped last with `tag`, up to its next suspension. False when
   * there is none. Called from outside of tasks.
   */
  resume(tag: string): boolean {
    const index = this.#stopped.findIndex((request) => request.tag === tag);
    const [request] = index < 0 ? [] : this.#stopped.splice(index, 1);
    if (request === undefined) return false;
    this.#print(`blkdebug: Resuming request '${tag}'`);
    request.stop.resume();
    return true;
  }

  /**
   * Forgets the breakpoints with `tag` and lets every request go on that stopped with it. True only
   * if there was a breakpoint: QEMU does not count the requests.
   */
  remove(tag: string): boolean {
    const before = this.#breakpoints.length;
    this.#breakpoints = this.#breakpoints.filter((breakpoint) => breakpoint.tag !== tag);
    const hasRemoved = this.#breakpoints.length < before;
    while (this.resume(tag));
    return hasRemoved;
  }

  /** Where a request meets `event`: a Task that stands there, undefined where nothing stops it. */
  hit(event: BlkdebugEvent): Task<void> | undefined {
    if (this.#breakpoints.length === 0) return undefined;
    const hits = this.#breakpoints.filter((breakpoint) => breakpoint.event === event);
    if (hits.length === 0) return undefined;
    this.#breakpoints = this.#breakpoints.filter((breakpoint) => breakpoint.event !== event);
    const stop = new Stop();
    for (const { tag } of hits) {
      this.#print(`blkdebug: Suspended request '${tag}'`);
      this.#stopped.unshift({ tag, stop });
    }
    return standStill(stop, hits.length);
  }
}

function* standStill(stop: Stop, times: number): Task<void> {
  for (let count = 0; count < times; count += 1) {
    yield stop;
  }
}

/** A node that requests can be stopped at. */
interface Stoppable {
  readonly breakpoints: Breakpoints;
}

const isStoppable = (node: BlockNode): node is BlockNode & Stoppable => 'breakpoints' in node;

/** The breakpoints of the first node that has some, from `node` down the primary children. */
export function findBreakpoints(node: BlockNode): Breakpoints | undefined {
  let current: BlockNode | undefined = node;
  while (current !== undefined && !isStoppable(current)) {
    current = current instanceof WrapperNode ? current.inner : current.primary;
  }
  return current?.breakpoints;
}

// Places where tasks wait for each other, first come, first served.
import { assert } from '../base/assert.ts';
import type { Fiber, Suspension, Task } from './task.ts';

/** `yield queue` waits until somebody wakes the queue. */
export class WaitQueue implements Suspension {
  #fibers: Fiber[] = [];

  get isEmpty(): boolean {
    return this.#fibers.length === 0;
  }

  suspend(fiber: Fiber): boolean {
    this.#fibers.push(fiber);
    return false;
  }

  /** Wakes the one that has waited longest; false when nobody waits. */
  wakeNext(): boolean {
    if (this.#fibers.length === 0) return false;
    const fiber = this.#fibers.shift();
    fiber?.scheduler.wake(fiber);
    return fiber !== undefined;
  }

  /**
   * Yielded: the one that has waited longest runs at once, to where it suspends or ends; then the
   * one that yielded this goes on. Nothing happens when nobody waits.
   */
  enterNext(): Suspension {
    return {
      suspend: (): boolean => {
        const next = this.#fibers.shift();
        next?.scheduler.advance(next);
        return true;
      },
    };
  }

  wakeAll(): void {
    while (this.wakeNext());
  }
}

/** A lock that is handed to the one who has waited longest. */
export class Mutex {
  #isLocked = false;
  readonly #waiting = new WaitQueue();

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Takes the lock if it is free: the quick way, without a coroutine. */
  tryLock(): boolean {
    if (this.#isLocked) {
      return false;
    }
    this.#isLocked = true;
    return true;
  }

  /** Returns with the lock held. */
  *lock(): Task<void> {
    if (!this.tryLock()) {
      yield this.#waiting; // unlock() leaves it locked for us
    }
  }

  unlock(): void {
    assert(this.#isLocked, 'a mutex that is unlocked was locked');
    if (!this.#waiting.wakeNext()) {
      this.#isLocked = false;
    }
  }
}

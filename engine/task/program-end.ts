// The end of the program in the middle of a request: blkverify ends it at once where two disks
// differ. Nothing runs any more: no request goes on, nothing is undone, flushed or closed.
import type { Suspension } from './task.ts';

/** Thrown by the scheduler for good: every task that it is given afterwards ends with it. */
export class ProgramEnd extends Error {
  override readonly name = 'ProgramEnd';
  /** Exit status. */
  readonly status: number;

  constructor(status: number) {
    super(`the program ends with status ${status}`);
    this.status = status;
  }
}

/** Yielded by a task that does not go on, nor does any other task of its scheduler. */
export const endProgram = (status: number): Suspension => ({
  suspend(fiber) {
    fiber.scheduler.end(new ProgramEnd(status));
    return false;
  },
});

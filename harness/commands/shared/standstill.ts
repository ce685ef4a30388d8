// The end of a line of qemu-io that could not go on.

/** Told, behind the name of the program, where a request waits for one that nothing wakes up. */
export const STANDSTILL =
  'a request waits for one that is stopped at a breakpoint: nothing can run';

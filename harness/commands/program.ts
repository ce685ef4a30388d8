// The stand-ins for qemu-img and qemu-io: pure programs on a world that the caller gives. The bins give
// them the host's files and clock, the native engine memory files and a clock that stands still.
import type { BlockNode, ChoiceSource, Storage } from './engine-door.ts';
import { imgMain } from './img-main.ts';
import { ioMain } from './io-main.ts';
import type { Output } from './output.ts';

/** Everything that a program can see of the world around it. */
export interface ProgramWorld {
  readonly storage: Storage;
  readonly output: Output;
  /** What qemu-io reads commands from when it was given none. */
  readonly stdin: string;
  /** Seconds on a clock that only differences are taken of. Cases pass `() => 0`. */
  readonly clock: () => number;
  /** Seconds since the epoch, for dates inside images. */
  readonly now: () => number;
  /** Order of completions; by default the order of submission. */
  readonly choices?: ChoiceSource;
  /** Sees every node that is opened, bottom first. */
  readonly onOpen?: (node: BlockNode) => void;
  /** Wraps each base node after it was opened: quota, trace, recorder. */
  readonly wrapBase?: (node: BlockNode) => BlockNode;
}

/** Runs `qemu-img ARGV...` to its end, output flushed; returns the exit status. Throws only our own bugs. */
export function runImg(argv: readonly string[], world: ProgramWorld): number {
  const status = imgMain(argv, world);
  world.output.flush();
  return status;
}

/** Runs `qemu-io ARGV...` to its end, image closed and output flushed; returns the exit status. */
export function runIo(argv: readonly string[], world: ProgramWorld): number {
  const status = ioMain(argv, world);
  world.output.flush();
  return status;
}

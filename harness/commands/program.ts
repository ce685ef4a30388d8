// The stand-ins for qemu-img and qemu-io: pure programs on a world that the caller gives.
import { imgMain } from './img/main.ts';
import { ioMain } from './io/main.ts';
import type { ProgramWorld } from './shared/world.ts';

export type { ProgramWorld } from './shared/world.ts';

/**
 * Runs `qemu-img ARGV...` to its end, output flushed; returns the exit status. Throws only our own
 * bugs.
 */
export function runImg(argv: readonly string[], world: ProgramWorld): number {
  try {
    return imgMain(argv, world);
  } finally {
    world.output.flush();
  }
}

/**
 * Runs `qemu-io ARGV...` to its end, image closed and output flushed; returns the exit status. One
 * above 128 says that a signal ended it: then the image is not closed.
 */
export function runIo(argv: readonly string[], world: ProgramWorld): number {
  try {
    return ioMain(argv, world);
  } finally {
    world.output.flush();
  }
}

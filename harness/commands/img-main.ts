// qemu-img: global options, and the choice of the verb.
import type { ProgramWorld } from './program.ts';

/** Runs qemu-img; returns its exit status. */
export function imgMain(argv: readonly string[], world: ProgramWorld): number {
  world.output.err(`qemu-img: not supported yet by blkdrill: ${argv.join(' ')}\n`);
  return 1;
}

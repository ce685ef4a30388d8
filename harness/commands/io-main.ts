// qemu-io: global options, and the command loop.
import type { ProgramWorld } from './program.ts';

/** Runs qemu-io; returns its exit status. */
export function ioMain(argv: readonly string[], world: ProgramWorld): number {
  world.output.err(`qemu-io: not supported yet by blkdrill: ${argv.join(' ')}\n`);
  return 1;
}

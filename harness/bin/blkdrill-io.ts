// The program blkdrill-io: qemu-io's stand-in on the files of the host.
import { runIo } from '../commands/program.ts';
import { hostWorld } from './host-world.ts';

process.exitCode = runIo(process.argv.slice(2), hostWorld());

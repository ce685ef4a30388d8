// The program blkdrill-io: qemu-io's stand-in on the files of the host.
import { runIo } from '../commands/program.ts';
import { hostWorld } from '../host/host-world.ts';
import { watchCrashes } from './crash.ts';

watchCrashes('blkdrill-io');
const status = runIo(process.argv.slice(2), hostWorld());
if (status > 128) process.kill(process.pid, status - 128);
process.exitCode = status;

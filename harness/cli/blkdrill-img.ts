// The program blkdrill-img: qemu-img's stand-in on the files of the host.
import { runImg } from '../commands/program.ts';
import { hostWorld } from '../host/host-world.ts';
import { watchCrashes } from './crash.ts';

watchCrashes('blkdrill-img');
process.exitCode = runImg(process.argv.slice(2), hostWorld());

// The program blkdrill-img: qemu-img's stand-in on the files of the host.
import { runImg } from '../commands/program.ts';
import { hostWorld } from '../host/host-world.ts';
import { takeBehaviour } from './behaves-as.ts';
import { watchCrashes } from './crash.ts';

watchCrashes('blkdrill-img');
const asked = takeBehaviour(process.argv.slice(2));
if ('problem' in asked) {
  process.stderr.write(`blkdrill-img: ${asked.problem}\n`);
  process.exitCode = 1;
} else {
  process.exitCode = runImg(asked.argv, { ...hostWorld(), behaviour: asked.behaviour });
}

// The program blkdrill-io: qemu-io's stand-in on the files of the host.
import { runIo } from '../commands/program.ts';
import { hostWorld } from '../host/host-world.ts';
import { takeBehaviour } from './behaves-as.ts';
import { watchCrashes } from './crash.ts';

watchCrashes('blkdrill-io');
const asked = takeBehaviour(process.argv.slice(2));
if ('problem' in asked) {
  process.stderr.write(`blkdrill-io: ${asked.problem}\n`);
  process.exitCode = 1;
} else {
  const status = runIo(asked.argv, { ...hostWorld(), behaviour: asked.behaviour });
  if (status > 128) process.kill(process.pid, status - 128);
  process.exitCode = status;
}

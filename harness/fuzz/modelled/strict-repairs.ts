// Kinds of workloads in the order `crash-safety=strict` about headers and repairs: names that leave
// no room, refcounts that nobody names, an image whose last program was killed, widths.
import { pathOf } from '../../engines/engine.ts';
import { addBitmap, amend, takeSnapshot } from './chores.ts';
import { Guest } from './guest.ts';
import { ModelImage } from './model-image.ts';
import { optionsOf, TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const BASE = 'base.qcow2';

/** Backing files of one content, whose names fill more than a sector beside that of a data file. */
export function renaming(shop: Workshop): void {
  shop.isStrict = true;
  const size = 16 * KIB;
  const clusterSize = 4 * KIB;
  const { geometry } = shop.create(BASE, shop.geometry({ clusterSize, size }));
  const below = new Guest(shop, BASE);
  below.write(0, size);
  below.end('writeback');
  const lengths = [shop.pick([180, 200, 240]), shop.pick([150, 190, 240]), shop.pick([20, 210])];
  const names = lengths.map((length, index) => `${'abc'.charAt(index).repeat(length)}.qcow2`);
  for (const name of names) {
    const copy = new ModelImage({ ...geometry, isLazy: false });
    copy.disk = shop.image(BASE).disk.copy();
    shop.set(name, copy);
    const options = optionsOf(copy.geometry);
    shop.img(['convert', '-O', 'qcow2', '-o', options, pathOf(BASE), pathOf(name)]);
  }
  shop.set(BASE, undefined);
  const dataFile = `${'d'.repeat(shop.pick([120, 180, 200]))}.data`;
  const given = { clusterSize, version: 3, size, dataFile, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given), names[0]);
  const guest = new Guest(shop, TOP);
  guest.write(clusterSize, clusterSize);
  guest.end('writeback');
  for (const name of [names[1], names[0], names[2], names[1], names[0]]) {
    if (name === undefined) continue;
    shop.change(TOP).backing = name;
    shop.img(['rebase', '-u', '-f', 'qcow2', '-F', 'qcow2', '-b', name, pathOf(TOP)]);
  }
}

/** Repairs of what is counted too often, beside snapshots and bitmaps that stay. */
export function checking(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, refcountBits: 16, size: 32 * KIB } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  const first = new Guest(shop, TOP);
  first.write(0, (2 + shop.below(3)) * clusterSize);
  first.end('writeback');
  takeSnapshot(shop, TOP, 'one');
  const isLost = shop.onceIn(2);
  const hasBitmap = !isLost || shop.onceIn(3);
  if (hasBitmap) addBitmap(shop, TOP, 'b', { granularity: 4 * KIB, isEnabled: shop.onceIn(2) });
  if (isLost) {
    const image = shop.change(TOP);
    Object.assign(image, { snapshots: [], isDamaged: true });
    shop.add({ poke: { 'header.nb_snapshots': 0, 'header.snapshots_offset': 0 } });
  }
  const mode = shop.pick(['leaks', 'leaks', 'all']);
  shop.change(TOP).isDamaged = false;
  shop.img(['check', '-f', 'qcow2', '-r', mode, pathOf(TOP)], 'either');
  const next = new Guest(shop, TOP);
  next.write(0, clusterSize);
  next.end('writeback');
  shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
}

/** Repairs of an image with a bitmap, each with one flush that fails: what was may be again. */
export function doubting(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, refcountBits: 16, size: 16 * clusterSize } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  const start = shop.below(2);
  for (let round = 0; round < 5; round += 1) {
    addBitmap(shop, TOP, 'b', { granularity: 4 * KIB, isEnabled: true });
    const guest = new Guest(shop, TOP);
    guest.write(2 * round * clusterSize, 2 * clusterSize);
    guest.end('writeback');
    Object.assign(shop.change(TOP), { mayLeak: true, hasUnsureBitmaps: true });
    shop.add({ 'fail-nth': { at: start + 1 + round, kinds: 'flush' } });
    shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
    shop.add({ 'fail-nth': 'off' });
    // It may be gone, or in use: then it can be removed all the same.
    shop.change(TOP).setBitmap('b', undefined);
    shop.img(['bitmap', '--remove', pathOf(TOP), 'b'], 'either');
    Object.assign(shop.change(TOP), { mayLeak: false, hasUnsureBitmaps: false });
    shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
  }
}

/** Lazy refcounts of a program that was killed, repaired in part, and whole by who writes next. */
export function killing(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, isLazy: true, size: 24 * clusterSize } as const;
  shop.create(TOP, shop.geometry(given));
  for (let round = 0; round < 2; round += 1) {
    const guest = new Guest(shop, TOP);
    Object.assign(guest.image, { isDamaged: true, isAllOwned: true });
    guest.write(shop.below(8) * clusterSize, (1 + shop.below(3)) * clusterSize);
    if (shop.onceIn(2)) {
      const at = shop.below(8) * clusterSize;
      guest.discard(at, clusterSize);
      // No flush follows a discard.
      guest.image.disk.doubt(at, clusterSize);
    }
    guest.start('sigraise 9');
    shop.add(
      {
        ...{ io: guest.commands, image: TOP, format: 'qcow2', cache: 'writethrough' },
        status: 137,
      },
      'either',
    );
    if (!shop.onceIn(4)) shop.img(['check', '-f', 'qcow2', '-r', 'leaks', pathOf(TOP)], 'either');
    const next = new Guest(shop, TOP);
    next.image.isDamaged = false;
    next.write((10 + shop.below(8)) * clusterSize, clusterSize);
    next.work(1);
    next.end('writeback');
  }
}

/** Refcounts of another width, and back. */
export function widening(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = 16 * clusterSize;
  const given = { clusterSize, version: 3, refcountBits: 16, size } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  const first = new Guest(shop, TOP);
  first.write(0, 3 * clusterSize);
  first.end('writeback');
  const image = shop.change(TOP);
  image.mayLeak = true;
  // One write is on the disk as it should be, and counts as failed: the old width stands.
  shop.add({
    'fail-nth': { at: 1 + shop.below(4), kinds: 'write', written: Math.max(512, clusterSize) },
  });
  shop.img(['amend', '-q', '-f', 'qcow2', '-o', 'refcount_bits=8', pathOf(TOP)], 'refused');
  shop.add({ 'fail-nth': 'off' });
  const again = new Guest(shop, TOP);
  again.write(4 * clusterSize, 2 * clusterSize);
  again.end('writeback');
  shop.change(TOP).mayLeak = false;
  shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
  for (const bits of [shop.pick([8, 64]), shop.pick([16, 32])]) {
    amend(shop, TOP, `refcount_bits=${bits}`);
    const next = new Guest(shop, TOP);
    next.work(1, ['write']);
    next.end('writeback');
  }
}

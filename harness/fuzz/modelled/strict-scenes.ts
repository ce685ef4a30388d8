// Kinds of workloads in the order `crash-safety=strict`, each small: lengths that come and go,
// zeroes and snapshots in an older version, clusters that are freed, packed and filled. Most are
// judged in that order alone, as QEMU's breaks their promises.
import { pathOf } from '../../engines/engine.ts';
import { addBitmap, amend, applySnapshot, deleteSnapshot, resize, takeSnapshot } from './chores.ts';
import { Guest, type Verb } from './guest.ts';
import type { ModelImage } from './model-image.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const BASE = 'base.qcow2';

function session(shop: Workshop, count: number, verbs?: readonly Verb[], cache?: string): void {
  const guest = new Guest(shop, TOP);
  guest.work(count, verbs);
  guest.end(cache);
}

/** Data in all of an image; two patterns. */
function fillAll(shop: Workshop, name: string): void {
  const guest = new Guest(shop, name);
  const { size } = guest.image.disk;
  guest.write(0, size);
  guest.write(0, Math.floor(size / 1024) * 512);
  guest.end('writeback');
}

/** An image that is full, on a longer one that is full as well, or on none. */
function filled(shop: Workshop, clusterSize: number, size: number, isBacked: boolean): void {
  if (isBacked) {
    const length = size + shop.pick([3, 8, 20]) * clusterSize;
    shop.create(BASE, shop.geometry({ clusterSize, size: length }));
    fillAll(shop, BASE);
  }
  const given = { clusterSize, version: 3, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given), isBacked ? BASE : undefined);
  fillAll(shop, TOP);
}

/** Lengths between clusters over what is longer, and a snapshot of a disk that was shorter. */
export function resizing(shop: Workshop): void {
  const clusterSize = shop.pick([KIB, KIB, 4 * KIB]);
  const whole = shop.pick([20, 32, 40]) * KIB;
  filled(shop, clusterSize, whole - shop.pick([0, 512, 512]), true);
  const isKept = shop.onceIn(2);
  if (isKept) takeSnapshot(shop, TOP, 'one');
  const longer = whole + shop.pick([1, 2, 7]) * clusterSize;
  const from = shop.image(TOP).disk.size;
  if (shop.onceIn(2)) resize(shop, TOP, longer);
  const guest = new Guest(shop, TOP);
  if (guest.image.disk.size !== longer) guest.truncate(longer);
  guest.read(from);
  // Nothing is written behind the end that the snapshot has: QEMU cuts the file too early there.
  if (!isKept) guest.write(longer - 512, 512);
  guest.end();
  applySnapshot(shop, TOP, 'one');
  deleteSnapshot(shop, TOP, 'one');
  session(shop, 2);
}

/** Whole clusters that a disk loses and gets back, as zeroes. */
export function regrowing(shop: Workshop): void {
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const clusters = 8 + shop.below(12);
  filled(shop, clusterSize, clusters * clusterSize, false);
  for (let round = 0; round < 3; round += 1) {
    const less = 1 + shop.below(clusters - 1);
    // Within a cluster QEMU shows what was cut off.
    resize(shop, TOP, less * clusterSize);
    const more = (less + 1 + shop.below(clusters)) * clusterSize - shop.pick([0, 0, 512]);
    resize(shop, TOP, Math.max(more, (less + 1) * clusterSize));
    if (shop.onceIn(2)) fillAll(shop, TOP);
    const { size } = shop.image(TOP).disk;
    if (size % clusterSize !== 0) resize(shop, TOP, size + 512);
  }
}

/** A bitmap of more than one cluster, on a disk that is cut so far that one is enough. */
export function trimming(shop: Workshop): void {
  shop.isStrict = true;
  const given = { clusterSize: 512, version: 3, refcountBits: 16, size: 2560 * KIB } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  const guest = new Guest(shop, TOP);
  // Behind each of the shorter lengths there is a table that has to be read.
  const places = (shop.onceIn(2) ? [0, 200] : [0, 40, 200]).map((at) => at * KIB);
  for (const at of places) guest.write(at, (1 + shop.below(3)) * 512);
  guest.end('writeback');
  addBitmap(shop, TOP, 'b', { granularity: 512, isEnabled: shop.onceIn(2) });
  const image = shop.change(TOP);
  const less = shop.pick([8, 32, 100]) * KIB;
  image.resize(less);
  image.mayLeak = true;
  // The disk has its new length already when a table cannot be read.
  const path = `blkdebug:TEST_DIR/blkdebug.conf:${pathOf(TOP)}`;
  shop.add(
    {
      img: ['resize', '-q', '--shrink', path, String(less)],
      faults: { event: 'l2_load', errno: 'EIO', once: 'on' },
    },
    'refused',
  );
  session(shop, 2, ['write', 'write', 'read']);
  resize(shop, TOP, 4 * KIB);
  session(shop, 1);
}

/** Bitmaps mark each byte that an enabled one saw go, and others nothing at all. */
function noteGrowth(image: ModelImage, before: number, was: Uint8Array): void {
  for (const [name, { bits, ...one }] of image.bitmaps) {
    const marks = bits.map((bit, index) => {
      const end = (index + 1) * one.granularity;
      if (end <= before) return bit;
      const lost = was.subarray(Math.max(before, index * one.granularity), end);
      if (!one.isEnabled) return bit === 2 ? 0 : bit;
      return lost.some((byte) => byte !== 0) ? 1 : bit;
    });
    image.setBitmap(name, { ...one, bits: marks });
  }
}

/** What is behind the last cluster in use keeps its bytes in the file. */
function keepBehind(shop: Workshop, clusterSize: number): void {
  const guest = new Guest(shop, TOP);
  const end = Math.floor(guest.image.disk.size / clusterSize);
  const from = Math.max(0, end - 1 - shop.below(3)) * clusterSize;
  guest.start('reopen -o pass-discard-request=off,pass-discard-other=off');
  if (from < end * clusterSize) guest.discard(from, end * clusterSize - from);
  shop.io(TOP, guest.commands, 'writeback');
}

/** A disk that loses its end at any sector, and grows over what was there; with bitmaps. */
export function cutting(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB, 4 * KIB]);
  const size = shop.pick([24, 32, 64]) * KIB;
  filled(shop, clusterSize, size, false);
  const granularity = shop.pick([512, KIB, 4 * KIB]);
  if (!shop.onceIn(4)) addBitmap(shop, TOP, 'on', { granularity, isEnabled: true });
  if (shop.onceIn(2)) addBitmap(shop, TOP, 'off', { granularity: KIB, isEnabled: false });
  for (let round = 0; round < 3; round += 1) {
    const { disk } = shop.image(TOP);
    const was = disk.bytes.slice();
    const less = (1 + shop.below(Math.floor(disk.size / 512) - 2)) * 512;
    resize(shop, TOP, less);
    const isKept = shop.onceIn(2);
    const enough = Math.max(size, less + 12 * clusterSize);
    const more = isKept ? enough : shop.pick([size, size, less + 512, less + clusterSize]);
    if (more <= less) continue;
    if (isKept) keepBehind(shop, clusterSize);
    resize(shop, TOP, more, shop.pick(['off', 'off', 'metadata']));
    const grown = shop.change(TOP);
    noteGrowth(grown, less, was);
    const last = shop.steps.pop();
    if (last !== undefined) shop.add(last.text, last.expected, last.promise);
    if (shop.onceIn(2)) fillAll(shop, TOP);
    else session(shop, 1, ['write', 'write', 'read', 'zero']);
  }
}

/** Space that is allocated where the file still holds what was freed at its end. */
export function allotting(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = (4 + shop.below(8)) * clusterSize;
  filled(shop, clusterSize, size, shop.onceIn(3));
  for (let round = 0; round < 3; round += 1) {
    keepBehind(shop, clusterSize);
    const { disk } = shop.image(TOP);
    // Longer than what the file has behind its last cluster in use, which nothing makes shorter.
    const more = disk.size + (40 + shop.below(8)) * clusterSize;
    resize(shop, TOP, more, shop.pick(['falloc', 'falloc', 'full', 'metadata']));
  }
}

/** Version 2 for zeroes that snapshots share, in clusters that they keep. */
export function emptying(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const isBacked = shop.onceIn(3);
  if (isBacked) {
    shop.create(BASE, shop.geometry({ clusterSize, size: 12 * clusterSize }));
    fillAll(shop, BASE);
  }
  const size = shop.pick([8, 16]) * clusterSize;
  const given = { clusterSize, version: 3, refcountBits: 16, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given), isBacked ? BASE : undefined);
  const first = new Guest(shop, TOP);
  const count = 2 + shop.below(3);
  first.write(0, count * clusterSize);
  if (shop.onceIn(2)) first.zero(0, (1 + shop.below(count)) * clusterSize, false);
  first.end('writeback');
  const taken = 1 + shop.below(2);
  for (let snapshot = 0; snapshot < taken; snapshot += 1) {
    takeSnapshot(shop, TOP, `s${snapshot}`);
    const guest = new Guest(shop, TOP);
    if (shop.onceIn(2)) guest.zero(shop.below(count) * clusterSize, clusterSize, false);
    else guest.write((count + snapshot) * clusterSize, clusterSize);
    guest.end('writeback');
  }
  amend(shop, TOP, 'compat=0.10');
  session(shop, 2, ['write', 'write', 'zero', 'read']);
  amend(shop, TOP, 'compat=1.1');
  // What a snapshot alone has keeps its place.
  const next = new Guest(shop, TOP);
  next.write(0, 2 * clusterSize);
  next.zero(0, (1 + shop.below(2)) * clusterSize, false);
  next.end('writeback');
  takeSnapshot(shop, TOP, 'alone');
  const last = new Guest(shop, TOP);
  last.write(0, 2 * clusterSize);
  last.end('writeback');
  amend(shop, TOP, 'compat=0.10');
}

/** Snapshots of version 2: refused, or nothing is lost on the way. */
export function earlier(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, refcountBits: 16, size: 16 * KIB } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  const patterns = Array.from({ length: 4 }, () => shop.pattern());
  const write = (from: number, count: number): void => {
    const guest = new Guest(shop, TOP);
    for (let cluster = from; cluster < from + count; cluster += 1) {
      guest.write(cluster * clusterSize, clusterSize, patterns[cluster]);
    }
    guest.end('writeback');
  };
  write(0, 3);
  takeSnapshot(shop, TOP, 'one');
  amend(shop, TOP, 'compat=0.10');
  // The same data in clusters of its own: what is done to the snapshot changes nothing of it.
  write(0, 1 + shop.below(2));
  shop.img(['snapshot', '-a', 'one', pathOf(TOP)], 'either');
  write(shop.below(2), 1);
  amend(shop, TOP, 'compat=1.1');
  shop.img(['snapshot', '-a', 'one', pathOf(TOP)]);
  write(0, 3);
}

/** What is freed, and written elsewhere, in a session whose first flush fails, or that has none. */
export function freeing(shop: Workshop): void {
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = 20 * clusterSize;
  shop.create(TOP, shop.geometry({ clusterSize, version: 3, size, isLazy: false }));
  for (let round = 0; round < 3; round += 1) {
    const first = new Guest(shop, TOP);
    const count = 1 + shop.below(3);
    const from = shop.below(4);
    first.write(from * clusterSize, count * clusterSize);
    first.end('writeback');
    const guest = new Guest(shop, TOP);
    guest.image.mayLeak = true;
    if (shop.onceIn(2)) guest.discard(from * clusterSize, count * clusterSize);
    else guest.zero(from * clusterSize, count * clusterSize, true);
    guest.start('flush');
    const behind = (10 + shop.below(4)) * clusterSize;
    guest.write(behind, count * clusterSize);
    guest.image.disk.doubt(behind, count * clusterSize);
    shop.add(
      {
        ...{ io: guest.commands, image: TOP, format: 'qcow2', cache: 'writeback' },
        faults: { event: 'flush_to_disk', iotype: 'flush', errno: 'EIO', once: 'on' },
        'may-not-fire': true,
      },
      'one failure at most',
    );
  }
  session(shop, 2);
}

/** Compressed data beside clusters that are freed and taken again in one session. */
export function packing(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, refcountBits: 16, size: 64 * KIB } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  let next = 0;
  for (let round = 0; round < 3; round += 1) {
    const guest = new Guest(shop, TOP);
    const pack = (): number => {
      const [at, pattern] = [next * clusterSize, shop.pattern()];
      guest.image.write(at, clusterSize, pattern);
      guest.start(`write -q -c -P ${pattern} ${at} ${clusterSize}`);
      next += 1;
      return at;
    };
    const packed = [pack(), ...(shop.onceIn(2) ? [pack()] : [])];
    for (const at of packed) {
      if (shop.onceIn(3)) guest.discard(at, clusterSize);
      else guest.write(at, clusterSize);
    }
    if (shop.onceIn(2)) guest.start('flush');
    guest.write(next * clusterSize, clusterSize);
    guest.read(next * clusterSize);
    next += 1;
    const late = pack();
    guest.read(late - clusterSize);
    guest.read(late);
    shop.io(TOP, guest.commands, shop.pick(['writethrough', 'writethrough', 'writeback']));
  }
}

/** Writes over what a snapshot shares, with refcounts that need not be written. */
export function lazily(shop: Workshop): void {
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, isLazy: true, size: 12 * clusterSize } as const;
  shop.create(TOP, shop.geometry(given));
  fillAll(shop, TOP);
  takeSnapshot(shop, TOP, 'one');
  for (let round = 0; round < 2; round += 1) {
    const guest = new Guest(shop, TOP);
    // Each cluster is new: the first write sets the dirty bit, and waits for that.
    const places = [0, 1, 2].map((index) => (6 * round + 2 * index) * clusterSize);
    for (const at of places) guest.write(at, (1 + shop.below(2)) * clusterSize);
    shop.io(TOP, guest.commands, 'writeback');
  }
}

/** Writes over data between parts of clusters that hold none. */
export function filling(shop: Workshop): void {
  shop.isStrict = true;
  const hasSubclusters = shop.onceIn(2);
  const clusterSize = hasSubclusters ? shop.pick([16, 32]) * KIB : shop.pick([KIB, 4 * KIB]);
  const unit = hasSubclusters ? clusterSize / 32 : clusterSize;
  const size = 4 * Math.max(clusterSize, 16 * KIB);
  shop.create(TOP, shop.geometry({ version: 3, hasSubclusters, clusterSize, size }));
  for (let round = 0; round < 3; round += 1) {
    const start = shop.below(3) * Math.max(clusterSize, 4 * unit);
    const units = 1 + shop.below(2);
    const before = new Guest(shop, TOP);
    // Of a cluster the subcluster in the middle, or clusters behind one that reads as zeroes.
    if (hasSubclusters) before.write(start + unit, units * unit);
    else {
      before.write(start, (units + 1) * unit);
      before.zero(start, unit, false);
    }
    before.end('writeback');
    const guest = new Guest(shop, TOP);
    const from = start + shop.pick([unit / 2, unit / 2, 0]);
    const end = start + (1 + units) * unit + (hasSubclusters ? shop.pick([unit / 2, 0]) : 0);
    guest.write(from, end - from);
    shop.io(TOP, guest.commands, 'writeback');
  }
}

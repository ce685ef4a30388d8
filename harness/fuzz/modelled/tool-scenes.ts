// Kinds of workloads about what single tools and writes promise: a commit that zeroes and marks, or
// is stopped half-way, a rebase onto less, a downgrade of what is shared, a repair with few holes,
// places that stay reserved, zeroes over what shows through.
import { pathOf } from '../../engines/engine.ts';
import {
  addBitmap,
  amend,
  applySnapshot,
  commit,
  deleteSnapshot,
  rebase,
  takeSnapshot,
} from './chores.ts';
import { Guest, type Verb } from './guest.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const BASE = 'base.qcow2';
const MID = 'mid.qcow2';

function session(shop: Workshop, name: string, count: number, verbs?: readonly Verb[]): void {
  const guest = new Guest(shop, name);
  guest.work(count, verbs);
  guest.end();
}

/** Data in the whole disk, of one pattern or two. */
function fillAll(shop: Workshop, name: string): void {
  const guest = new Guest(shop, name);
  const { size } = guest.image.disk;
  guest.write(0, size);
  if (shop.onceIn(2)) guest.write(0, Math.floor(size / 1024) * 512);
  guest.end('writeback');
}

/** Commits of long zeroes and of small writes into a base that is full and has bitmaps. */
export function marking(shop: Workshop): void {
  const size = shop.pick([64, 96, 128]) * KIB;
  shop.create(BASE, shop.geometry({ version: 3, size }));
  fillAll(shop, BASE);
  const granularity = shop.pick([512, 4 * KIB, 64 * KIB]);
  addBitmap(shop, BASE, 'b0', { granularity, isEnabled: true });
  if (shop.onceIn(2)) addBitmap(shop, BASE, 'b1', { granularity: 512, isEnabled: false });
  const by = shop.pick([0, 0, 512, 20 * KIB]);
  // Version 2 has no zeroes that a commit could find.
  const version = shop.onceIn(6) ? 2 : 3;
  shop.create(TOP, shop.geometry({ version, size: size + by }), BASE);
  const hasOwn = version === 3 && shop.onceIn(2);
  if (hasOwn) addBitmap(shop, TOP, 'own', { granularity: 4 * KIB, isEnabled: true });
  for (let round = 0; round < 2; round += 1) {
    const guest = new Guest(shop, TOP);
    guest.work(3, ['write', 'write', 'zero', 'unmap', 'read']);
    // Zeroes are committed as such where they are whole units of 4 KiB and more.
    guest.zero(shop.below(8) * 4 * KIB, (2 + shop.below(6)) * 4 * KIB, shop.onceIn(2));
    guest.end();
    const isDeep = shop.onceIn(4);
    commit(shop, TOP, BASE, { isDeep, keeps: !isDeep && round === 1 && shop.onceIn(3) });
  }
}

/** Commits by images from below that are stopped: what is between reads as before meanwhile. */
export function stopping(shop: Workshop): void {
  // Work goes in windows of 2 MiB, and may stop between two.
  const window = 2048 * KIB;
  const size = window + shop.pick([64, 128, 200]) * KIB;
  const clusterSize = shop.pick([4 * KIB, 16 * KIB]);
  const lengths = shop.pick([
    [size, size],
    [size - 512, size],
    [512 * KIB, size],
  ] as const);
  shop.create(BASE, shop.geometry({ clusterSize, size: lengths[0] }));
  const below = new Guest(shop, BASE);
  below.write(0, shop.pick([64, 200]) * KIB);
  below.work(2);
  below.end('writeback');
  shop.create(MID, shop.geometry({ clusterSize, size: lengths[1] }), BASE);
  const between = new Guest(shop, MID);
  between.write(0, (2 + shop.below(4)) * clusterSize);
  between.work(2);
  between.write(window + shop.below(4) * clusterSize, clusterSize);
  between.end('writeback');
  shop.create(TOP, shop.geometry({ clusterSize: shop.pick([512, KIB]), size }), MID);
  const above = new Guest(shop, TOP);
  // The first cluster between is hidden in part, if at all: the next ones are to be copied.
  for (let cluster = 0; cluster < 2; cluster += 1) {
    const at = cluster * clusterSize + shop.below(clusterSize / KIB) * KIB;
    above.write(at, shop.pick([512, KIB]));
  }
  above.work(1);
  above.end('writeback');
  stopped(shop);
  session(shop, TOP, 1);
  // It is no part of the chain behind that, and reads otherwise.
  shop.set(MID, undefined);
  commit(shop, TOP, BASE, { isDeep: true, keeps: false });
  session(shop, TOP, 2);
}

/** One run that stops as soon as something was copied: the base holds what it held, or that. */
function stopped(shop: Workshop): void {
  const upper = shop.image(TOP);
  const lower = shop.change(BASE);
  if (upper.disk.size > lower.disk.size) lower.resize(upper.disk.size);
  lower.isAllOwned = true;
  for (let at = 0; at < lower.disk.size; at += 1) {
    if (upper.disk.bytes[at] !== lower.disk.bytes[at]) lower.disk.doubt(at, 1);
  }
  // Clusters lose their places, and take others when they are written.
  for (const name of [MID, TOP]) shop.change(name).isAllOwned = true;
  shop.add({ commit: { image: TOP, base: BASE, 'depth-first': true, limit: 1 } }, 'refused');
}

/** Rebases onto a copy of the old backing file that ends earlier, and back. */
export function shortening(shop: Workshop): void {
  const size = shop.pick([64, 100, 200]) * KIB + shop.pick([0, 512]);
  const shorter = size - shop.pick([512, 4 * KIB, 20 * KIB, 50 * KIB]);
  const pattern = shop.pattern();
  const isInChain = shop.onceIn(3);
  const fill = (name: string, length: number, backing?: string): void => {
    shop.create(name, shop.geometry({ size: length }), backing);
    const guest = new Guest(shop, name);
    guest.write(0, length, pattern);
    if (shop.onceIn(2)) guest.write(shop.below(20) * 512, 512);
    guest.end('writeback');
  };
  fill('short.qcow2', shorter);
  fill(BASE, size, isInChain ? 'short.qcow2' : undefined);
  shop.create(TOP, shop.geometry({ size: size + shop.pick([0, 0, 8 * KIB]) }), BASE);
  session(shop, TOP, 2);
  rebase(shop, TOP, 'short.qcow2');
  session(shop, TOP, 2);
  rebase(shop, TOP, shop.pick([BASE, undefined]));
  session(shop, TOP, 1);
}

/** Version 2 for an image whose zeroes are shared with a snapshot and hide a backing file. */
export function downgrading(shop: Workshop): void {
  const size = shop.pick([64, 100, 160]) * KIB;
  shop.create(BASE, shop.geometry({ size }));
  fillAll(shop, BASE);
  const given = { version: 3, refcountBits: 16, size } as const;
  const { clusterSize } = shop.create(TOP, shop.geometry(given), BASE).geometry;
  // Zeroes that keep a place, and share it, QEMU writes in place.
  const verbs: readonly Verb[] = ['write', 'write', 'unmap', 'unmap', 'read'];
  const first = new Guest(shop, TOP);
  const from = shop.below(16) * clusterSize;
  first.zero(from, Math.min((1 + shop.below(6)) * clusterSize, size - from), true);
  first.work(3, verbs);
  first.end();
  const taken = 1 + shop.below(2);
  for (let snapshot = 0; snapshot < taken; snapshot += 1) {
    takeSnapshot(shop, TOP, `s${snapshot}`);
    if (shop.onceIn(2)) session(shop, TOP, 2, verbs);
  }
  amend(shop, TOP, 'compat=0.10');
  session(shop, TOP, 3, ['write', 'write', 'zero', 'unmap', 'read']);
  // The strict order changes no snapshots of version 2.
  amend(shop, TOP, 'compat=1.1');
  if (shop.onceIn(2)) applySnapshot(shop, TOP, 's0');
  session(shop, TOP, 2);
  deleteSnapshot(shop, TOP, 's0');
  session(shop, TOP, 2);
}

/** Refcounts that are built anew where few clusters are free in front of many that are not. */
export function rebuilding(shop: Workshop): void {
  const refcountBits = shop.pick([16, 64, 64, 64]);
  const perBlock = (512 * 8) / refcountBits;
  const count = Math.floor(perBlock * shop.pick([1.5, 2.5, 3.5]));
  const given = { clusterSize: 512, version: 3, refcountBits, isLazy: false } as const;
  shop.create(TOP, shop.geometry({ ...given, size: (count + 100) * 512 }));
  const first = new Guest(shop, TOP);
  first.write(0, count * 512);
  const holes = 1 + shop.below(4);
  const start = shop.below(perBlock / 2);
  for (let hole = 0; hole < holes; hole += 1) {
    first.discard((start + hole * (1 + shop.below(3))) * 512, 512);
  }
  first.end('writeback');
  shop.change(TOP).isDamaged = true;
  // Of what is in use: only with all refcount blocks anew is that counted again.
  const field = shop.pick(['refcount[0]', 'refcount[1]', 'refcount[3]', 'refcount[4]']);
  shop.add({ poke: { [field]: 0 } });
  shop.img(['check', '-f', 'qcow2', '--output=json', pathOf(TOP)], 'either');
  shop.change(TOP).isDamaged = false;
  shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
  session(shop, TOP, 3);
}

/** Zeroes that keep their places, and writes into them: nothing is freed, so nothing is free. */
export function reserving(shop: Workshop): void {
  const preallocation = shop.pick(['off', 'off', 'metadata', 'falloc', 'full'] as const);
  const hasSubclusters = shop.onceIn(4);
  const size = shop.pick([64, 100, 256]) * KIB;
  const given = { version: 3, preallocation, hasSubclusters, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given));
  const first = new Guest(shop, TOP);
  first.image.isDense = true;
  if (preallocation === 'off') first.write(0, size);
  first.work(2, ['write', 'zero']);
  first.end('writeback');
  for (let round = 0; round < 4; round += 1) {
    session(shop, TOP, 4, ['write', 'write', 'zero', 'zero', 'read', 'flush']);
  }
  const last = new Guest(shop, TOP);
  last.image.isDense = false;
  last.work(3);
  last.end();
}

/** Zeroes in parts of clusters that show a backing file. */
export function veiling(shop: Workshop): void {
  const size = shop.pick([128, 256]) * KIB;
  shop.create(BASE, shop.geometry({ size: size - shop.pick([0, 512, 3 * KIB]) }));
  fillAll(shop, BASE);
  const below = new Guest(shop, BASE);
  // Some of what shows reads as zeroes.
  below.zero(shop.below(16) * 4 * KIB, shop.pick([512, 4 * KIB, 6 * KIB]), true);
  below.end();
  const hasSubclusters = shop.onceIn(3);
  const clusterSize = hasSubclusters ? 32 * KIB : shop.pick([KIB, 4 * KIB, 16 * KIB]);
  shop.create(TOP, shop.geometry({ version: 3, hasSubclusters, clusterSize, size }), BASE);
  const unit = hasSubclusters ? clusterSize / 32 : clusterSize;
  for (let round = 0; round < 3; round += 1) {
    const guest = new Guest(shop, TOP);
    for (let zeroed = 0; zeroed < 3; zeroed += 1) {
      const start = shop.below(Math.floor((size - clusterSize) / unit)) * unit;
      const part = shop.pick([512, unit / 2, unit - 512 || 512]);
      // The beginning of a cluster, its end, or neither.
      const at = start + shop.pick([0, 0, unit - part, Math.min(512, unit - part)]);
      guest.zero(at, part, shop.onceIn(2));
      guest.read(at);
    }
    guest.work(1);
    guest.end();
  }
}

// Kinds of workloads on images in which one entry is wrong: it leads to a cluster that gets an
// owner later, says that a cluster is shared, or is one of two that lead to one table.
import { pathOf } from '../../engines/engine.ts';
import { takeSnapshot } from './chores.ts';
import { Guest } from './guest.ts';
import { TOP, type Workshop } from './workshop.ts';

const CLUSTER = 512;
const REACH = (CLUSTER * CLUSTER) / 8;

/** An image of 512-byte clusters whose first ones hold data, and its first free cluster. */
function filled(shop: Workshop, count: number, refcountBits: number): number {
  const size = 8 * REACH;
  const given = { clusterSize: CLUSTER, version: 3, refcountBits, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given));
  const guest = new Guest(shop, TOP);
  guest.write(0, count * CLUSTER);
  guest.end('writeback');
  // Header, refcount table, block, L1 table, L2 tables.
  return 4 + Math.ceil(count / 64) + count;
}

/** The repair: what was wrong is no longer. */
function repair(shop: Workshop): void {
  shop.img(['check', '-f', 'qcow2', pathOf(TOP)], 'either');
  Object.assign(shop.change(TOP), { isDamaged: false, mayBeMarked: false });
  shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
}

/** An entry leads to a cluster that becomes a table, and its guest writes there. */
export function wild(shop: Workshop): void {
  const what = shop.pick(['table', 'table', 'block', 'block', 'L1 table', 'snapshot'] as const);
  const isBlock = what === 'block';
  const count = isBlock ? 53 + shop.below(6) : 3 + shop.below(12);
  const free = filled(shop, count, isBlock ? 64 : 16);
  const entry = count + (isBlock ? 0 : 2 + shop.below(4));
  // One L2 table and so many clusters are taken, and then the block that counts the last of them.
  const taken = 8 + shop.below(8);
  let host = isBlock ? free + 1 + taken : free + shop.pick([0, 0, 0, 0, 1, 2]);
  const commands: string[] = [];
  if (what === 'snapshot') {
    takeSnapshot(shop, TOP, 'one');
    const first = new Guest(shop, TOP);
    first.write(CLUSTER, CLUSTER);
    first.end('writeback');
    // The table that the snapshot keeps.
    host = 4;
    commands.push('reopen -o overlap-check=all');
  }
  const place = isBlock ? 63 : entry;
  const damaged = shop.change(TOP);
  Object.assign(damaged, { isDamaged: true, mayBeMarked: true, wild: host });
  const wrong = place * CLUSTER;
  damaged.disk.doubt(wrong, CLUSTER);
  // COPIED is bit 63, which no number holds beside the lower ones.
  const value = `0x8${(host * CLUSTER).toString(16).padStart(15, '0')}`;
  shop.add({ poke: { [`l2[0][${place}]`]: value } });
  const image = shop.change(TOP);
  const other = shop.pattern();
  const written: { readonly from: number; readonly length: number }[] = [];
  const write = (from: number, length: number): void => {
    written.push({ from, length });
    image.write(from, length, other);
    commands.push(`write -q -P ${other} ${from} ${length}`);
  };
  if (isBlock) write(2 * REACH, taken * CLUSTER);
  else if (what === 'L1 table') {
    const length = image.disk.size + shop.pick([64, 128, 300]) * REACH;
    image.resize(length);
    commands.push(`truncate ${length}`);
  } else write((1 + shop.below(5)) * REACH + shop.below(3) * CLUSTER, CLUSTER);
  const pattern = shop.pattern();
  image.write(wrong, CLUSTER, pattern);
  image.disk.doubt(wrong, CLUSTER);
  commands.push(`write -q -P ${pattern} ${wrong} ${CLUSTER}`);
  shop.io(TOP, commands, 'writethrough', 'either');
  // Without it the image can be repaired; what stood in its cluster is not known.
  const mended = shop.change(TOP);
  mended.wild = undefined;
  mended.disk.fill(wrong, CLUSTER, 0);
  for (const { from, length } of written) mended.disk.doubt(from, length);
  shop.add({ poke: { [`l2[0][${place}]`]: 0 } });
  repair(shop);
}

/** COPIED flags are missing, or two entries lead to one table: harmless until a repair. */
export function flagless(shop: Workshop): void {
  const count = 4 + shop.below(20);
  filled(shop, count, shop.pick([8, 16, 64]));
  const isShared = shop.onceIn(3);
  const fields = isShared
    ? { 'l1[0].copied': 0, 'l1[1].offset': 4 * CLUSTER }
    : shop.pick([
        { 'l1[0].copied': 0 },
        { 'l1[0].copied': 0, [`l2[0][${shop.below(count)}].copied`]: 0 },
        { [`l2[0][${shop.below(count)}].copied`]: 0 },
      ]);
  const damaged = shop.change(TOP);
  damaged.isDamaged = true;
  if (isShared) damaged.disk.bytes.copyWithin(REACH, 0, REACH);
  shop.add({ poke: fields });
  if (!isShared) {
    for (let session = 0; session < 2; session += 1) {
      const guest = new Guest(shop, TOP);
      guest.write(shop.below(count) * CLUSTER, CLUSTER);
      guest.write((30 + shop.below(100)) * CLUSTER, 2 * CLUSTER);
      guest.work(2);
      guest.end();
    }
    repair(shop);
    const guest = new Guest(shop, TOP);
    guest.work(3);
    guest.end();
    return;
  }
  const image = shop.change(TOP);
  image.mayBeMarked = true;
  const commands = [shop.below(count), count + shop.below(20)].map((cluster) => {
    const pattern = shop.pattern();
    image.write(cluster * CLUSTER, CLUSTER, pattern);
    image.disk.doubt(cluster * CLUSTER, CLUSTER);
    // Both tables lead to the same data.
    image.disk.doubt(REACH + cluster * CLUSTER, CLUSTER);
    return `write -q -P ${pattern} ${cluster * CLUSTER} ${CLUSTER}`;
  });
  shop.io(TOP, commands, 'writethrough', 'either');
  shop.change(TOP).disk.fill(REACH, REACH, 0);
  shop.add({ poke: { 'l1[1].offset': 0 } });
  repair(shop);
}

/** What a loss of power leaves of lazy refcounts: whoever opens the image next repairs it. */
export function dirty(shop: Workshop): void {
  const given = { version: 3, isLazy: shop.onceIn(2), refcountBits: shop.pick([16, 64]) } as const;
  shop.create(TOP, shop.geometry({ ...given, clusterSize: CLUSTER, size: 4 * REACH }));
  for (let round = 0; round < 3; round += 1) {
    const before = new Guest(shop, TOP);
    if (round === 0) before.write(0, 12 * CLUSTER);
    before.work(2, ['write']);
    before.end();
    shop.change(TOP).isDamaged = true;
    const counts = Array.from({ length: 1 + shop.below(6) }, () => {
      const cluster = shop.pick([4, 4, 4, 0]) + shop.below(14);
      return [`refcount[${cluster}]`, shop.pick([0, 0, 0, 2])] as const;
    });
    shop.add({
      poke: { ...Object.fromEntries(counts), 'header.incompatible_features.dirty': 1 },
    });
    shop.change(TOP).isDamaged = false;
    const guest = new Guest(shop, TOP);
    guest.write(shop.below(100) * CLUSTER, (1 + shop.below(4)) * CLUSTER);
    guest.work(2);
    guest.end();
  }
}

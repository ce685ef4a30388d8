// Kinds of workloads about what has to be taken back, or waited for: tables that were lost, writes
// and tools that end half-way, clusters that are dropped while others are looked for.
import { pathOf } from '../../engines/engine.ts';
import { auditPlain } from '../../oracle/plain-audit.ts';
import { addBitmap, amend, deleteSnapshot, takeSnapshot } from './chores.ts';
import { Guest } from './guest.ts';
import { PlainWorld } from './judge-world.ts';
import type { StepPromise } from './step-promise.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
/** Counts that no number of JavaScript holds exactly. */
const HUGE = ['0x8000000000000000', '0xc000000000000001', '0xffffffffffffffff'];
const BASE = 'base.qcow2';
const FAILING = `blkdebug:TEST_DIR/blkdebug.conf:${pathOf(TOP)}`;

/** What was damaged is mended, and nothing leaks any more. */
function mend(shop: Workshop): void {
  Object.assign(shop.change(TOP), { isDamaged: false, mayLeak: false });
  shop.img(['check', '-q', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
}

/**
 * Parts of clusters over a backing file, with refcounts that need not be written: what is copied
 * beside the data is there before the entry is. And zeroes that meet a write of the same cluster.
 */
export function overlaying(shop: Workshop): void {
  const clusterSize = shop.pick([KIB, 2 * KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, size: 24 * clusterSize } as const;
  shop.create(BASE, shop.geometry(given));
  const below = new Guest(shop, BASE);
  below.write(0, 12 * clusterSize);
  below.end('writeback');
  shop.create(TOP, shop.geometry({ ...given, isLazy: true }), BASE);
  const first = new Guest(shop, TOP);
  first.write(0, clusterSize);
  first.end('writeback');
  for (let round = 0; round < 2; round += 1) {
    const guest = new Guest(shop, TOP);
    const start = 1 + 5 * round + shop.below(2);
    for (const cluster of [start, start + 2]) {
      guest.write(cluster * clusterSize + shop.below(clusterSize / 512) * 512, 512);
      if (shop.onceIn(2)) guest.start('flush');
    }
    shop.io(TOP, guest.commands, 'writeback');
  }
  const meeting = new Guest(shop, TOP);
  const at = (14 + shop.below(8)) * clusterSize;
  const part = shop.pick([512, clusterSize / 2]);
  const pattern = shop.pattern();
  meeting.image.write(at, clusterSize, pattern);
  // Either of them may be the last one there.
  meeting.image.disk.doubt(at, part);
  // The table is there before, and that of the backing file is not: the write may overtake.
  meeting.start('read -q 0 512');
  meeting.start(`aio_write -q -z ${at} ${part}`);
  meeting.start(`aio_write -q -P ${pattern} ${at} ${clusterSize}`);
  meeting.start('aio_flush');
  shop.io(TOP, meeting.commands, 'writeback');
  amend(shop, TOP, 'lazy_refcounts=off');
  stayFull(shop);
}

/** A commit to a base that has all of it, from an image whose tables cannot be written. */
function stayFull(shop: Workshop): void {
  const { disk } = shop.image(TOP);
  const lower = shop.change(BASE);
  lower.isAllOwned = true;
  for (let at = 0; at < disk.size; at += 1) {
    if (lower.disk.bytes[at] !== disk.bytes[at] || disk.unsure[at] === 1) lower.disk.doubt(at, 1);
  }
  shop.add(
    {
      commit: { image: TOP, base: BASE, 'depth-first': true },
      faults: { event: 'l2_update', iotype: 'write', errno: shop.pick(['EIO', 'ENOSPC']) },
    },
    'refused',
  );
}

/**
 * Closes that can write no tables or no counts: whoever opens the image next repairs it. And one
 * that writes the whole header, behind an amend that could not.
 */
export function losing(shop: Workshop): void {
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, isLazy: true, size: 48 * clusterSize } as const;
  shop.create(TOP, shop.geometry({ ...given, refcountBits: 16 }));
  const first = new Guest(shop, TOP);
  first.write(0, (2 + shop.below(4)) * clusterSize);
  first.end('writeback');
  for (const [round, event] of ['l2_update', 'refblock_update_part'].entries()) {
    // Counts are written by the close alone, tables by the flush before it as well.
    const states = event === 'l2_update' ? [1, 2] : [1];
    const guest = new Guest(shop, TOP);
    const at = (6 + 16 * round + shop.below(8)) * clusterSize;
    const length = (1 + shop.below(4)) * clusterSize;
    guest.write(at, length);
    // What is given up meanwhile is not free before the tables are written.
    const dropped = round * clusterSize;
    guest.discard(dropped, clusterSize);
    for (const [from, bytes] of [
      [at, length],
      [dropped, clusterSize],
    ] as const) {
      guest.image.disk.doubt(from, bytes);
    }
    guest.image.isDamaged = true;
    shop.add(
      {
        ...{ io: guest.commands, image: TOP, format: 'qcow2', cache: 'writeback' },
        'set-state': { event, state: 1, 'new-state': 2 },
        faults: states.map((state) => ({ event, state, errno: 'EIO', once: 'on' })),
        'may-not-fire': true,
      },
      'anything',
    );
    const next = new Guest(shop, TOP);
    next.image.isDamaged = false;
    next.write((40 + shop.below(4)) * clusterSize, clusterSize);
    next.end('writeback');
  }
  addBitmap(shop, TOP, 'b', { granularity: 4 * KIB, isEnabled: shop.onceIn(2) });
  amend(shop, TOP, 'lazy_refcounts=off');
  // The header of version 2 cannot be written, and the close stores the bitmap.
  shop.add({ 'fail-nth': { at: 5, kinds: 'write', touching: 0 } });
  shop.img(['amend', '-q', '-f', 'qcow2', '-o', 'compat=0.10', pathOf(TOP)], 'refused');
  shop.add({ 'fail-nth': 'off' });
}

/**
 * Writes over the border of two tables, the second of which cannot be read or made, and a cut whose
 * tables nobody is sure of.
 */
export function unplaced(shop: Workshop): void {
  const clusterSize = shop.pick([512, 512, KIB]);
  const reach = (clusterSize * clusterSize) / 8;
  const size = 4 * reach;
  const given = { clusterSize, version: 3, refcountBits: 16, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given));
  const first = new Guest(shop, TOP);
  first.write(0, clusterSize);
  const hasSecond = shop.onceIn(2);
  if (hasSecond) first.write(reach + 8 * clusterSize, 2 * clusterSize);
  first.write(3 * reach - 8 * clusterSize, 2 * clusterSize);
  first.end('writeback');
  // Up to each border there is a table, and behind the last one there is none.
  for (const border of [1, 3]) {
    const hasTable = border === 1 && hasSecond;
    const guest = new Guest(shop, TOP);
    const before = 1 + shop.below(4);
    guest.write(border * reach - before * clusterSize, (before + 1 + shop.below(3)) * clusterSize);
    const [command = ''] = guest.commands;
    const event = hasTable ? 'l2_load' : shop.pick(['l2_alloc_write', 'l1_update']);
    shop.add(
      {
        ...{ io: [command, command], image: TOP, format: 'qcow2', cache: 'writeback' },
        ...(hasTable ? { 'set-state': { event, state: 1, 'new-state': 2 } } : {}),
        faults: { event, errno: 'EIO', once: 'on', ...(hasTable ? { state: 2 } : {}) },
      },
      'one failure',
    );
  }
  const less = (2 + shop.below(10)) * clusterSize;
  const giving = new Guest(shop, TOP);
  giving.zero(less, size - less, true);
  giving.end('writeback');
  const guest = new Guest(shop, TOP);
  guest.image.mayLeak = true;
  // The strict order has cut the disk by then.
  guest.start(`truncate ${less}`);
  guest.start(`truncate ${size}`);
  guest.write(3 * reach - shop.pick([2, 8, 12]) * clusterSize, (1 + shop.below(2)) * clusterSize);
  shop.add(
    {
      ...{ io: guest.commands, image: TOP, format: 'qcow2', cache: 'writeback' },
      faults: { event: 'l1_shrink_write_table', iotype: 'flush', errno: 'EIO', once: 'on' },
      'may-not-fire': true,
    },
    'anything',
  );
  mend(shop);
}

/** Leaks that are new are told. */
const tellsOfLeaks: StepPromise = ({ engine, before, text }) => {
  const leaksNow = (): number => auditPlain(new PlainWorld(engine).image(TOP)).leaks;
  const after = leaksNow();
  engine.restore(before);
  if (after <= leaksNow() || text !== '') return [];
  return [{ relation: 'told', words: 'clusters leak, and nothing is said' }];
};

/**
 * A change of these clusters' counts, of 8 bytes each in the first block, fails, and leaves each as
 * it was.
 */
const keepsCounts =
  (from: number, to: number): StepPromise =>
  ({ engine, before }) => {
    const counts = (): string => {
      const image = new PlainWorld(engine).image(TOP);
      const block = image.pointer(image.refcountTable.offset);
      return Buffer.from(image.bytes.subarray(block + 8 * from, block + 8 * to)).toString('hex');
    };
    const after = counts();
    engine.restore(before);
    const words = `counts are ${after}, and were ${counts()}`;
    return after === counts() ? [] : [{ relation: 'counts', words }];
  };

/** Snapshots that cannot be listed anew, and clusters that cannot be given back. */
export function refusing(shop: Workshop): void {
  const given = { clusterSize: 512, version: 3, refcountBits: 64, isLazy: false } as const;
  shop.create(TOP, shop.geometry({ ...given, size: (24 + shop.below(16)) * 512 }));
  // Of an empty disk: behind its L1 table stand that of the first one and a list of one cluster,
  // which goes, and then the second one's and a list of two.
  const names = ['a', 'b'].map((letter) => letter.repeat(200 + shop.below(50)));
  for (const name of names) takeSnapshot(shop, TOP, name);
  const [going = '', staying = ''] = shop.onceIn(2) ? names : names.toReversed();
  shop.change(TOP).isDamaged = true;
  const count = shop.pick(['1', '2', ...HUGE, ...HUGE, ...HUGE]);
  shop.add({ poke: { 'refcount[7]': count, 'refcount[8]': 0 } });
  const image = shop.change(TOP);
  const snapshots = image.snapshots.filter(({ name }) => name === staying);
  Object.assign(image, { snapshots, isDamaged: false, mayLeak: true });
  shop.add({ img: ['snapshot', '-d', going, pathOf(TOP)] }, 'either', keepsCounts(7, 9));
  const guest = new Guest(shop, TOP);
  guest.write(0, (2 + shop.below(6)) * 512);
  guest.end('writeback');
  // What names the new list cannot be written.
  shop.add({ 'fail-nth': { at: 1, kinds: 'write', touching: 64 } });
  shop.img(['snapshot', '-c', 'two', pathOf(TOP)], 'refused');
  shop.add({ 'fail-nth': 'off' });
  mend(shop);
  Object.assign(shop.change(TOP), { snapshots: [], mayLeak: true });
  shop.add(
    {
      img: ['snapshot', '-d', staying, FAILING],
      faults: { event: 'refblock_load', iotype: 'read', errno: 'EIO', once: 'on' },
    },
    'either',
    tellsOfLeaks,
  );
}

/**
 * Compressed data that fills clusters of the file to their last byte, and discards that free
 * clusters in front of a table that a snapshot shares, of which a copy is made then.
 */
export function dropping(shop: Workshop): void {
  const clusterSize = 512;
  const reach = (clusterSize * clusterSize) / 8;
  const given = { clusterSize, version: 3, refcountBits: 16, size: 5 * reach } as const;
  shop.create(TOP, shop.geometry({ ...given, isLazy: false }));
  const packing = new Guest(shop, TOP);
  // A cluster of one pattern takes 8 bytes: 64 of them fill one.
  packing.compress((2 * reach) / clusterSize, 65 + shop.below(40));
  packing.compress((4 * reach) / clusterSize, 1 + shop.below(20));
  packing.end('writeback');
  const first = new Guest(shop, TOP);
  const from = reach + (4 + shop.below(4)) * clusterSize;
  first.write(from, (1 + shop.below(4)) * clusterSize);
  first.end('writeback');
  takeSnapshot(shop, TOP, 'one');
  const next = new Guest(shop, TOP);
  next.write(reach - 6 * clusterSize, (1 + shop.below(6)) * clusterSize);
  next.end('writeback');
  const guest = new Guest(shop, TOP);
  // Of the shared table it is about entries that lead nowhere.
  guest.discard(reach - 8 * clusterSize, (9 + shop.below(3)) * clusterSize);
  shop.io(TOP, guest.commands, 'writeback');
  deleteSnapshot(shop, TOP, 'one');
}

/**
 * A snapshot that cannot be deleted, as its new table finds no place: all of them are there, though
 * the close stores a bitmap and writes the header anew.
 */
export function undeleting(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const given = { clusterSize, version: 3, isLazy: false, refcountBits: 16 } as const;
  shop.create(TOP, shop.geometry({ ...given, size: 40 * clusterSize }));
  const count = 2 + shop.below(2);
  const write = (): void => {
    const guest = new Guest(shop, TOP);
    guest.write(shop.below(8) * clusterSize, (1 + shop.below(6)) * clusterSize);
    guest.end('writeback');
  };
  for (let taken = 0; taken < count; taken += 1) {
    write();
    takeSnapshot(shop, TOP, `s${taken}`);
  }
  addBitmap(shop, TOP, 'b', { granularity: clusterSize, isEnabled: shop.onceIn(2) });
  if (shop.onceIn(2)) write();
  for (let round = 0; round < 2; round += 1) {
    const faults = { event: 'cluster_alloc', errno: shop.pick(['EIO', 'ENOSPC']), once: 'on' };
    shop.change(TOP).mayLeak = true;
    const name = `s${shop.below(count)}`;
    shop.add({ img: ['snapshot', '-d', name, FAILING], faults }, 'refused');
    write();
  }
  deleteSnapshot(shop, TOP, 's0');
  write();
}

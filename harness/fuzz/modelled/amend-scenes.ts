// Kinds of workloads about amends that reach borders: counters of another width that need a table
// of several clusters, or no more than one block, and what version 2 does not allow.
import { pathOf } from '../../engines/engine.ts';
import { amend, takeSnapshot } from './chores.ts';
import { Guest, type Verb } from './guest.ts';
import { TOP, type Workshop } from './workshop.ts';

const CLUSTER = 512;

/** An image of 512-byte clusters of which so many hold data. */
function filled(shop: Workshop, count: number, refcountBits: number): void {
  const size = (count + 40) * CLUSTER;
  const given = { clusterSize: CLUSTER, version: 3, refcountBits, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given));
  const guest = new Guest(shop, TOP);
  guest.write(0, count * CLUSTER);
  guest.end('writeback');
}

/** Zeroes that keep a place, and share it, QEMU writes in place when it goes to version 2. */
const UNSHARED: readonly Verb[] = ['write', 'write', 'unmap', 'read'];
const VERBS: readonly Verb[] = ['write', 'write', 'read', 'zero', 'discard'];

function session(shop: Workshop, verbs = VERBS): void {
  const guest = new Guest(shop, TOP);
  guest.work(2, verbs);
  guest.end();
}

/**
 * Counters of 64 bits, of which 64 blocks of 64 fill one cluster of their table, and narrow ones,
 * of which one block or two count all that this table can.
 */
export function counters(shop: Workshop): void {
  const isLong = shop.onceIn(2);
  filled(shop, isLong ? 3950 + shop.below(110) : 8 + shop.below(60), isLong ? 16 : 64);
  if (isLong) {
    amend(shop, TOP, 'refcount_bits=64');
    session(shop);
  }
  amend(shop, TOP, `refcount_bits=${shop.pick([1, 1, 2])}`);
  session(shop);
}

/**
 * Version 2 is refused with what it does not know, and with a table of a snapshot that lies off its
 * cluster.
 */
export function outdated(shop: Workshop): void {
  for (const option of ['compression_type=zstd', 'lazy_refcounts=on', 'refcount_bits=8']) {
    const options = shop.pick([`compat=0.10,${option}`, `${option},compat=0.10`]);
    const create = ['create', '-q', '-f', 'qcow2', '-o', options, pathOf('old.qcow2'), '64k'];
    shop.img(create, 'refused');
  }
  const clusterSize = shop.pick([1024, 4096]);
  const size = (20 + shop.below(40)) * clusterSize;
  const given = { clusterSize, version: 3, refcountBits: 16, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given));
  const guest = new Guest(shop, TOP);
  guest.write(0, 3 * clusterSize);
  guest.zero(4 * clusterSize, 2 * clusterSize, false);
  guest.end('writeback');
  takeSnapshot(shop, TOP, 's');
  // Where the disk is written on its snapshot has a table of its own.
  const next = new Guest(shop, TOP);
  next.write(8 * clusterSize, clusterSize);
  next.end('writeback');
  // Header, refcount table, block, L1 table, L2 table.
  const table = 4 * clusterSize;
  const model = shop.image(TOP);
  shop.set(TOP, undefined);
  shop.add({
    poke: { 'snapshot_l1[0][0].offset': table + shop.pick([1, 1, clusterSize / 512 - 1]) * 512 },
  });
  shop.img(['amend', '-q', '-f', 'qcow2', '-o', 'compat=0.10', pathOf(TOP)], 'refused');
  shop.set(TOP, model);
  Object.assign(shop.change(TOP), { isDamaged: true, mayBeMarked: true });
  shop.add({ poke: { 'snapshot_l1[0][0].offset': table } });
  Object.assign(shop.change(TOP), { isDamaged: false, mayBeMarked: false });
  shop.img(['check', '-q', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
  session(shop, UNSHARED);
  amend(shop, TOP, 'compat=0.10');
  session(shop, ['write', 'write', 'read']);
}

// Kinds of workloads, each about an edge that hurts: where tables end and grow, clusters that are
// shared, compressed, preallocated or half written, bitmaps, data files, other versions.
import {
  addBitmap,
  amend,
  applySnapshot,
  changeBitmap,
  deleteSnapshot,
  mergeBitmap,
  resize,
  takeSnapshot,
} from './chores.ts';
import { Guest, soil, type Verb, VERBS } from './guest.ts';
import type { Geometry } from './model-image.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;

/** Bytes of the disk that one L2 table is about. */
const reachOf = ({ clusterSize, hasSubclusters }: Geometry): number =>
  (clusterSize * clusterSize) / (hasSubclusters ? 16 : 8);

function session(shop: Workshop, count: number, verbs: readonly Verb[] = VERBS): void {
  const guest = new Guest(shop, TOP);
  guest.work(count, verbs);
  guest.end();
}

/** Sessions, snapshots and resizes of one image. */
export function mixed(shop: Workshop): void {
  shop.create(TOP, shop.geometry({ preallocation: shop.pick(['off', 'off', 'metadata']) }));
  if (shop.onceIn(2)) soil(shop, TOP);
  session(shop, 3);
  const rounds = 3 + shop.below(2);
  for (let round = 0; round < rounds; round += 1) {
    session(shop, 2 + shop.below(3));
    chore(shop, round);
  }
}

/** One that fits the image as it is. */
function chore(shop: Workshop, round: number): void {
  const { snapshots, disk, geometry } = shop.image(TOP);
  const name = shop.pick(['one', 'two', 'a longer name']);
  const isTaken = snapshots.some((one) => one.name === name);
  const what = shop.pick(['take', 'take', 'apply', 'delete', 'resize', 'resize', 'none'] as const);
  if (what === 'take' && !isTaken) takeSnapshot(shop, TOP, name);
  else if (what === 'apply' && isTaken && geometry.version === 3) applySnapshot(shop, TOP, name);
  else if (what === 'delete' && isTaken) deleteSnapshot(shop, TOP, name);
  else if (what === 'resize' && (geometry.version === 3 || snapshots.length === 0)) {
    const by = shop.pick([
      512,
      reachOf(geometry),
      -512,
      -geometry.clusterSize * 3,
      -reachOf(geometry),
    ]);
    const modes = ['off', 'off', 'metadata', 'falloc', 'full'];
    resize(shop, TOP, Math.max(4 * KIB, disk.size + by), shop.pick(modes));
  } else if (round === 0 && !isTaken) takeSnapshot(shop, TOP, name);
}

/** Snapshots that share clusters of every kind, with writes, zeroes and discards over them. */
export function snapshots(shop: Workshop): void {
  const hasSubclusters = shop.onceIn(4);
  shop.create(TOP, shop.geometry({ hasSubclusters, ...(hasSubclusters ? { version: 3 } : {}) }));
  if (shop.onceIn(2)) soil(shop, TOP);
  session(shop, 4);
  takeSnapshot(shop, TOP, 'one');
  session(shop, 3);
  if (shop.onceIn(2)) {
    takeSnapshot(shop, TOP, 'two');
    session(shop, 3);
  }
  const { version } = shop.image(TOP).geometry;
  if (version === 3 && shop.onceIn(2)) {
    const { disk } = shop.image(TOP);
    const by = shop.pick([reachOf(shop.image(TOP).geometry), 512, -4 * KIB]);
    resize(shop, TOP, Math.max(8 * KIB, disk.size + by));
    session(shop, 2);
  }
  const order = shop.pick([
    ['apply', 'delete'],
    ['delete'],
    ['apply'],
    ['delete', 'take'],
  ] as const);
  for (const one of order) {
    if (one === 'apply') applySnapshot(shop, TOP, 'one');
    else if (one === 'delete') deleteSnapshot(shop, TOP, 'one');
    else takeSnapshot(shop, TOP, 'three');
    session(shop, 2);
  }
}

/** Refcounts too narrow for one more snapshot. */
export function narrow(shop: Workshop): void {
  const refcountBits = shop.pick([1, 2, 2]);
  const { clusterSize } = shop.create(TOP, shop.geometry({ version: 3, refcountBits })).geometry;
  const guest = new Guest(shop, TOP);
  guest.write(0, 3 * clusterSize);
  // Compressed data shares clusters, which one bit cannot count.
  guest.work(2, refcountBits === 1 ? ['write', 'zero', 'discard'] : VERBS);
  guest.write(0, clusterSize);
  guest.end();
  const most = 2 ** refcountBits - 1;
  for (let taken = 1; taken < most; taken += 1) {
    takeSnapshot(shop, TOP, `s${taken}`);
    if (shop.onceIn(3)) session(shop, 1, ['discard', 'zero', 'read']);
  }
  shop.change(TOP).mayLeak = true;
  shop.img(['snapshot', '-c', 'one too many', `TEST_DIR/${TOP}`], 'refused');
  session(shop, 2, ['write', 'zero', 'read']);
}

/**
 * How many clusters of data fill a file up to that many clusters, with header, refcount table, L1
 * table, a block for each `perBlock` of them and an L2 table for each 64 of data.
 */
export function clustersUntil(clusters: number, perBlock: number): number {
  const tables = 3 + Math.ceil(clusters / perBlock);
  let data = clusters - tables;
  while (data > 1 && data + Math.ceil(data / 64) + tables > clusters) data -= 1;
  return data;
}

/** A file that grows over what its refcount table, or a refcount block, is about. */
export function growth(shop: Workshop): void {
  const isTable = shop.onceIn(2);
  const bits = isTable ? 64 : shop.pick([16, 32, 64, 64]);
  const perBlock = (512 * 8) / bits;
  const clusters = isTable ? perBlock * 64 : perBlock * (1 + shop.below(3));
  const size = Math.max(64, clusters + perBlock) * 512;
  shop.create(TOP, shop.geometry({ clusterSize: 512, version: 3, refcountBits: bits, size }));
  // Mostly up to the last cluster that a block counts, or a few less: what is next needs another.
  const most = clustersUntil(clusters, perBlock);
  const filled = Math.max(1, most - shop.pick([0, 0, 0, 1, 2, shop.below(isTable ? 40 : 12)]));
  const isDense = !isTable;
  const guest = new Guest(shop, TOP);
  guest.image.isDense = isDense;
  // A table that grows stands where the next block begins, and leaves its old place.
  if (isTable) guest.image.mostHoles = perBlock;
  guest.write(0, filled * 512);
  guest.end('writeback');
  let at = filled * 512;
  for (let round = 0; round < 4 && at < size; round += 1) {
    const next = new Guest(shop, TOP);
    const length = Math.min(shop.pick([1, 2, 6, 20, 40]) * 512, size - at);
    if (!isDense && shop.onceIn(4)) {
      next.discard(shop.below(filled) * 512, 4 * 512);
      next.image.mostHoles += 4;
    }
    next.write(at, length);
    at += length;
    if (!isDense && shop.onceIn(3)) {
      next.work(1);
      next.image.mostHoles += 8;
    }
    next.end();
    if (!isDense && round === 1 && shop.onceIn(3)) takeSnapshot(shop, TOP, 'one');
  }
  if (isDense || shop.onceIn(2)) return;
  const last = new Guest(shop, TOP);
  last.image.mostHoles = Infinity;
  last.discard(shop.pick([0, 4096]), at);
  last.end();
  resize(shop, TOP, shop.pick([16, 64, 128]) * 512);
  session(shop, 2);
}

/** An L1 table that ends, and one that needs a place of its own: both ways of resizing. */
export function lengths(shop: Workshop): void {
  const given = shop.pick([{ version: 3 }, { version: 3 }, {}] as const);
  const geometry = shop.geometry({ ...given, clusterSize: shop.pick([512, 512, KIB]) });
  const reach = reachOf(geometry);
  const size = geometry.clusterSize === 512 ? shop.pick([2, 3, 63, 64]) * reach : 2 * reach;
  shop.create(TOP, { ...geometry, size: size - shop.pick([0, 512, 1024]) });
  session(shop, 3);
  const rounds = 3;
  for (let round = 0; round < rounds; round += 1) {
    const { disk } = shop.image(TOP);
    const by = shop.pick([512, reach, 2 * reach + 512, -512, -reach, -3 * geometry.clusterSize]);
    const next = Math.max(geometry.clusterSize, disk.size + by);
    if (shop.onceIn(2)) {
      resize(shop, TOP, next, shop.pick(['off', 'off', 'metadata', 'falloc', 'full']));
      session(shop, 2);
      continue;
    }
    const guest = new Guest(shop, TOP);
    guest.work(1, ['write']);
    guest.truncate(next, next < disk.size ? '' : shop.pick(['', 'metadata', 'falloc', 'full']));
    guest.work(1);
    guest.read(Math.max(0, Math.min(disk.size, next) - 1));
    if (next > disk.size) guest.read(disk.size);
    guest.end();
  }
}

/** Subclusters that are written, zeroed and discarded in part. */
export function subclusters(shop: Workshop): void {
  const size = shop.pick([128, 256, 513]) * KIB;
  const given = { hasSubclusters: true, version: 3, size } as const;
  const hasBacking = shop.onceIn(2);
  if (hasBacking) {
    shop.create('base.qcow2', shop.geometry({ size }));
    const below = new Guest(shop, 'base.qcow2');
    below.write(0, size - shop.pick([0, 512, 20 * KIB]));
    below.work(2);
    below.end('writeback');
  }
  shop.create(TOP, shop.geometry(given), hasBacking ? 'base.qcow2' : undefined);
  soil(shop, TOP);
  const rounds = 3 + shop.below(3);
  for (let round = 0; round < rounds; round += 1) {
    session(shop, 3);
    if (round === 1 && !shop.onceIn(3)) {
      shared(shop);
      if (shop.onceIn(2)) session(shop, 2);
    }
  }
}

/** Clusters that are full of data and shared, and small writes into them, which move them. */
function shared(shop: Workshop): void {
  const before = new Guest(shop, TOP);
  const { clusterSize } = before.image.geometry;
  before.write(0, 3 * clusterSize - shop.pick([0, 512, clusterSize / 2]));
  before.end();
  takeSnapshot(shop, TOP, 'one');
  const after = new Guest(shop, TOP);
  for (let cluster = 0; cluster < 3; cluster += 1) {
    const at = cluster * clusterSize + shop.below(clusterSize / 1024) * 512;
    after.write(at, shop.pick([512, 512, 100, 1536]));
  }
  after.end();
}

/** Compressed clusters: shared among them, freed, written over, zeroed. */
export function compressed(shop: Workshop): void {
  const hasSubclusters = shop.onceIn(3);
  const given = hasSubclusters
    ? { hasSubclusters, version: 3 as const }
    : { clusterSize: shop.pick([512, KIB, KIB, 4 * KIB]) };
  const words = textOf(shop, shop.pick([70, 600]));
  shop.add({ 'write-file': { name: 'words', text: words } });
  const isNarrow = shop.onceIn(2);
  const width = isNarrow ? { version: 3 as const, refcountBits: shop.pick([1, 2]) } : {};
  shop.create(TOP, shop.geometry({ ...given, ...width }));
  if (shop.onceIn(2)) soil(shop, TOP);
  const verbs: readonly Verb[] = ['compress', 'compress', 'compress', 'write', 'zero', 'discard'];
  const guest = new Guest(shop, TOP);
  for (let cluster = 0; cluster < 9; cluster += 1) {
    if (shop.onceIn(4)) guest.compress(cluster);
    else if (shop.onceIn(4)) guest.fill(cluster);
    else guest.compressText(cluster, 'words', words);
  }
  guest.end();
  session(shop, 3, [...verbs, 'read']);
  if (!isNarrow && shop.onceIn(2)) takeSnapshot(shop, TOP, 'one');
  session(shop, 3, [...verbs, 'read', 'unmap']);
  if (shop.image(TOP).snapshots.length > 0) deleteSnapshot(shop, TOP, 'one');
  session(shop, 3, verbs);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

const textOf = (shop: Workshop, length: number): string =>
  Array.from({ length }, () => LETTERS[shop.below(LETTERS.length)]).join('');

/** Bitmaps, enabled and not, with writes between programs and a resize. */
export function bitmaps(shop: Workshop): void {
  const preallocation = shop.pick(['off', 'off', 'metadata'] as const);
  const hasSubclusters = shop.onceIn(5);
  // More bits than a cluster holds, now and then.
  const isLong = !hasSubclusters && shop.onceIn(3);
  const long = isLong ? { clusterSize: 512, size: 2560 * KIB } : {};
  shop.create(TOP, shop.geometry({ version: 3, preallocation, hasSubclusters, ...long }));
  addBitmap(shop, TOP, 'b0', { granularity: shop.pick([512, KIB, 64 * KIB]), isEnabled: true });
  session(shop, 3);
  const isEnabled = shop.onceIn(2);
  addBitmap(shop, TOP, 'b1', { granularity: shop.pick([512, 4 * KIB]), isEnabled });
  session(shop, 2);
  const rounds = 3;
  for (let round = 0; round < rounds; round += 1) {
    const how = shop.pick(['remove', 'clear', 'enable', 'disable', 'merge', 'resize'] as const);
    const [name, other] = shop.pick([
      ['b0', 'b1'],
      ['b1', 'b0'],
    ] as const);
    if (how === 'merge') mergeBitmap(shop, TOP, name, other);
    else if (how === 'resize') {
      const { disk, geometry } = shop.image(TOP);
      const by = shop.pick([geometry.clusterSize, 3 * KIB, -2 * KIB]);
      resize(shop, TOP, Math.max(4 * KIB, disk.size + by));
    } else if (isFree(shop, name, how)) changeBitmap(shop, TOP, name, how);
    session(shop, 2);
  }
}

/** Enabling what is enabled is refused, and so on. */
const isFree = (shop: Workshop, name: string, how: string): boolean => {
  const bitmap = shop.image(TOP).bitmaps.get(name);
  return how === 'enable' ? bitmap?.isEnabled === false : bitmap !== undefined;
};

/** Data in a file of its own. */
export function dataFile(shop: Workshop): void {
  const preallocation = shop.pick(['off', 'off', 'metadata', 'full'] as const);
  const given = { version: 3, dataFile: 't.data', preallocation } as const;
  shop.create(TOP, shop.geometry({ ...given, isDataRaw: shop.onceIn(3) }));
  const verbs: readonly Verb[] = VERBS.filter((verb) => verb !== 'compress');
  session(shop, 3, verbs);
  session(shop, 3, verbs);
  const { disk, geometry } = shop.image(TOP);
  resize(shop, TOP, disk.size + shop.pick([512, reachOf(geometry)]));
  session(shop, 3, verbs);
}

const OLD = ['compat=0.10', 'compat=0.10'];

/** Another version, another width, another promise about refcounts. */
export function amending(shop: Workshop): void {
  const isOld = shop.onceIn(3);
  const geometry = shop.geometry({ version: isOld ? 2 : 3, refcountBits: 16 });
  shop.create(TOP, { ...geometry, isLazy: geometry.isLazy && !isOld });
  if (shop.onceIn(3)) soil(shop, TOP);
  session(shop, 4, [...VERBS, 'zero', 'discard']);
  if (shop.onceIn(2)) {
    const zeroes = new Guest(shop, TOP);
    zeroes.write(0, 4 * geometry.clusterSize);
    zeroes.zero(0, 3 * geometry.clusterSize, false);
    if (!isOld) zeroes.zero(8 * geometry.clusterSize, 2 * geometry.clusterSize, true);
    zeroes.end();
  }
  const asked = shop.pick([0, 0, 1, 2]);
  // The strict order takes none of an image of version 2.
  const most = isOld && shop.isStrict ? 0 : asked;
  for (let taken = 0; taken < most; taken += 1) takeSnapshot(shop, TOP, `s${taken}`);
  let version = isOld ? 2 : 3;
  let bits = 16;
  for (let round = 0; round < 3; round += 1) {
    const widths = [8, 32, 64, 4].map((wide) => `refcount_bits=${wide}`);
    const options =
      version === 2
        ? shop.pick(['compat=1.1', 'compat=1.1,lazy_refcounts=on', 'compat=1.1,refcount_bits=64'])
        : bits === 16
          ? shop.pick([...(most > 0 ? [] : OLD), ...widths, 'lazy_refcounts=on'])
          : shop.pick([
              ...widths,
              'refcount_bits=16',
              ...(most > 0 ? [] : ['refcount_bits=16,compat=0.10']),
            ]);
    amend(shop, TOP, options);
    version = shop.image(TOP).geometry.version;
    bits = shop.image(TOP).geometry.refcountBits;
    session(shop, 3, [...VERBS, 'zero']);
  }
}

/** VM state beside the disk, and a disk that grows over its place. */
export function vmState(shop: Workshop): void {
  const { geometry } = shop.create(TOP, shop.geometry({ version: 3 }));
  const reach = reachOf(geometry);
  const first = new Guest(shop, TOP);
  first.work(2);
  first.truncate(first.image.disk.size + shop.pick([reach, reach, 512]));
  first.work(1);
  first.saveState(0, shop.pick([512, 2 * KIB, 5 * KIB]));
  first.work(2);
  first.readState();
  first.end();
  takeSnapshot(shop, TOP, 'one');
  const next = new Guest(shop, TOP);
  next.readState();
  next.work(2);
  next.saveState(shop.pick([0, 1024]), KIB);
  next.readState();
  next.end();
  deleteSnapshot(shop, TOP, 'one');
  const last = new Guest(shop, TOP);
  last.readState();
  last.work(2);
  last.end();
}

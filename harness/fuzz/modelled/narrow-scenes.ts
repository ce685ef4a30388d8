// Kinds of workloads about places that others seldom come to: holes that are filled again, requests
// that share a cluster, data files that are read alone, benches.
import { pathOf } from '../../engines/engine.ts';
import { takeSnapshot } from './chores.ts';
import { Guest, soil, type Verb } from './guest.ts';
import { clustersUntil } from './scenes.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const CLUSTER = 512;

/** What was freed is used before the file grows, also where refcount blocks are made meanwhile. */
export function refilling(shop: Workshop): void {
  const bits = shop.pick([16, 32, 64, 64, 64]);
  const perBlock = (CLUSTER * 8) / bits;
  const blocks = 1 + shop.below(3);
  const clusters = perBlock * blocks;
  const size = (clusters + 2 * perBlock) * CLUSTER;
  shop.create(TOP, shop.geometry({ clusterSize: CLUSTER, version: 3, refcountBits: bits, size }));
  const most = clustersUntil(clusters, perBlock);
  const filled = Math.max(12, most - shop.pick([0, 0, 1, shop.below(12)]));
  const first = new Guest(shop, TOP);
  first.image.isDense = true;
  first.write(0, filled * CLUSTER);
  first.end('writeback');
  const guest = new Guest(shop, TOP);
  const holes = 1 + shop.below(4);
  const freed = Array.from({ length: holes }, (_none, index) => 2 * index + 2 * shop.below(2));
  // Free clusters are looked for behind what was taken last, until some are freed before that.
  const looksBehind = shop.onceIn(2);
  if (looksBehind) guest.write(filled * CLUSTER, CLUSTER);
  for (const one of freed) guest.discard(one * CLUSTER, CLUSTER);
  // It goes on behind the last cluster, and looks for no place elsewhere.
  if (!looksBehind) guest.write((filled - 1) * CLUSTER, (2 + shop.below(16)) * CLUSTER);
  for (const one of [...freed, ...freed.map((_one, index) => size / CLUSTER - 2 * index - 2)]) {
    guest.write(one * CLUSTER, CLUSTER);
  }
  guest.end();
  const last = new Guest(shop, TOP);
  last.image.isDense = false;
  last.work(4);
  last.end();
}

/** Two or three requests for parts of one cluster, which no other has asked for before. */
export function sharing(shop: Workshop): void {
  const hasSubclusters = shop.onceIn(4);
  const given = hasSubclusters
    ? { hasSubclusters, version: 3 as const }
    : { clusterSize: shop.pick([KIB, 4 * KIB]) };
  const size = 64 * KIB;
  const hasBacking = shop.onceIn(2);
  if (hasBacking) {
    shop.create('base.qcow2', shop.geometry({ ...given, size }));
    const below = new Guest(shop, 'base.qcow2');
    below.work(2);
    below.end();
  }
  const geometry = shop.geometry({ ...given, size });
  const { clusterSize } = shop.create(
    TOP,
    geometry,
    hasBacking ? 'base.qcow2' : undefined,
  ).geometry;
  if (shop.onceIn(2)) soil(shop, TOP);
  const before = new Guest(shop, TOP);
  before.write(size - clusterSize, clusterSize);
  before.work(shop.below(3));
  before.end();
  if (shop.onceIn(4)) takeSnapshot(shop, TOP, 'one');
  for (let round = 0; round < 6; round += 1) {
    const guest = new Guest(shop, TOP);
    const start = shop.below(size / clusterSize - 1) * clusterSize;
    const part = clusterSize / shop.pick([2, 2, 4]);
    const parts = shop.pick([
      [0, 1],
      [1, 0],
      [0, 1, 0],
    ]);
    for (const [index, one] of parts.slice(0, 2 + shop.below(2)).entries()) {
      const at = start + one * part;
      const kind = shop.pick(['write', 'write', 'zero', 'zero', 'unmap']);
      const pattern = kind === 'write' ? shop.pattern() : 0;
      guest.image.write(at, part, pattern);
      if (index > 1) guest.image.disk.doubt(at, part);
      const how = { write: `-P ${pattern}`, zero: '-z', unmap: '-z -u' }[kind];
      guest.start(`aio_write -q ${how} ${at} ${part}`);
    }
    guest.start('aio_flush');
    shop.io(TOP, guest.commands, 'writeback', 'either');
  }
}

/** A data file that reads as the disk does. */
export function rawData(shop: Workshop): void {
  const given = { version: 3, dataFile: 't.data', isDataRaw: true } as const;
  const { clusterSize } = shop.create(TOP, shop.geometry(given)).geometry;
  const verbs: readonly Verb[] = ['write', 'write', 'zero', 'zero', 'unmap', 'read', 'discard'];
  for (let round = 0; round < 4; round += 1) {
    const guest = new Guest(shop, TOP);
    if (round < 2) guest.write(0, 8 * clusterSize);
    guest.work(4, verbs);
    guest.end();
  }
}

/** Writes by `bench`, beside what a guest does. */
export function benches(shop: Workshop): void {
  const { clusterSize } = shop.create(TOP, shop.geometry()).geometry;
  for (let round = 0; round < 3; round += 1) {
    const image = shop.change(TOP);
    const length = shop.pick([512, clusterSize, 2 * clusterSize]);
    const step = shop.pick([length, length + 512, 2 * length, 4 * clusterSize]);
    const from = shop.below(8) * clusterSize;
    const most = Math.floor((image.disk.size - from - length) / step) + 1;
    const count = Math.min(1 + shop.below(8), most);
    if (count < 1) continue;
    const pattern = shop.pattern();
    for (let done = 0; done < count; done += 1) image.write(from + done * step, length, pattern);
    shop.img([
      ...['bench', '-f', 'qcow2', '-w', '-c', `${count}`, '-d', `${shop.pick([1, 2, 4])}`],
      ...['-s', `${length}`, '-S', `${step}`, '-o', `${from}`, `--pattern=${pattern}`, pathOf(TOP)],
    ]);
    const guest = new Guest(shop, TOP);
    guest.work(2);
    guest.end();
    if (round === 0 && shop.onceIn(2)) takeSnapshot(shop, TOP, 'one');
  }
}

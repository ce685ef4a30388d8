// Kinds of workloads about the protection of metadata: entries lead into tables that stay, move,
// are copied or are given up, and tables count as free.
import { pathOf } from '../../engines/engine.ts';
import { addBitmap, takeSnapshot } from './chores.ts';
import { Guest } from './guest.ts';
import {
  isStoppedBy,
  refusesOverlaps,
  type SectionName,
  SECTIONS,
  whereReadable,
} from './protection-promise.ts';
import { TOP, type Workshop } from './workshop.ts';

const CLUSTER = 512;
const REACH = (CLUSTER * CLUSTER) / 8;

/** How an image is opened, and what is tested then. */
const TESTS: readonly (readonly [string, readonly SectionName[]])[] = [
  ['overlap-check=all', SECTIONS],
  ['overlap-check=cached', SECTIONS.filter((one) => one !== 'inactive L2 table')],
  [
    'overlap-check=constant',
    ['qcow2_header', 'active L1 table', 'refcount table', 'snapshot table', 'bitmap directory'],
  ],
  ['overlap-check=none,overlap-check.active-l2=on', ['active L2 table']],
  ['overlap-check=none,overlap-check.refcount-block=on', ['refcount block']],
  [
    'overlap-check=all,overlap-check.inactive-l1=off',
    SECTIONS.filter((one) => one !== 'inactive L1 table'),
  ],
];

/** A host offset as an entry with the COPIED flag, bit 63, which no number holds beside it. */
const owned = (cluster: number): string =>
  `0x8${(cluster * CLUSTER).toString(16).padStart(15, '0')}`;

/** Entries lead where they should not, and their guest writes there, beside what moves tables. */
export function protection(shop: Workshop): void {
  for (let round = 0; round < 2; round += 1) whileTablesMove(shop);
  for (let round = 0; round < 4; round += 1) ofTwoSections(shop);
  mended(shop);
}

/** What was damaged is made anew. */
function mended(shop: Workshop): void {
  shop.create(TOP, shop.geometry({ size: 64 * CLUSTER }));
  const guest = new Guest(shop, TOP);
  guest.work(2);
  guest.end();
}

/** An image of so many clusters of data, and more behind the first L2 table. */
function filled(shop: Workshop, count: number, refcountBits: number, hasSnapshot: boolean): void {
  const given = { clusterSize: CLUSTER, version: 3, refcountBits, isLazy: false } as const;
  shop.create(TOP, shop.geometry({ ...given, size: 8 * REACH }));
  const first = new Guest(shop, TOP);
  first.write(0, count * CLUSTER);
  if (shop.onceIn(2)) first.write(REACH, 2 * CLUSTER);
  first.end('writeback');
  if (!hasSnapshot) return;
  takeSnapshot(shop, TOP, 'one');
  const again = new Guest(shop, TOP);
  again.write(0, 2 * CLUSTER);
  again.end('writeback');
}

/** The damage, and the session whose writes are judged. */
function damaged(
  shop: Workshop,
  fields: Readonly<Record<string, string | number>>,
  [opening, tested]: (typeof TESTS)[number],
  commands: readonly string[],
): void {
  shop.set(TOP, undefined);
  shop.add({ poke: fields });
  const io = [`reopen -o ${opening}`, ...commands];
  const promise = whereReadable(refusesOverlaps(new Set(tested)));
  shop.add({ io, image: TOP, format: 'qcow2', cache: 'writethrough' }, 'anything', promise);
}

const writeOf = (shop: Workshop, cluster: number): string =>
  `write -q -P ${shop.pattern()} ${cluster * CLUSTER} ${CLUSTER}`;

/** Tables are copied, moved and made in the session in which an entry leads to their places. */
function whileTablesMove(shop: Workshop): void {
  const refcountBits = shop.pick([16, 16, 64]);
  // With 64 bits a block is full behind 64 clusters.
  const count = refcountBits === 64 ? 50 + shop.below(8) : 3 + shop.below(8);
  filled(shop, count, refcountBits, shop.onceIn(3));
  if (shop.onceIn(4)) {
    addBitmap(shop, TOP, 'b', { granularity: 64 * 1024, isEnabled: shop.onceIn(2) });
  }
  // Refcount table, block, L1 table, the first L2 table, and what comes behind the data.
  const host = shop.pick([1, 2, 3, 4, 4, 5 + count + shop.below(4)]);
  const entry = count + 2 + shop.below(3);
  const fields = {
    ...(shop.onceIn(2) ? { 'l1[0].copied': 0 } : {}),
    // A table of two owners is still one when it lost the first.
    ...(shop.onceIn(4) ? { 'l1[5].offset': 4 * CLUSTER } : {}),
    [`l2[0][${entry}]`]: owned(host),
  };
  // New clusters: those that tables left are the first that are free.
  const news = (): string[] =>
    Array.from({ length: 1 + shop.below(2) }, () => writeOf(shop, count + 6 + shop.below(4)));
  damaged(shop, fields, shop.pick(TESTS), [
    writeOf(shop, shop.below(2)),
    ...news(),
    ...shop.pick([
      [],
      [writeOf(shop, shop.pick([64, 64, 2 * 64, 3 * 64]))],
      [`truncate ${shop.pick([65, 200]) * REACH}`],
      [`discard -q 0 ${2 * CLUSTER}`],
    ]),
    ...news(),
    writeOf(shop, entry),
  ]);
}

/** A cluster is said to be of two sections, and an entry leads there: which one is told? */
function ofTwoSections(shop: Workshop): void {
  const count = 3 + shop.below(4);
  const hasSnapshot = shop.onceIn(2);
  filled(shop, count, 16, hasSnapshot);
  // The first L2 table; the snapshot keeps it where there is one, and the disk has a copy.
  const table = hasSnapshot ? 7 + count : 4;
  const [field, host] = shop.pick([
    ['l1[5].offset', shop.pick([1, 2, 3])],
    ['refcount_table[20]', shop.pick([table, table, 3, 4])],
    ['refcount_table[20]', shop.pick([table, table, 3, 4])],
    ['snapshot[0].l1_offset', shop.pick([1, 2, 3, table])],
  ] as const);
  const fields = field.startsWith('snapshot') && !hasSnapshot ? {} : { [field]: host * CLUSTER };
  const entry = `l2[0][${count + 2}]`;
  const test = shop.pick(TESTS.slice(0, 2));
  damaged(shop, { ...fields, [entry]: owned(host) }, test, [writeOf(shop, count + 2)]);
}

/**
 * A table of the image counts as free, and a program needs a cluster: it takes the first one, and
 * is stopped by the table. What the table holds may be lost then, as with QEMU: the cluster is
 * freed again, and discarded.
 */
export function looksFree(shop: Workshop): void {
  for (let round = 0; round < 4; round += 1) overTable(shop);
  mended(shop);
}

function overTable(shop: Workshop): void {
  // An L1 table of one cluster, as that is all that is free before the end of the file.
  const size = shop.pick([2, 4]) * REACH;
  shop.create(TOP, shop.geometry({ clusterSize: CLUSTER, version: 3, size, isLazy: false }));
  const first = new Guest(shop, TOP);
  first.write(0, (3 + shop.below(8)) * CLUSTER);
  first.end('writeback');
  const isEnabled = shop.onceIn(2);
  addBitmap(shop, TOP, 'b', { granularity: shop.pick([CLUSTER, 4096]), isEnabled });
  if (shop.onceIn(3)) takeSnapshot(shop, TOP, 'one');
  const pattern = shop.pattern();
  shop.set(TOP, undefined);
  const [cluster, section] = shop.pick([
    [1, 'refcount table'],
    [2, 'refcount block'],
    ...[[3, 'active L1 table'] as const, [3, 'active L1 table'] as const],
  ] as const);
  shop.add({ poke: { [`refcount[${cluster}]`]: 0 } });
  const promise = isStoppedBy(section);
  // What is written in place needs no cluster, but bitmaps are stored elsewhere as an image closes.
  if (shop.onceIn(2)) {
    const commands = [`write -q -P ${pattern} ${shop.below(3) * CLUSTER} ${CLUSTER}`];
    shop.add({ io: commands, image: TOP, format: 'qcow2' }, 'anything', promise);
    return;
  }
  const path = pathOf(TOP);
  const argv = shop.pick([
    ['bitmap', '--add', path, 'c'],
    ['bitmap', '--clear', path, 'b'],
    ['snapshot', '-c', 'two', path],
  ]);
  shop.add({ img: argv }, 'anything', promise);
}

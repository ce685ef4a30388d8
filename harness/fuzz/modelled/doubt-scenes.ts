// Kinds of workloads in the order `crash-safety=strict` after which nobody can be sure what stands
// on the disk: a flush fails behind what the header was given, and so does what would take it back;
// clusters that a growth cannot count; requests that overtake others; an image out of service.
import { pathOf } from '../../engines/engine.ts';
import { addBitmap, amend, takeSnapshot } from './chores.ts';
import { Guest } from './guest.ts';
import { isHarmless } from './harmless-promise.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const BASE = 'base.qcow2';

/** Data at the beginning of the disk. */
function fill(shop: Workshop, name: string, length: number): void {
  const guest = new Guest(shop, name);
  guest.write(0, length);
  guest.end('writeback');
}

const EIO = { errno: 'EIO', once: 'on' } as const;

/**
 * Rules: behind these events, one after the other, and so many writes, the flush fails that comes
 * next, and where `isTwice` the write behind that.
 */
function cutOff(
  events: readonly string[],
  writes: number,
  isTwice: boolean,
): Readonly<Record<string, unknown>> {
  const chain = [...events, ...Array.from({ length: writes }, () => 'pwritev')];
  const last = chain.length + 1;
  const states = [...chain, 'pwritev'].map((event, index) => ({
    ...{ event, state: index + 1 },
    'new-state': index + 2,
  }));
  return {
    'set-state': states,
    faults: [
      { ...EIO, event: 'pwritev_done', state: last, iotype: 'flush' },
      ...(isTwice ? [{ ...EIO, event: 'pwritev', state: last }] : []),
    ],
    'may-not-fire': true,
  };
}

/** The session with these commands; the image is anybody's behind it, and is made anew. */
function doomed(
  shop: Workshop,
  commands: readonly string[],
  rules: Readonly<Record<string, unknown>>,
): void {
  shop.set(TOP, undefined);
  const io = { io: commands, image: TOP, format: 'qcow2', cache: 'writeback' };
  shop.add({ ...io, ...rules }, 'anything', isHarmless);
}

const writeAt = (shop: Workshop, at: number, length: number): string =>
  `write -q -P ${shop.pattern()} ${at} ${length}`;

/** Lengths and L1 tables that the header may have or not, in sessions that go on. */
export function wavering(shop: Workshop): void {
  shop.isStrict = true;
  for (const [isTable, isTwice] of [
    [false, false],
    [false, true],
    [true, true],
  ] as const) {
    const clusterSize = shop.pick([512, KIB]);
    const reach = (clusterSize * clusterSize) / 8;
    const given = { clusterSize, version: 3, size: reach, isLazy: shop.onceIn(3) } as const;
    shop.create(TOP, shop.geometry(given));
    const count = 24 + shop.below(16);
    fill(shop, TOP, count * clusterSize);
    const length = isTable ? (65 + shop.below(9)) * reach : (4 + shop.below(12)) * clusterSize;
    // In place, and where the caches alone know of it as the table is made.
    const within = writeAt(shop, (16 + shop.below(7)) * clusterSize, 2 * clusterSize);
    const beyond = writeAt(shop, (count + shop.below(8)) * clusterSize, clusterSize);
    doomed(
      shop,
      [...(isTable ? [beyond] : []), `truncate ${length}`, within, 'flush'],
      cutOff(isTable ? ['l1_grow_activate_table'] : [], 1, isTwice),
    );
  }
}

/** Directories of bitmaps, and snapshot tables, that the header may name or not. */
export function naming(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = 32 * clusterSize;
  const given = { clusterSize, version: 3, refcountBits: 16, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given));
  const count = 2 + shop.below(6);
  fill(shop, TOP, count * clusterSize);
  addBitmap(shop, TOP, 'b', { granularity: clusterSize, isEnabled: true });
  // Written in place, so that the close alone takes clusters: for bits, table and directory.
  const clusters = Array.from({ length: 3 }, () => 'cluster_alloc');
  // The directory, counts, the header.
  const commands = [writeAt(shop, shop.below(count) * clusterSize, clusterSize)];
  doomed(shop, commands, cutOff(clusters, 3, true));
  // Programs of old left no lengths in their snapshots; who makes the version newer adds them.
  shop.create(TOP, shop.geometry(given));
  fill(shop, TOP, count * clusterSize);
  const taken = 1 + shop.below(2);
  for (let one = 1; one <= taken; one += 1) {
    takeSnapshot(shop, TOP, `s${one}`);
    fill(shop, TOP, (1 + shop.below(count)) * clusterSize);
  }
  amend(shop, TOP, 'compat=0.10');
  const last = `snapshot[${taken - 1}]`;
  const [id, name] = [`0x3${taken}`, `0x733${taken}`];
  shop.add({
    poke: { [`${last}.extra_data_size`]: 0, [`${last}.id`]: id, [`${last}.name`]: name },
  });
  amend(shop, TOP, 'compat=1.1');
}

/** VM state far behind the disk: a table over more clusters than a few refcount blocks count. */
export function distant(shop: Workshop): void {
  shop.isStrict = true;
  const size = (16 + shop.below(32)) * 512;
  const given = { clusterSize: 512, version: 3, refcountBits: 64, size, isLazy: false } as const;
  // A block cannot be named, or counted by another one; and a table leaves the cache in the way of
  // counts that are taken back, as a block was made meanwhile.
  const places: readonly (readonly [string, number])[] = [
    [shop.pick(['refblock_alloc_hookup', 'refblock_alloc_write']), 1],
    ['refblock_update_part', 1],
    ['refblock_load', 4 + shop.below(3)],
  ];
  for (const [event, blocks] of places) {
    shop.create(TOP, shop.geometry(given));
    fill(shop, TOP, (2 + shop.below(12)) * 512);
    const at = (500 + shop.below(200)) * MIB;
    const states = Array.from({ length: blocks }, (_none, index) => ({
      ...{ event: 'refblock_alloc_hookup', state: index + 1 },
      'new-state': index + 2,
    }));
    const step = { io: [`write -q -b ${at} 512`], image: TOP, format: 'qcow2', cache: 'writeback' };
    const faults = { ...EIO, event, state: blocks + 1 };
    shop.add({ ...step, 'set-state': states, faults, 'may-not-fire': true }, 'one failure at most');
  }
}

/** Zeroes over a write that is stopped on its way, and compressed data that is written late. */
export function overtaking(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([KIB, 4 * KIB, 16 * KIB]);
  const size = 16 * clusterSize;
  shop.create(BASE, shop.geometry({ clusterSize, size }));
  fill(shop, BASE, size);
  const given = { clusterSize, version: 3, refcountBits: 16, size, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given), BASE);
  for (let round = 0; round < 2; round += 1) {
    const { disk } = shop.change(TOP);
    const at = (2 * round + shop.below(2)) * clusterSize;
    const part = at + shop.below(clusterSize / 512) * 512;
    disk.fill(at, clusterSize, 0);
    // Either of the two may come last where both are about a byte.
    disk.doubt(part, 512);
    const stop = shop.pick(['cow_read', 'write_aio', 'cow_write']);
    const late = [`break ${stop} A`, `aio_${writeAt(shop, part, 512)}`, 'wait_break A'];
    const zero = `aio_write -q -z${shop.pick(['', ' -u'])} ${at} ${clusterSize}`;
    const commands = [...late, zero, 'resume A', 'aio_flush'];
    shop.io(TOP, commands, 'writeback');
  }
  const guest = new Guest(shop, TOP);
  const write = (cluster: number): string => {
    const pattern = shop.pattern();
    guest.image.write(cluster * clusterSize, clusterSize, pattern);
    return `write -q -P ${pattern} ${cluster * clusterSize} ${clusterSize}`;
  };
  const file = `file.file.driver=blkdebug,file.file.image.filename=${pathOf(TOP)}`;
  const [first, ...others] = [0, 1, 2, 3].slice(shop.below(2)).map((one) => write(8 + one));
  const before = shop.below(2);
  shop.io(
    TOP,
    [
      ...['close', `open -n -o driver=compress,file.driver=qcow2,${file}`],
      ...others.slice(0, before),
      ...['break write_compressed A', `aio_${first}`, 'wait_break A'],
      ...others.slice(before),
      ...['flush', 'resume A', 'aio_flush'],
    ],
    'writeback',
  );
}

/** The L1 table counts as free, and stops who would take it for bits: the disk is what it was. */
export function halted(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = 32 * clusterSize;
  const given = { clusterSize, version: 3, refcountBits: 16, size, isLazy: false } as const;
  for (let round = 0; round < 2; round += 1) {
    shop.create(TOP, shop.geometry(given));
    const count = 2 + shop.below(8);
    fill(shop, TOP, count * clusterSize);
    addBitmap(shop, TOP, 'b', { granularity: clusterSize, isEnabled: true });
    fill(shop, TOP, (1 + shop.below(count)) * clusterSize);
    const image = shop.change(TOP);
    Object.assign(image, { isDamaged: true, mayBeMarked: true, hasUnsureBitmaps: true });
    // Behind the header, the refcount table and the only block stands the L1 table.
    shop.add({ poke: { 'refcount[3]': 0 } });
    const path = pathOf(TOP);
    const argv = shop.pick([
      ['bitmap', '--add', path, 'c'],
      ['bitmap', '--disable', path, 'b'],
      ['snapshot', '-c', 'one', path],
      ['resize', '-q', '--preallocation=metadata', path, String(size + clusterSize)],
    ]);
    shop.img(argv, 'refused');
  }
  shop.create(TOP, shop.geometry(given));
  fill(shop, TOP, size);
}

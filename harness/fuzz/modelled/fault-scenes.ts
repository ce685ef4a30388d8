// Kinds of workloads about faults and orders: rules of blkdebug of all kinds, writes that fail
// where clusters are kept or stand in a data file, requests that are in flight at one time.
import { followsRules, KINDS_OF_IO } from './blkdebug-promise.ts';
import { takeSnapshot } from './chores.ts';
import { Guest } from './guest.ts';
import { mayLeave } from './order-promise.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;

/** What is damaged is made anew. */
function anew(shop: Workshop): void {
  shop.create(TOP, shop.geometry({ size: 64 * KIB }));
  const guest = new Guest(shop, TOP);
  guest.work(2);
  guest.end();
}

/** Those that come often, and those that come once. */
const EVENTS = [
  ...['none', 'write_aio', 'write_aio', 'read_aio', 'l2_load', 'l2_update', 'l2_alloc_write'],
  ...['l1_update', 'cluster_alloc', 'cow_read', 'cow_write', 'refblock_load', 'flush_to_disk'],
  ...['refblock_update_part', 'pwritev', 'flush_to_os', 'pwritev_done', 'cluster_free'],
] as const;

/** Rules that are sticky or not, of some state, some place or some kind of request. */
export function rules(shop: Workshop): void {
  for (let round = 0; round < 4; round += 1) {
    const { geometry } = shop.create(TOP, shop.geometry());
    const first = new Guest(shop, TOP);
    first.write(0, 3 * geometry.clusterSize);
    first.work(2);
    first.end();
    const guest = new Guest(shop, TOP);
    guest.work(4);
    // Reads need no event that rules are often about, and fail by those that are armed.
    guest.commands.push(`read -q 0 ${geometry.clusterSize}`, `read -q 512 512`);
    shop.set(TOP, undefined);
    const states = shop.onceIn(2) ? [0, 1, 2] : [0];
    const faults = Array.from({ length: 1 + shop.below(3) }, () => ({
      event: shop.pick(EVENTS),
      errno: shop.pick(['EIO', 'ENOSPC']),
      once: shop.pick(['on', 'off', 'off']),
      state: shop.pick(states),
      ...(shop.onceIn(4) ? { immediately: 'on' } : {}),
      ...(shop.onceIn(3) ? { iotype: shop.pick(KINDS_OF_IO) } : {}),
      ...(shop.onceIn(6) ? { sector: shop.below(16) } : {}),
    }));
    const changes = Array.from({ length: states.length > 1 ? 1 + shop.below(2) : 0 }, () => ({
      event: shop.pick(EVENTS),
      state: shop.pick(states),
      'new-state': 1 + shop.below(2),
    }));
    shop.add(
      {
        io: guest.commands,
        image: TOP,
        format: 'qcow2',
        cache: shop.pick(['writeback', 'writethrough']),
        faults,
        ...(changes.length > 0 ? { 'set-state': changes } : {}),
        'may-not-fire': true,
      },
      'anything',
      followsRules,
    );
  }
  anew(shop);
}

/** Writes that fail where zeroes keep their clusters: nothing that is still there may be freed. */
export function kept(shop: Workshop): void {
  const preallocation = shop.pick(['off', 'off', 'metadata'] as const);
  const { geometry } = shop.create(TOP, shop.geometry({ version: 3, preallocation }));
  const { clusterSize } = geometry;
  const count = 3 + shop.below(4);
  const first = new Guest(shop, TOP);
  first.write(0, count * clusterSize);
  first.zero(0, count * clusterSize, false);
  first.end();
  if (shop.onceIn(3)) takeSnapshot(shop, TOP, 'one');
  for (let round = 0; round < 3; round += 1) {
    const guest = new Guest(shop, TOP);
    guest.image.mayLeak = true;
    const at = shop.below(count) * clusterSize + shop.pick([0, 0, clusterSize / 2]);
    const length = shop.pick([clusterSize, 512, 2 * clusterSize]);
    guest.write(at, Math.min(length, guest.image.disk.size - at));
    const [command = ''] = guest.commands;
    shop.add(
      {
        io: [command, command],
        image: TOP,
        format: 'qcow2',
        cache: shop.pick(['writeback', 'writethrough']),
        faults: { event: 'write_aio', errno: shop.pick(['EIO', 'ENOSPC']), once: 'on' },
      },
      'one failure',
    );
    const next = new Guest(shop, TOP);
    next.work(1);
    if (shop.onceIn(2)) next.zero(0, count * clusterSize, false);
    next.end();
  }
}

/** Nothing can be written to the data file: the image gets no entries, and loses no clusters. */
export function lostData(shop: Workshop): void {
  const given = { version: 3, dataFile: 't.data', isDataRaw: shop.onceIn(3) } as const;
  const { geometry } = shop.create(TOP, shop.geometry(given));
  const { clusterSize } = geometry;
  const first = new Guest(shop, TOP);
  first.write(8 * clusterSize, 2 * clusterSize);
  first.end();
  for (let round = 0; round < 4; round += 1) {
    const image = shop.change(TOP);
    const count = 1 + shop.below(3);
    const commands = Array.from({ length: count }, () => {
      const at = shop.below(12) * clusterSize + shop.pick([0, 0, 512]);
      const length = Math.min(shop.pick([1, 1, 2]) * clusterSize, image.disk.size - at);
      // What was there may be written in part.
      image.disk.doubt(at, length);
      return `write -q -P ${shop.pattern()} ${at} ${length}`;
    });
    shop.add(
      {
        io: commands,
        image: TOP,
        format: 'qcow2',
        cache: shop.pick(['writeback', 'writethrough']),
        faults: { event: 'none', errno: 'EIO', iotype: 'write' },
        'faults-at': 't.data',
      },
      'anything',
      ({ text }) => {
        const failed = text.split('\n').filter((line) => / failed/.test(line)).length;
        const words = `${failed} of ${count} writes failed`;
        return failed === count ? [] : [{ relation: 'text', words }];
      },
    );
    const next = new Guest(shop, TOP);
    // They lose their places again, so that the next writes need some.
    next.discard(0, 12 * clusterSize);
    next.work(1, ['write', 'zero', 'discard']);
    next.end();
  }
}

/** Two writes of one place, neither of which waits for the other. */
export function inFlight(shop: Workshop): void {
  const { geometry } = shop.create(TOP, shop.geometry());
  const { clusterSize } = geometry;
  const first = new Guest(shop, TOP);
  first.write(0, 8 * clusterSize);
  first.end();
  for (let round = 0; round < 4; round += 1) {
    const image = shop.change(TOP);
    const at = shop.below(7) * clusterSize + shop.pick([0, 0, clusterSize / 2]);
    const length = shop.pick([512, clusterSize]);
    const patterns = [1 + shop.below(100), 101 + shop.below(100)];
    const [one, other] = patterns.map((pattern) => `write -q -P ${pattern} ${at} ${length}`);
    image.write(at, length, patterns[1] ?? 0);
    image.disk.doubt(at, length);
    const commands = shop.pick([
      [`aio_${one}`, `aio_${other}`, 'aio_flush'],
      [`aio_${one}`, `${other}`, 'aio_flush'],
    ]);
    // The table is there before, so that none of them waits for it.
    const io = [`read -q ${at} 512`, ...commands];
    const step = { io, image: TOP, format: 'qcow2', cache: 'writeback' };
    shop.add(step, 'done', mayLeave(at, patterns));
  }
  const after = new Guest(shop, TOP);
  after.work(2);
  after.end();
}

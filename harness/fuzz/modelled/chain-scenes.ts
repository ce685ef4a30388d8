// Kinds of workloads about several images, damage and its repair, and requests that meet.
import { BLKDEBUG_EVENTS } from '../../../engine/index.ts';
import { pathOf } from '../../engines/engine.ts';
import { commit, rebase, takeSnapshot } from './chores.ts';
import { Guest, soil, VERBS } from './guest.ts';
import { ModelImage } from './model-image.ts';
import { optionsOf, TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const NAMES = ['base.qcow2', 'mid.qcow2', TOP] as const;

/** Each image on the one before, of any length. */
function chain(shop: Workshop, names: readonly string[]): void {
  names.forEach((name, index) => {
    const hasSubclusters = shop.onceIn(3);
    const given = hasSubclusters ? { hasSubclusters, version: 3 as const } : {};
    const geometry = shop.geometry({
      ...given,
      size: (index + 2) * shop.pick([20, 32, 50, 64, 80]) * KIB + shop.pick([0, 0, 512]),
    });
    shop.create(name, geometry, names[index - 1]);
    if (shop.onceIn(4)) soil(shop, name);
    const guest = new Guest(shop, name);
    // Where each byte below is data, whatever shows through is seen.
    if (index === 0 && shop.onceIn(2)) guest.write(0, guest.image.disk.size);
    guest.work(index === 0 ? 6 : 4);
    if (shop.onceIn(3)) guest.write(guest.image.disk.size - KIB, KIB);
    guest.end('writeback');
  });
}

/** Commits, of both kinds and to any depth. */
export function commits(shop: Workshop): void {
  const names = shop.onceIn(2) ? NAMES : [NAMES[0], TOP];
  chain(shop, names);
  const isLong = names.length > 2;
  const isDeep = shop.onceIn(2);
  const base = isLong && !shop.onceIn(3) ? NAMES[0] : (names.at(-2) ?? '');
  // What is between reads otherwise afterwards, and is no longer looked at.
  if (isLong && (isDeep || base === NAMES[0])) shop.set('mid.qcow2', undefined);
  commit(shop, TOP, isDeep ? NAMES[0] : base, { isDeep, keeps: !isDeep && shop.onceIn(4) });
  const guest = new Guest(shop, TOP);
  guest.work(3);
  guest.end();
  if (!isLong || base !== NAMES[0]) {
    const to = shop.image(TOP).backing ?? NAMES[0];
    commit(shop, TOP, to, { isDeep: false, keeps: false });
  }
}

/** Rebases onto shorter and longer images, with and without anything in common, and onto none. */
export function rebases(shop: Workshop): void {
  chain(shop, NAMES);
  const other = shop.create(
    'other.qcow2',
    shop.geometry({ size: shop.pick([64, 150, 256]) * KIB }),
  );
  const guest = new Guest(shop, 'other.qcow2');
  guest.write(0, Math.min(other.disk.size, 30 * KIB));
  guest.work(4);
  guest.end('writeback');
  for (const onto of shop.pick([
    [NAMES[0], undefined],
    ['other.qcow2', NAMES[0]],
    ['other.qcow2', undefined],
    [undefined],
    [NAMES[0], NAMES[1]],
  ])) {
    rebase(shop, TOP, onto);
    const again = new Guest(shop, TOP);
    again.work(2);
    again.end();
  }
}

/** Writes, zeroes and discards over a backing file that is longer or shorter. */
export function backed(shop: Workshop): void {
  chain(shop, [NAMES[0], TOP]);
  for (let round = 0; round < 4; round += 1) {
    const guest = new Guest(shop, TOP);
    guest.work(3);
    guest.end();
    if (round === 1 && shop.onceIn(2)) takeSnapshot(shop, TOP, 'one');
    if (round === 2) {
      const image = shop.image(TOP);
      const bytes = image.disk.size + shop.pick([512, 8 * KIB, 90 * KIB]);
      if (image.geometry.version === 2 && image.snapshots.length > 0) continue;
      const grown = new Guest(shop, TOP);
      grown.truncate(bytes);
      grown.read(image.disk.size);
      grown.work(2);
      grown.end();
    }
  }
}

/** Refcounts and flags that are wrong, and their repair. */
export function repairs(shop: Workshop): void {
  // A block is about 64 clusters then: a repair makes many of them.
  const isWide = shop.onceIn(2);
  const wide = { clusterSize: 512, version: 3, refcountBits: 64 } as const;
  const size = 128 * KIB;
  const { geometry } = shop.create(TOP, shop.geometry({ size, ...(isWide ? wide : {}) }));
  const first = new Guest(shop, TOP);
  first.work(5);
  first.write(0, (isWide ? shop.pick([40, 90, 150, 200]) : 2) * geometry.clusterSize);
  if (isWide) first.discard(shop.below(40) * 512, shop.pick([1, 8, 40]) * 512);
  first.end();
  if (shop.onceIn(2)) takeSnapshot(shop, TOP, 'one');
  for (let round = 0; round < 3; round += 1) {
    shop.change(TOP).isDamaged = true;
    let form = ['--output=json'];
    const isShared = shop.image(TOP).snapshots.length > 0 && shop.onceIn(2);
    // With other clusters said to be free, data would be lost.
    if (isShared) ownedAlone(shop);
    else if (shop.onceIn(2)) overMetadata(shop, round === 0 ? 5 : 1);
    else {
      const fields = Array.from({ length: 1 + shop.below(3) }, () => damage(shop));
      shop.add({ poke: Object.fromEntries(fields) });
      // How often an entry is wrong that leads into a cluster, the audit counts otherwise.
      if (fields.some(([field]) => /^l2.*\]$/.test(field))) form = [];
    }
    shop.img(['check', '-f', 'qcow2', ...form, pathOf(TOP)], 'either');
    if (isShared || shop.onceIn(3)) {
      shop.img(['check', '-f', 'qcow2', '-r', 'leaks', pathOf(TOP)], 'either');
    }
    Object.assign(shop.change(TOP), { isDamaged: false, mayBeMarked: false });
    shop.img(['check', '-f', 'qcow2', '-r', 'all', pathOf(TOP)], 'either');
    const guest = new Guest(shop, TOP);
    guest.work(3);
    guest.end();
  }
}

/** What a snapshot shares counts once: by its flags it is shared, and by its refcount it is not. */
function ownedAlone(shop: Workshop): void {
  const clusters = new Set(Array.from({ length: 6 }, () => 4 + shop.below(20)));
  shop.add({
    poke: Object.fromEntries([...clusters].map((cluster) => [`refcount[${cluster}]`, 1])),
  });
}

/**
 * A write into a new cluster, after one of the first ones was said to be free: those are tables,
 * and but for the header may be data once a repair has built refcounts anew.
 */
function overMetadata(shop: Workshop, clusters: number): void {
  const image = shop.change(TOP);
  image.mayBeMarked = true;
  const { clusterSize } = image.geometry;
  const cluster = shop.below(clusters);
  // A new L2 table that is refused is discarded, as with QEMU, and the table in its way with it.
  const needsTable = image.snapshots.length > 0 || clusterSize ** 2 / 8 < image.disk.size;
  shop.add({ poke: { [`refcount[${needsTable ? cluster % 3 : cluster}]`]: 0 } });
  const [at, pattern] = [image.disk.size - 2 * clusterSize, shop.pattern()];
  image.write(at, clusterSize, pattern);
  image.disk.doubt(at, clusterSize);
  const command = shop.pick([`write -q -P ${pattern}`, `write -q -z`]);
  shop.io(TOP, [`${command} ${at} ${clusterSize}`], 'writeback', 'either');
}

function damage(shop: Workshop): readonly [string, number] {
  const { geometry, disk, snapshots } = shop.image(TOP);
  const most = 2 ** Math.min(geometry.refcountBits, 8) - 1;
  const isAlone = geometry.clusterSize > 512 && snapshots.length === 0;
  if (isAlone && geometry.version === 3 && shop.onceIn(5)) {
    // Zeroes with a place that no cluster can have: bit 0 says zeroes.
    const cluster = shop.below(4);
    disk.fill(cluster * geometry.clusterSize, geometry.clusterSize, 0);
    return [`l2[0][${cluster}]`, (8 + shop.below(8)) * geometry.clusterSize + 512 + 1];
  }
  return shop.pick([
    [`refcount[${shop.below(24)}]`, Math.min(most, shop.below(3))],
    [`refcount[${shop.below(24)}]`, Math.min(most, 2 + shop.below(3))],
    [`refcount[${3 + shop.below(40)}]`, 1],
    [`refcount[${3 + shop.below(12)}]`, 0],
    [`l2[0][${shop.below(3)}].copied`, shop.below(2)],
    ['l1[0].copied', shop.below(2)],
    ['header.incompatible_features.dirty', geometry.version === 3 ? 1 : 0],
  ] as const);
}

const FAILING = [
  ...['write_aio', 'read_aio', 'cow_read', 'cow_write', 'cluster_alloc', 'l2_load', 'l2_update'],
  ...['l2_alloc_write', 'l1_update', 'refblock_alloc_write', 'refblock_update_part', 'pwritev'],
  ...['refblock_load', 'refblock_alloc_hookup', 'flush_to_os', 'flush_to_disk', 'pwritev_zero'],
].filter((event) => BLKDEBUG_EVENTS.some((known) => known === event));

/** One I/O fails at an event, and what failed is asked for once more. */
export function failing(shop: Workshop): void {
  const hasData = shop.onceIn(2);
  shop.create(TOP, shop.geometry(hasData ? { version: 3, dataFile: 't.data' } : {}));
  if (shop.onceIn(2)) soil(shop, TOP);
  const first = new Guest(shop, TOP);
  first.work(3);
  first.end();
  for (let round = 0; round < 4; round += 1) {
    const guest = new Guest(shop, TOP);
    guest.image.mayLeak = true;
    guest.work(1, ['write', 'write', 'zero', 'unmap']);
    const [command = ''] = guest.commands;
    const event = shop.pick(['write_aio', ...FAILING]);
    // Data that a guest writes comes by there each time.
    const isMet = event === 'write_aio' && command.includes(' -P ') && !hasData;
    shop.add(
      {
        io: [command, command, command],
        image: TOP,
        format: 'qcow2',
        cache: shop.pick(['writeback', 'writethrough']),
        faults: { event, errno: shop.pick(['EIO', 'ENOSPC']), once: 'on' },
        'may-not-fire': true,
      },
      isMet ? 'one failure' : 'one failure at most',
    );
    const next = new Guest(shop, TOP);
    next.work(2);
    next.end();
  }
}

/** Copies of an image, by programs that are swept as others are. */
export function copies(shop: Workshop): void {
  if (shop.onceIn(2)) chain(shop, [NAMES[0], TOP]);
  else {
    shop.create(TOP, shop.geometry({ size: shop.pick([32, 64, 100]) * KIB }));
    const guest = new Guest(shop, TOP);
    guest.work(5);
    guest.end();
  }
  const source = shop.image(TOP);
  for (let copied = 0; copied < 3; copied += 1) {
    const name = `copy${copied}.qcow2`;
    const geometry = shop.geometry({ size: source.disk.size, isLazy: false });
    const copy = new ModelImage(geometry);
    copy.disk = source.disk.copy();
    copy.isAllOwned = true;
    shop.set(name, copy);
    const isSmall = geometry.clusterSize > 512 && shop.onceIn(3);
    shop.img([
      ...['convert', '-O', 'qcow2', '-o', optionsOf(geometry), ...(isSmall ? ['-c'] : [])],
      ...shop.pick([[], [], ['-S', '0'], ['-W'], ['-m', '1'], ['-S', '4k']]),
      ...[pathOf(TOP), pathOf(name)],
    ]);
    const guest = new Guest(shop, name);
    guest.work(2);
    guest.end();
  }
}

const STOPS = [
  ...['write_aio', 'cow_read', 'cow_write', 'cluster_alloc', 'cluster_alloc_space', 'l2_load'],
  ...['l2_update', 'l2_alloc_write', 'refblock_alloc', 'pwritev', 'pwritev_zero', 'pwritev_done'],
].filter((event) => BLKDEBUG_EVENTS.some((known) => known === event));

/** Requests in flight at one time: what two of them write may be either. */
export function meeting(shop: Workshop): void {
  const hasSubclusters = shop.onceIn(4);
  const given = hasSubclusters ? { hasSubclusters, version: 3 as const } : {};
  shop.create(TOP, shop.geometry(given));
  if (shop.onceIn(2)) soil(shop, TOP);
  const before = new Guest(shop, TOP);
  before.work(3);
  before.end();
  if (shop.onceIn(3)) takeSnapshot(shop, TOP, 'one');
  const rounds = 5;
  for (let round = 0; round < rounds; round += 1) together(shop);
  const after = new Guest(shop, TOP);
  after.work(2, VERBS);
  after.end();
}

function together(shop: Workshop): void {
  const image = shop.change(TOP);
  const { clusterSize, hasSubclusters } = image.geometry;
  const unit = hasSubclusters ? clusterSize / 32 : clusterSize;
  const base = shop.pick([0, 1, 2, 3, 20, 40]) * clusterSize;
  const asked: { at: number; length: number }[] = [];
  const request = (): string => {
    const at = base + shop.pick([0, 0, 512, unit / 2, unit, clusterSize, clusterSize + 512]);
    const length = shop.pick([512, unit / 2, unit, clusterSize, 2 * clusterSize]);
    const kinds = ['aio_write', 'aio_write', 'aio_write', 'aio_write -z', 'aio_write -z -u'];
    const kind = shop.pick([...kinds, 'aio_read']);
    const end = Math.min(at + length, image.disk.size);
    if (end <= at) return `aio_read -q 0 512`;
    if (kind === 'aio_read') return `${kind} -q ${at} ${end - at}`;
    const pattern = kind === 'aio_write' ? shop.pattern() : 0;
    image.write(at, end - at, pattern);
    for (const other of asked) {
      const [from, to] = [Math.max(at, other.at), Math.min(end, other.at + other.length)];
      // Blocks are written as one: what meets in one may be either there.
      if (from < to) image.disk.doubt(from, to - from);
    }
    asked.push({ at, length: end - at });
    return `${kind} -q${kind === 'aio_write' ? ` -P ${pattern}` : ''} ${at} ${end - at}`;
  };
  if (shop.onceIn(3)) {
    const requests = Array.from({ length: 2 + shop.below(3) }, request);
    shop.io(TOP, [...requests, 'aio_flush'], 'writeback', 'either');
    return;
  }
  const event = shop.pick(STOPS);
  const commands = [
    `break ${event} A`,
    ...Array.from({ length: 2 + shop.below(2) }, request),
    'sleep 12',
    'resume A',
    'sleep 12',
    'remove_break A',
    'aio_flush',
  ];
  // A breakpoint that stopped nobody, or is gone, is told as an error.
  shop.io(TOP, commands, 'writeback', 'either');
}

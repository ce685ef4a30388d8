// Kinds of workloads about what tools tell as done: copies and flushes that a loss of power
// follows, commits whose image cannot be emptied, disks of large sectors, ends of disks behind
// which something stands or a longer backing file would show.
import { pathOf } from '../../engines/engine.ts';
import { rebase, resize } from './chores.ts';
import { Guest } from './guest.ts';
import { PlainWorld } from './judge-world.ts';
import { ModelImage } from './model-image.ts';
import type { StepPromise } from './step-promise.ts';
import { optionsOf, TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const BASE = 'base.qcow2';
const MID = 'mid.qcow2';
const COPY = 'landed.qcow2';

/** The same file below blkdebug, with the rules of the step. */
const through = (name: string): string => `blkdebug:TEST_DIR/blkdebug.conf:${pathOf(name)}`;

/** Some data in the whole disk, of two patterns, and zeroes in the middle. */
function fillAll(shop: Workshop, name: string): void {
  const guest = new Guest(shop, name);
  const { size } = guest.image.disk;
  guest.write(0, size);
  guest.write(0, Math.floor(size / 1024) * 512);
  guest.zero(shop.below(8) * 2 * KIB, (1 + shop.below(8)) * KIB, shop.onceIn(2));
  guest.end('writeback');
}

const FULL = { event: 'write_aio', errno: 'ENOSPC', once: 'on' };

/** What keeps a copy that is written from the disk: the tables that name it, the last flush. */
const UNWRITTEN = [
  { event: 'l2_update', errno: 'EIO', once: 'off' },
  { event: 'flush_to_disk', iotype: 'flush', errno: 'EIO', once: 'off' },
] as const;

/**
 * Copies that fail where they land and are made again, and the power goes: what is told as copied
 * is on the disk, and so is what a program has flushed that another one wrote and was killed.
 */
export function landing(shop: Workshop): void {
  shop.isStrict = true;
  const size = shop.pick([16, 24, 32]) * KIB;
  shop.create(TOP, shop.geometry({ size, version: 3, isLazy: false }));
  fillAll(shop, TOP);
  const { disk } = shop.image(TOP);
  const target = shop.create(COPY, shop.geometry({ size, version: 3, isLazy: false }));
  const argv = ['convert', '-n', '-m', String(1 + shop.below(4)), '-O', 'qcow2', pathOf(TOP)];
  shop.set(COPY, undefined);
  for (const faults of [FULL, shop.pick(UNWRITTEN)]) {
    shop.add({ img: [...argv, through(COPY)], faults }, 'refused');
  }
  const copied = target.copy();
  Object.assign(copied, { disk: disk.copy(), isAllOwned: true, mayLeak: true });
  shop.set(COPY, copied);
  shop.img([...argv, pathOf(COPY)]);
  shop.add({ 'crash-recorder': 'on' });
  const fresh = new ModelImage(shop.geometry({ size, isLazy: false }));
  fresh.disk = disk.copy();
  fresh.isAllOwned = true;
  shop.set('fresh.qcow2', fresh);
  const cache = shop.pick([[], [], ['-t', 'unsafe'], ['-t', 'writeback']]);
  shop.img([
    ...['convert', '-O', 'qcow2', ...cache, '-o', optionsOf(fresh.geometry)],
    ...[pathOf(TOP), pathOf('fresh.qcow2')],
  ]);
  shop.add({ 'power-cut': 'all-lost' });
  shop.add({ 'crash-recorder': 'on' });
  const killed = new Guest(shop, TOP);
  // It has its place already, so that no table changes.
  const at = size - (1 + shop.below(8)) * 512;
  killed.write(at, size - at);
  killed.start('sigraise 9');
  const io = { io: killed.commands, image: TOP, format: 'qcow2', cache: 'writeback' };
  shop.add({ ...io, status: 137 }, 'either');
  const next = new Guest(shop, TOP);
  next.read(at);
  next.start('flush');
  shop.io(TOP, next.commands, 'writeback');
  shop.add({ 'power-cut': 'all-lost' });
}

/** Single clusters of data, anywhere. */
function scatter(shop: Workshop, name: string, count: number): void {
  const guest = new Guest(shop, name);
  const { clusterSize } = guest.image.geometry;
  const clusters = Math.floor(guest.image.disk.size / clusterSize);
  for (let done = 0; done < count; done += 1) {
    guest.write(shop.below(clusters) * clusterSize, clusterSize);
  }
  guest.end('writeback');
}

/** A commit whose image cannot be emptied the first time, and one past the image between. */
export function draining(shop: Workshop): void {
  shop.isStrict = true;
  const size = shop.pick([32, 48, 64]) * KIB;
  shop.create(BASE, shop.geometry({ size, isLazy: false }));
  scatter(shop, BASE, 3);
  shop.create(MID, shop.geometry({ size, isLazy: false }), BASE);
  scatter(shop, MID, 3);
  // Without a dirty bit it is emptied cluster by cluster.
  shop.create(TOP, shop.geometry({ size, version: 2 }), MID);
  scatter(shop, TOP, 4);
  const takes = (name: string): void => {
    const lower = shop.change(name);
    lower.disk.take(shop.image(TOP).disk);
    lower.isAllOwned = true;
  };
  takes(MID);
  shop.change(TOP).mayLeak = true;
  const rules = { event: 'l2_update', errno: 'EIO', once: 'off' };
  shop.add({ commit: { image: TOP }, faults: rules }, 'refused');
  shop.add({ commit: { image: TOP } });
  scatter(shop, TOP, 2);
  takes(BASE);
  // The base has changed below it: it is no longer good for anything.
  shop.set(MID, undefined);
  shop.add({ commit: { image: TOP, base: BASE } });
}

/** Writes and resizes on a disk whose sectors are larger than what they change. */
export function sectors(shop: Workshop): void {
  shop.isStrict = true;
  const align = shop.pick([512, 4096, 4096]);
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = shop.pick([16, 32]) * KIB;
  shop.create(TOP, shop.geometry({ size, clusterSize, isLazy: false }));
  const first = new Guest(shop, TOP);
  first.write(0, (2 + shop.below(4)) * clusterSize);
  first.end('writeback');
  for (let round = 0; round < 2; round += 1) {
    const guest = new Guest(shop, TOP);
    const file = `file.driver=blkdebug,file.align=${align},file.image.filename=${pathOf(TOP)}`;
    guest.start('close');
    guest.start(`open -o driver=qcow2,${file}`);
    guest.write(shop.below(4 * clusterSize), shop.pick([77, 512, clusterSize + 100]));
    guest.work(1, ['write', 'zero', 'discard']);
    shop.io(TOP, guest.commands, 'writeback');
    const image = shop.change(TOP);
    const longer = image.disk.size + shop.pick([1, 3]) * clusterSize;
    image.resize(longer);
    const options = { driver: 'blkdebug', align, image: { driver: 'file', filename: pathOf(TOP) } };
    const name = `json:${JSON.stringify({ driver: 'qcow2', file: options })}`;
    shop.img(['resize', '-q', name, String(longer)]);
  }
}

/**
 * VM state behind a disk that becomes shorter, and a growth into one more table that is taken back
 * at once.
 */
export function receding(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, 512, KIB]);
  const reach = (clusterSize * clusterSize) / 8;
  const size = (2 + shop.below(2)) * reach;
  shop.create(TOP, shop.geometry({ version: 3, clusterSize, size, isLazy: false }));
  const first = new Guest(shop, TOP);
  first.write(0, shop.pick([512, 2 * clusterSize]));
  first.write(size - 2 * clusterSize, clusterSize);
  first.saveState(0, shop.pick([512, 2 * clusterSize]));
  first.readState();
  first.end('writeback');
  resize(shop, TOP, size - reach + shop.pick([0, 0, 512, clusterSize]));
  scatter(shop, TOP, 2);
  // A table of subclusters reaches so far that no model holds the disk.
  const large = 'large.qcow2';
  const end = (1 + shop.below(3)) * 16 * KIB * KIB;
  const options = 'extended_l2=on,cluster_size=16k';
  shop.img(['create', '-q', '-f', 'qcow2', '-o', options, pathOf(large), String(end)]);
  const io = { image: large, format: 'qcow2', cache: 'writeback' };
  shop.add({ io: [`write -q -P ${shop.pattern()} 0 4k`], ...io });
  const more = end + shop.pick([512, 16 * KIB, 40 * KIB]);
  const less = end - shop.pick([512, 16 * KIB, KIB * KIB]);
  shop.add({ io: [`truncate -m falloc ${more}`, `truncate ${less}`], ...io });
}

/** No cluster between these bytes of the disk holds data. */
const staysThin =
  (name: string, from: number, to: number): StepPromise =>
  ({ engine }) => {
    const image = new PlainWorld(engine).image(name);
    const { clusterSize } = image;
    const start = Math.ceil(from / clusterSize) * clusterSize;
    const end = Math.floor(to / clusterSize) * clusterSize;
    const taken = [...image.runs(image.active)].find(
      ({ at, length, kind }) => kind === 'data' && at < end && at + length > start,
    );
    const words = `${name}: what reads as zeroes at ${taken?.at} takes room`;
    return taken === undefined ? [] : [{ relation: 'thin', words }];
  };

/** A thin disk whose backing file ends early gets a longer one, and zeroes that take no room. */
export function thinning(shop: Workshop): void {
  const size = shop.pick([64, 100, 160]) * KIB;
  const short = size - shop.pick([20, 24, 40]) * KIB - shop.pick([0, 512]);
  shop.create(BASE, shop.geometry({ size: short }));
  fillAll(shop, BASE);
  // Version 2 has no zeroes that take none.
  shop.create(TOP, shop.geometry({ version: 3, size: size + shop.pick([0, 0, 4 * KIB]) }), BASE);
  const guest = new Guest(shop, TOP);
  guest.write(shop.below(short / 1024) * 512, shop.pick([512, 2 * KIB]));
  guest.end('writeback');
  const longer = 'longer.qcow2';
  shop.create(longer, shop.geometry({ size }));
  const below = new Guest(shop, longer);
  below.write(0, size);
  below.end('writeback');
  rebase(shop, TOP, longer);
  const last = shop.steps.pop();
  if (last !== undefined) shop.add(last.text, 'done', staysThin(TOP, short, size));
  scatter(shop, TOP, 2);
  rebase(shop, TOP, undefined);
}

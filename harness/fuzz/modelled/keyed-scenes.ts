// Kinds of workloads on images that are encrypted: those of plain ones, with a key, and what only
// hurts there: zeroes that are none once they are decrypted, and bytes beside a write.
import { pathOf } from '../../engines/engine.ts';
import { KEY_ID } from '../../engines/encrypted-argv.ts';
import { PlainError } from '../../oracle/plain-image.ts';
import { amend, resize, takeSnapshot } from './chores.ts';
import { backed, commits, copies, meeting, rebases } from './chain-scenes.ts';
import { Guest, type Verb } from './guest.ts';
import { type Broken, PlainWorld } from './judge-world.ts';
import { isWholeWhenKeyed } from './keyed-promise.ts';
import type { ModelDisk } from './model-disk.ts';
import { ModelImage } from './model-image.ts';
import { amending, lengths, mixed, snapshots, subclusters, vmState } from './scenes.ts';
import type { StepPromise } from './step-promise.ts';
import { optionsOf, TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const BASE = 'base.qcow2';
const POURED = 'poured.qcow2';

/** How sectors are encrypted, and keys made: key material of each is short. */
const CIPHERS = [
  'cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=essiv,hash-alg=sha1',
  'cipher-alg=aes-256,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=md5,hash-alg=sha512',
  'cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=plain,hash-alg=sha224',
  'cipher-alg=aes-128,cipher-mode=xts,ivgen-alg=plain64,hash-alg=sha256',
  'cipher-alg=aes-128,cipher-mode=ctr,ivgen-alg=plain64,hash-alg=sha384',
  // Keys longer than a digest are split in pieces of that length.
  'cipher-alg=aes-256,cipher-mode=cbc,ivgen-alg=plain64,hash-alg=sha1',
] as const;

/** One of them, each option with `prefix` in front. */
export const someCipher = (shop: Workshop, prefix = ''): string =>
  shop
    .pick(CIPHERS)
    .split(',')
    .map((option) => prefix + option)
    .join(',');

/** TOP will be encrypted. */
export function encrypt(
  shop: Workshop,
  method = shop.pick(['aes', 'luks', 'luks'] as const),
): void {
  const options = method === 'aes' ? '' : someCipher(shop, 'encrypt.');
  shop.encryption = { method, options };
}

/** The same scene with an encrypted image, which is whole from its first moment on. */
const keyed =
  (scene: (shop: Workshop) => void, method?: 'aes' | 'luks') =>
  (shop: Workshop): void => {
    encrypt(shop, method);
    scene(shop);
    const at = shop.steps.findIndex(({ after }) => after.has(TOP));
    const step = shop.steps[at];
    if (step !== undefined) shop.steps[at] = { ...step, promise: isWholeWhenKeyed(TOP) };
  };

/** What an amend to version 2 writes as zeroes is none in QEMU's order: case 804. */
function amendingStrictly(shop: Workshop): void {
  shop.isStrict = true;
  amending(shop);
}

/** Parts of sectors and of clusters, new ones and such as are there, alone or shared. */
function edges(shop: Workshop): void {
  const clusterSize = shop.pick([KIB, 4 * KIB, 4 * KIB]);
  const size = 24 * clusterSize;
  const hasBacking = shop.onceIn(2);
  if (hasBacking) {
    shop.create(BASE, shop.geometry({ size, clusterSize }));
    const below = new Guest(shop, BASE);
    below.write(0, size);
    below.end('writeback');
  }
  const backing = hasBacking ? BASE : undefined;
  shop.create(TOP, shop.geometry({ size, clusterSize, version: 3 }), backing);
  const first = new Guest(shop, TOP);
  first.write(0, 6 * clusterSize);
  first.end('writeback');
  if (shop.onceIn(2)) takeSnapshot(shop, TOP, 'one');
  for (let round = 0; round < 3; round += 1) {
    const guest = new Guest(shop, TOP);
    const cluster = shop.pick([0, 2, 5, 8, 12]);
    const at = cluster * clusterSize + shop.below(clusterSize);
    guest.write(at, shop.pick([1, 77, 512, 700, clusterSize]));
    guest.read(at);
    guest.read(Math.max(0, at - 1));
    if (round === 1) guest.zero(at + clusterSize, shop.pick([77, 700]), false);
    guest.end();
  }
}

/** Preallocated clusters of a disk that is new, or grows: they are zeroes in the strict order. */
function hiding(shop: Workshop): void {
  shop.isStrict = true;
  const preallocation = shop.pick(['metadata', 'falloc', 'full'] as const);
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = shop.pick([16, 33, 64]) * KIB;
  const isPlain = shop.onceIn(3);
  const given = { size, clusterSize, version: 3, isLazy: false } as const;
  shop.create(TOP, shop.geometry({ ...given, preallocation: isPlain ? 'off' : preallocation }));
  for (let round = 0; round < 3; round += 1) {
    const guest = new Guest(shop, TOP);
    guest.read(0);
    guest.write(0, shop.pick([512, clusterSize]));
    guest.work(2);
    guest.end();
    const { disk } = shop.image(TOP);
    const longer = disk.size + shop.pick([512, 3 * clusterSize, 20 * KIB]);
    resize(shop, TOP, longer, shop.pick(['metadata', 'falloc', 'full']));
    const grown = new Guest(shop, TOP);
    grown.read(disk.size);
    grown.read(longer - 1);
    grown.end();
  }
}

const BESIDE: readonly Verb[] = ['write', 'zero', 'zero', 'discard'];

/** Zeroes over a backing file that become clusters of zeroes, as version 2 has no other ones. */
function thawing(shop: Workshop): void {
  shop.isStrict = true;
  const clusterSize = shop.pick([512, KIB, 4 * KIB]);
  const size = shop.pick([12, 20, 33]) * clusterSize;
  shop.create(BASE, shop.geometry({ size }));
  const below = new Guest(shop, BASE);
  below.write(0, size);
  below.end('writeback');
  const given = { size, clusterSize, version: 3, refcountBits: 16, isLazy: false } as const;
  shop.create(TOP, shop.geometry(given), BASE);
  for (let round = 0; round < 2; round += 1) {
    const guest = new Guest(shop, TOP);
    const some = (most: number): number => (1 + shop.below(most)) * clusterSize;
    guest.write(some(4), some(3));
    guest.zero(some(8), some(3), shop.onceIn(2));
    // A cluster that keeps its place.
    guest.write(0, clusterSize);
    guest.zero(0, clusterSize, false);
    guest.work(2, BESIDE);
    guest.end();
    amend(shop, TOP, 'compat=0.10');
    const old = new Guest(shop, TOP);
    old.read(0);
    old.work(1, ['write', 'read']);
    old.end();
    if (round === 0) amend(shop, TOP, 'compat=1.1');
  }
}

/** A copy into an image that is there: what reads as zeroes in its source does so in it. */
function pouring(shop: Workshop): void {
  const size = shop.pick([16, 32, 64]) * KIB;
  const source = 'source.qcow2';
  shop.create(source, shop.geometry({ size }));
  const guest = new Guest(shop, source);
  guest.write(shop.below(16) * 512, shop.pick([512, 4 * KIB]));
  guest.work(3);
  guest.end('writeback');
  const preallocation = shop.pick(['off', 'metadata', 'metadata', 'falloc', 'full'] as const);
  shop.create(TOP, shop.geometry({ size, version: 3, preallocation, isLazy: false }));
  const image = shop.change(TOP);
  image.disk = shop.image(source).disk.copy();
  image.isAllOwned = true;
  const how = shop.pick([[], ['-W'], ['-S', '0'], ['-m', '2']]);
  const copies = ['convert', ...how, '-f', 'qcow2', '-O', 'qcow2'];
  shop.img([...copies, '-n', pathOf(source), pathOf(TOP)]);
  // And one that it makes.
  const made = new ModelImage(shop.geometry({ size, version: 3, preallocation, isLazy: false }));
  const { disk } = shop.image(source);
  Object.assign(made, { disk: disk.copy(), encryption: 'luks', isAllOwned: true });
  shop.set(POURED, made);
  const keys = `encrypt.format=luks,encrypt.key-secret=${KEY_ID},encrypt.iter-time=0`;
  const options = [optionsOf(made.geometry), keys, someCipher(shop, 'encrypt.')].join(',');
  shop.img([...copies, '-o', options, pathOf(source), pathOf(POURED)]);
  const after = new Guest(shop, TOP);
  after.work(2);
  after.end();
}

const OLD = 'old.qcow2';

/** The image, read with that password, holds the disk. */
const holdsWith =
  (name: string, password: string, disk: ModelDisk): StepPromise =>
  ({ engine }): readonly Broken[] => {
    const tell = (words: string): Broken[] => [{ relation: 'old method', words }];
    try {
      const at = disk.differs(new PlainWorld(engine, [password]).read(name));
      return at === undefined ? [] : tell(`${name} holds something else at ${at}`);
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      return tell(error.message);
    }
  };

/** Of a password the old method takes 16 bytes, and of a shorter one all. */
function lengthy(shop: Workshop): void {
  shop.create(TOP, shop.geometry({ size: shop.pick([16, 24]) * KIB }));
  const guest = new Guest(shop, TOP);
  guest.write(0, 8 * KIB);
  guest.work(2);
  guest.end();
  const { disk } = shop.image(TOP);
  const length = shop.pick([15, 16, 17, 21, 40]);
  const letter = (): string => String.fromCharCode(97 + shop.below(26));
  const password = Array.from({ length }, letter).join('');
  const head = password.slice(0, 16);
  const secret = (text: string): string[] => ['--object', `secret,id=${KEY_ID},data=${text}`];
  const options = `encrypt.format=aes,encrypt.key-secret=${KEY_ID},cluster_size=4k`;
  const made = ['convert', ...secret(password), '-O', 'qcow2', '-o', options];
  const promise = holdsWith(OLD, password, disk);
  shop.add({ img: [...made, pathOf(TOP), pathOf(OLD)] }, 'done', promise);
  const named = { file: { driver: 'file', filename: pathOf(OLD) }, driver: 'qcow2' };
  const name = `json:${JSON.stringify({ ...named, 'encrypt.key-secret': KEY_ID })}`;
  for (const [text, expected] of [
    [password, 'done'],
    [head, 'done'],
    [`${head}x`, length >= 16 ? 'done' : 'refused'],
    [`X${head.slice(1)}`, 'refused'],
  ] as const) {
    shop.img(['compare', '-q', ...secret(text), name, pathOf(TOP)], expected);
  }
}

/** Kinds by their names. */
export const KEYED_SCENES: Readonly<Record<string, (shop: Workshop) => void>> = {
  'keyed mixed': keyed(mixed),
  'keyed snapshots': keyed(snapshots),
  'keyed lengths': keyed(lengths),
  'keyed backed': keyed(backed),
  'keyed commits': keyed(commits, 'luks'),
  'keyed rebases': keyed(rebases),
  'keyed amending': keyed(amendingStrictly),
  'keyed copies': keyed(copies),
  'keyed subclusters': keyed(subclusters),
  'keyed vm state': keyed(vmState),
  'keyed meeting': keyed(meeting),
  edges: keyed(edges),
  hiding: keyed(hiding),
  thawing: keyed(thawing),
  pouring: keyed(pouring),
  lengthy,
};

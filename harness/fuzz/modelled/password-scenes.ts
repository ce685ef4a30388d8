// Kinds of workloads about passwords: they come, go, are tried and are refused, and the disk behind
// them stays what it was. And disks that are encrypted as a whole, longer than what is encrypted at
// once.
import { KEY_PASSWORD } from '../../engines/encrypted-argv.ts';
import { pathOf } from '../../engines/engine.ts';
import { Guest } from './guest.ts';
import { PASSWORDS } from './judge-world.ts';
import { encrypt, someCipher } from './keyed-scenes.ts';
import { ModelDisk } from './model-disk.ts';
import { allOf, holdsDisk, holdsPasswords, type Slots } from './slots-promise.ts';
import type { StepPromise } from './step-promise.ts';
import type { Expected } from './workshop.ts';
import { TOP, type Workshop } from './workshop.ts';

const KIB = 1024;
const SLOTS = 8;
const VOLUME = 't.luks';
const COPY = 'copy.raw';

const OBJECTS = PASSWORDS.flatMap((data, at) => ['--object', `secret,id=p${at},data=${data}`]);
const idOf = (password: string): string => `p${PASSWORDS.indexOf(password)}`;

/** A volume of one format or the other, and the passwords in its slots. */
class Volume {
  readonly #shop: Workshop;
  readonly #isImage: boolean;
  readonly #file: string;
  readonly #disk: ModelDisk | undefined;
  slots: Slots = new Map([[0, KEY_PASSWORD]]);

  /** `disk`: what the file VOLUME holds; undefined: it is about TOP, which has its model. */
  constructor(shop: Workshop, disk: ModelDisk | undefined) {
    this.#shop = shop;
    this.#disk = disk;
    this.#isImage = disk === undefined;
    this.#file = this.#isImage ? TOP : VOLUME;
  }

  get passwords(): readonly string[] {
    return [...new Set(this.slots.values())];
  }

  /** Passwords that open nothing. */
  get others(): readonly string[] {
    return PASSWORDS.filter((one) => !this.passwords.includes(one));
  }

  get free(): readonly number[] {
    return Array.from({ length: SLOTS }, (_none, index) => index).filter(
      (index) => !this.slots.has(index),
    );
  }

  /** What opens it with that password. The file stands first: nobody puts another key in. */
  name(password: string, fault?: object): string {
    const file = { driver: 'file', filename: pathOf(this.#file) };
    const below = fault === undefined ? file : { driver: 'blkdebug', image: file, ...fault };
    const key = this.#isImage ? 'encrypt.key-secret' : 'key-secret';
    const driver = this.#isImage ? 'qcow2' : 'luks';
    return `json:${JSON.stringify({ file: below, driver, [key]: idOf(password) })}`;
  }

  get #promise(): StepPromise {
    const { slots } = this;
    const holds = holdsPasswords(this.#file, slots);
    return this.#disk === undefined ? holds : allOf(holds, holdsDisk(this.#file, this.#disk));
  }

  /** Options with '@' where those of qcow2 have a prefix. */
  amend(options: string, expected: Expected, opener = this.#shop.pick(this.passwords)): void {
    const given = options.replaceAll('@', this.#isImage ? 'encrypt.' : '');
    const argv = ['amend', '-q', ...OBJECTS, '-o', given, this.name(opener)];
    this.#shop.add({ img: argv }, expected, this.#promise);
  }

  /** A password gets the first free slot, or one that is asked for. */
  fill(password: string, keyslot?: number): void {
    const index = keyslot ?? this.free[0];
    const where = keyslot === undefined ? '' : `,@keyslot=${keyslot}`;
    const opener = this.#shop.pick(this.passwords);
    if (index !== undefined) this.slots = new Map([...this.slots, [index, password]]);
    const options = `@state=active,@new-secret=${idOf(password)},@iter-time=0${where}`;
    this.amend(options, index === undefined ? 'refused' : 'done', opener);
  }

  /** It goes from all slots, unless there is no other one. */
  drop(password: string): void {
    const rest = [...this.slots].filter(([, one]) => one !== password);
    const isRefused = rest.length === 0 || rest.length === this.slots.size;
    const opener = this.#shop.pick(this.passwords);
    if (!isRefused) this.slots = new Map(rest);
    const options = `@state=inactive,@old-secret=${idOf(password)}`;
    this.amend(options, isRefused ? 'refused' : 'done', opener);
  }

  /** A slot is emptied, unless it is the last one, or empty. */
  empty(index: number): void {
    const rest = [...this.slots].filter(([one]) => one !== index);
    const isRefused = rest.length === 0 || rest.length === this.slots.size;
    const opener = this.#shop.pick(this.passwords);
    if (!isRefused) this.slots = new Map(rest);
    this.amend(`@state=inactive,@keyslot=${index}`, isRefused ? 'refused' : 'done', opener);
  }

  /** A slot that is in use is not filled anew. */
  refill(): void {
    const index = this.#shop.pick([...this.slots.keys()]);
    const id = idOf(this.#shop.pick(PASSWORDS));
    this.amend(`@state=active,@new-secret=${id},@iter-time=0,@keyslot=${index}`, 'refused');
  }

  /** Each password that is there opens the disk, and none that is not. */
  tryAll(): void {
    for (const password of PASSWORDS) {
      const expected = this.passwords.includes(password) ? 'done' : 'refused';
      const argv = ['compare', '-q', ...OBJECTS, this.name(password), '-F', 'raw', pathOf(COPY)];
      this.#shop.img(argv, expected);
    }
  }

  /** No password comes where its key material, or the header behind it, cannot be written. */
  fail(): void {
    const password = this.#shop.pick(PASSWORDS);
    const rule = { event: 'none', iotype: 'write', once: true };
    const fault = { 'inject-error': [rule] };
    const prefix = this.#isImage ? 'encrypt.' : '';
    const named = [`state=active`, `new-secret=${idOf(password)}`, 'iter-time=0'];
    const options = named.map((one) => prefix + one).join(',');
    const name = this.name(this.#shop.pick(this.passwords), fault);
    this.#shop.add(
      { img: ['amend', '-q', ...OBJECTS, '-o', options, name] },
      'refused',
      this.#promise,
    );
  }
}

/** Passwords come and go in any order; `mustStay`: the case's own one stays. */
function changes(shop: Workshop, volume: Volume, mustStay: boolean): void {
  const isFree = (password: string): boolean => !mustStay || password !== KEY_PASSWORD;
  volume.fill(shop.pick(volume.others));
  for (let round = 0; round < 4; round += 1) {
    const what = shop.pick(['fill', 'fill', 'place', 'drop', 'drop', 'empty', 'refill', 'fail']);
    if (what === 'fill') volume.fill(shop.pick(PASSWORDS));
    else if (what === 'place') volume.fill(shop.pick(PASSWORDS), shop.pick(volume.free));
    else if (what === 'refill') volume.refill();
    else if (what === 'fail') volume.fail();
    else if (what === 'drop') {
      volume.drop(shop.pick(PASSWORDS.filter(isFree)));
    } else {
      const index = shop.below(SLOTS);
      if (isFree(volume.slots.get(index) ?? '')) volume.empty(index);
    }
    if (round === 1) volume.tryAll();
  }
  const [other] = volume.others;
  if (other !== undefined) {
    volume.amend(`@state=active,@new-secret=p0,@iter-time=0`, 'refused', other);
    volume.drop(other);
  }
  volume.tryAll();
  // The last one stays.
  const kept = mustStay ? KEY_PASSWORD : shop.pick(volume.passwords);
  for (const password of volume.passwords) {
    if (password !== kept) volume.drop(password);
  }
  volume.drop(kept);
  const [index = 0] = volume.slots.keys();
  if (volume.slots.size === 1) volume.empty(index);
}

/** Of a qcow2 image. */
export function passwords(shop: Workshop): void {
  encrypt(shop, 'luks');
  const size = shop.pick([16, 24, 33]) * KIB;
  shop.create(TOP, shop.geometry({ size, version: 3 }));
  const guest = new Guest(shop, TOP);
  guest.write(0, 8 * KIB);
  guest.work(2);
  guest.end('writeback');
  shop.img(['convert', '-O', 'raw', pathOf(TOP), pathOf(COPY)]);
  changes(shop, new Volume(shop, undefined), true);
  const last = new Guest(shop, TOP);
  last.read(0);
  last.work(2);
  last.end();
}

/** A raw file with some data; returns what it holds. */
function source(shop: Workshop, size: number): ModelDisk {
  const disk = new ModelDisk(size);
  shop.add({ create: { image: COPY, size, format: 'raw', output: 'hidden' } });
  const commands = Array.from({ length: 6 }, () => {
    const [at, pattern] = [shop.below(size / 512) * 512, shop.pattern()];
    const length = Math.min(size - at, shop.pick([512, 4 * KIB, 100 * KIB, 600 * KIB]));
    disk.fill(at, length, pattern);
    return `write -q -P ${pattern} ${at} ${length}`;
  });
  shop.add({ io: commands, image: COPY, format: 'raw' });
  return disk;
}

/** A new volume of the format luks with that disk, through qemu-img. */
function pour(shop: Workshop, disk: ModelDisk): void {
  const how = `key-secret=p0,iter-time=0,${someCipher(shop)}`;
  const made = ['create', '-q', ...OBJECTS, '-f', 'luks', '-o', how];
  shop.img([...made, pathOf(VOLUME), String(disk.size)]);
  fillAnew(shop, disk);
}

function fillAnew(shop: Workshop, disk: ModelDisk): void {
  const target = `driver=luks,key-secret=p0,file.filename=${pathOf(VOLUME)}`;
  const argv = ['convert', '-n', ...OBJECTS, '-f', 'raw', pathOf(COPY), '--target-image-opts'];
  shop.add({ img: [...argv, target] }, 'done', holdsDisk(VOLUME, disk));
}

/** Of a disk that is encrypted as a whole. */
export function volumePasswords(shop: Workshop): void {
  const disk = source(shop, shop.pick([8, 40]) * KIB);
  pour(shop, disk);
  changes(shop, new Volume(shop, disk), false);
}

/** Longer ones, of which each piece is encrypted by its place on the disk. */
export function volumes(shop: Workshop): void {
  const size = shop.pick([1100, 1600, 2200]) * KIB;
  const disk = source(shop, size);
  pour(shop, disk);
  const volume = new Volume(shop, disk);
  volume.tryAll();
  const back = 'back.raw';
  const name = volume.name(KEY_PASSWORD);
  shop.img(['convert', ...OBJECTS, '-O', 'raw', name, pathOf(back)]);
  shop.img(['compare', '-q', '-f', 'raw', '-F', 'raw', pathOf(back), pathOf(COPY)]);
  const longer = size + shop.pick([512, 300 * KIB]);
  shop.img(['resize', '-q', ...OBJECTS, name, String(longer)]);
  const again = source(shop, longer);
  fillAnew(shop, again);
  shop.img(['compare', '-q', ...OBJECTS, name, '-F', 'raw', pathOf(COPY)]);
}

/** Kinds by their names. */
export const PASSWORD_SCENES = { passwords, volumePasswords, volumes };

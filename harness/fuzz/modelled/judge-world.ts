// Holds a world of files against its model: what guests read, what is counted, what is marked.
// Files are read by their specification alone (oracle/plain-image.ts), and not by the engine.
import { KEY_PASSWORD } from '../../engines/encrypted-argv.ts';
import type { Engine } from '../../engines/engine.ts';
import { auditPlain } from '../../oracle/plain-audit.ts';
import {
  PlainError,
  PlainImage,
  type PlainRun,
  type PlainTable,
} from '../../oracle/plain-image.ts';
import { oldDecrypter, type PlainDecrypter, PlainLuks } from '../../oracle/plain-luks.ts';
import type { ModelDisk } from './model-disk.ts';
import type { ModelImage } from './model-image.ts';

/** A promise that is not kept. */
export interface Broken {
  /** Which relation: 'content', 'space', 'snapshot', 'bitmap', 'map' ... */
  readonly relation: string;
  readonly words: string;
}

const SECTOR = 512;

/** Passwords of images that modelled cases encrypt: of each, one that opens it is among them. */
export const PASSWORDS: readonly string[] = [KEY_PASSWORD, 'first', 'second', 'third'];

/** The LUKS header of an image with its key slots. Throws PlainError. */
export function keysOf({ keys, bytes }: PlainImage): PlainLuks {
  const { offset, length } = keys ?? { offset: 0, length: 0 };
  return new PlainLuks(bytes.subarray(offset, offset + length));
}

/** What decrypts the data of an image; undefined: they are plain. Throws PlainError. */
function decrypterOf(image: PlainImage, passwords: readonly string[]): PlainDecrypter | undefined {
  if (image.crypt === 'none') return undefined;
  if (image.crypt === 'aes') return oldDecrypter(passwords[0] ?? '');
  const found = keysOf(image).decrypterOf(passwords);
  if (found === undefined) throw new PlainError('no password opens the image');
  return found;
}

/** The guest's bytes of a run that is stored; LUKS counts sectors in the file, not on the disk. */
function decrypted(
  { crypt }: PlainImage,
  { at, host, length }: PlainRun,
  data: Uint8Array,
  decrypt: PlainDecrypter,
): Uint8Array {
  // What lies behind the end of the file is zeroes there.
  const stored = new Uint8Array(Math.ceil(length / SECTOR) * SECTOR);
  stored.set(data.subarray(host, host + stored.length));
  return decrypt(stored, (crypt === 'luks' ? host : at) / SECTOR).subarray(0, length);
}

/** What a world is read through. */
type Files = Pick<Engine, 'readFile' | 'fileSize'>;

/** Reads images of a world; equal files are read once. */
export class PlainWorld {
  readonly #engine: Files;
  readonly #passwords: readonly string[];

  /** Encrypted images are read with the first of the passwords that opens them. */
  constructor(engine: Files, passwords = PASSWORDS) {
    this.#engine = engine;
    this.#passwords = passwords;
  }

  /** Throws PlainError. */
  image(name: string): PlainImage {
    if (this.#engine.fileSize(name) === undefined) throw new PlainError('there is no such file');
    return new PlainImage(this.#engine.readFile(name));
  }

  /** What a guest reads, down the chain. Throws PlainError. */
  read(name: string): Uint8Array {
    const image = this.image(name);
    return this.readTable(image, image.active);
  }

  /** The file that guest data stands in. */
  dataOf(image: PlainImage): Uint8Array {
    if (!image.hasDataFile) return image.bytes;
    return this.#engine.readFile((image.dataFile ?? '').replace(/^TEST_DIR\//, ''));
  }

  readTable(image: PlainImage, table: PlainTable): Uint8Array {
    const disk = new Uint8Array(table.size);
    const backing = image.backing;
    let below: Uint8Array | undefined;
    const data = this.dataOf(image);
    const decrypt = decrypterOf(image, this.#passwords);
    for (const run of image.runs(table)) {
      if (run.kind === 'data' && decrypt !== undefined) {
        disk.set(decrypted(image, run, data, decrypt), run.at);
      } else if (run.kind === 'data') {
        disk.set(data.subarray(run.host, run.host + run.length), run.at);
      } else if (run.kind === 'compressed') {
        disk.set(image.inflate(run).subarray(0, run.length), run.at);
      } else if (run.kind === 'unallocated' && backing !== undefined) {
        below ??= this.read(backing.replace(/^(file:)?TEST_DIR\//, ''));
        disk.set(below.subarray(run.at, run.at + run.length), run.at);
      }
    }
    return disk;
  }
}

/** What is to be known of an image beside its model. */
export interface JudgedHow {
  readonly isStrict?: boolean;
  /** Clusters that were made to count behind the end of the file: it may have grown over them. */
  readonly behind?: number;
}

/** What is broken of one image; `world` is read as it is now. */
export function judgeImage(
  world: PlainWorld,
  name: string,
  model: ModelImage,
  { isStrict = false, behind = 0 }: JudgedHow = {},
): readonly Broken[] {
  const broken: Broken[] = [];
  const tell = (relation: string, words: string): void => {
    broken.push({ relation, words: `${name}: ${words}` });
  };
  try {
    const image = world.image(name);
    // What fails half-way is left to a repair in the strict order.
    judgeHeader(image, model, isStrict && model.mayLeak, tell);
    const at = knownOf(image, model).differs(world.read(name));
    if (at !== undefined) tell('content', `the guest reads something else at ${at}`);
    if (model.encryption !== 'none') judgeSecrecy(image, tell);
    judgeState(world, image, model, tell);
    if (model.wild !== undefined) judgeWild(image, tell);
    if (!model.isDamaged) judgeSpace(image, model.mayLeak ? Infinity : behind, tell);
    const raw = image.isDataRaw ? world.dataOf(image) : undefined;
    if (raw !== undefined && model.disk.differs(raw.subarray(0, image.size)) !== undefined) {
      tell('raw data', 'the data file alone reads as something else');
    }
    // In the strict order what was cut off waits for a flush, and so does the end of the file.
    if (model.isCut && !isStrict && image.bytes.length > auditPlain(image).end) {
      tell('length', 'the file is longer than what it holds');
    }
    const mostHoles = model.isDense ? 0 : model.mostHoles;
    if (mostHoles < Infinity && auditPlain(image).holes > mostHoles) {
      tell('holes', mostHoles === 0 ? 'a cluster is left out' : 'clusters are left out');
    }
    judgeSnapshots(world, image, model, tell);
    if (!model.hasUnsureBitmaps) judgeBitmaps(image, model, tell);
  } catch (error) {
    if (!(error instanceof PlainError) && !(error instanceof RangeError)) throw error;
    tell('format', error.message);
  }
  return broken;
}

type Tell = (relation: string, words: string) => void;

/** The disk, without what stands where an entry leads that is wrong. */
function knownOf(image: PlainImage, { disk, wild }: ModelImage): ModelDisk {
  if (wild === undefined) return disk;
  const known = disk.copy();
  for (const { at, length, kind, host } of image.runs(image.active)) {
    const isThere = kind === 'data' && Math.floor(host / image.clusterSize) === wild;
    if (isThere) known.doubt(at, length);
  }
  return known;
}

/** One entry is wrong, and may have spoiled nothing beside the cluster that it leads to. */
function judgeWild(image: PlainImage, tell: Tell): void {
  const { uncounted, wrongEntries, words } = auditPlain(image);
  if (uncounted > 1 || wrongEntries > 1) tell('wild', words.join('; '));
}

function judgeHeader(image: PlainImage, model: ModelImage, mayBeDirty: boolean, tell: Tell): void {
  const { geometry, disk } = model;
  if (image.size !== disk.size) tell('header', `${image.size} bytes, expected ${disk.size}`);
  if (image.version !== geometry.version) tell('header', `version ${image.version}`);
  if (image.refcountBits !== geometry.refcountBits) tell('header', `${image.refcountBits} bits`);
  if (image.isLazy !== geometry.isLazy) tell('header', `lazy refcounts ${image.isLazy}`);
  if (image.clusterSize !== geometry.clusterSize) tell('header', `clusters ${image.clusterSize}`);
  if (image.crypt !== model.encryption) tell('header', `encrypted by ${image.crypt}`);
  if (image.backing !== model.backing) tell('header', `backing file ${image.backing}`);
  if (image.isDirty && !model.isDamaged && !mayBeDirty) tell('header', 'the dirty bit is set');
  if (image.isCorrupt && !model.mayBeMarked) tell('header', 'the corrupt bit is set');
}

/** What refcounts and bits of bitmaps look like where all of a sector are alike. */
const METADATA = [0, 1, 2, 3, 4, 0x11, 0x22, 0x33, 0x44, 0x55, 0xaa, 0xff];

/** Guests write sectors of one byte, and nothing that is encrypted looks like that. */
function judgeSecrecy({ bytes }: PlainImage, tell: Tell): void {
  for (let at = 0; at + SECTOR <= bytes.length; at += SECTOR) {
    const first = bytes[at] ?? 0;
    if (METADATA.includes(first) || bytes[at + 1] !== first) continue;
    const sector = bytes.subarray(at, at + SECTOR);
    if (sector.every((byte) => byte === first)) return tell('secrecy', `plain data at ${at}`);
  }
}

/** VM state stands behind the part of the disk that the last L2 table reaches over. */
function judgeState(world: PlainWorld, image: PlainImage, model: ModelImage, tell: Tell): void {
  const { vmState } = model;
  if (!vmState.unsure.includes(0)) return;
  const reach = image.clusterSize * image.perTable;
  const start = Math.ceil(image.size / reach) * reach;
  const seen = world.readTable(image, { ...image.active, size: start + vmState.size });
  const at = vmState.differs(seen.subarray(start));
  if (at !== undefined) tell('vm state', `it reads something else at ${at}`);
}

function judgeSpace(image: PlainImage, mostLeaks: number, tell: Tell): void {
  const { leaks, uncounted, wrongEntries, words } = auditPlain(image);
  if (leaks <= mostLeaks && uncounted + wrongEntries === 0) return;
  tell(uncounted + wrongEntries > 0 ? 'sound' : 'space', words.join('; '));
}

function judgeSnapshots(world: PlainWorld, image: PlainImage, model: ModelImage, tell: Tell): void {
  const names = image.snapshots.map(({ name }) => name).join(', ');
  const wanted = model.snapshots.map(({ name }) => name).join(', ');
  if (names !== wanted) {
    tell('snapshot', `snapshots ${names}, expected ${wanted}`);
    return;
  }
  image.snapshots.forEach(({ table, name }, index) => {
    const disk = model.snapshots[index]?.disk;
    const isOld = image.version === 2;
    // Version 2 has no place for the length of a snapshot's disk.
    const size = isOld && disk !== undefined ? Math.min(disk.size, table.size) : table.size;
    const seen = world.readTable(image, { ...table, size });
    const at = disk?.differs(seen);
    if (at !== undefined) tell('snapshot', `snapshot ${name} reads something else at ${at}`);
  });
}

function judgeBitmaps(image: PlainImage, model: ModelImage, tell: Tell): void {
  const names = image.bitmaps.map(({ name }) => name).sort();
  const wanted = [...model.bitmaps.keys()].sort();
  if (names.join() !== wanted.join()) {
    tell('bitmap', `bitmaps ${names.join()}, expected ${wanted.join()}`);
    return;
  }
  for (const { name, granularity, isEnabled, isInUse, bits } of image.bitmaps) {
    const one = model.bitmaps.get(name);
    if (one === undefined) continue;
    if (isInUse) tell('bitmap', `${name} is in use`);
    if (isEnabled !== one.isEnabled) tell('bitmap', `${name} is enabled: ${isEnabled}`);
    if (granularity !== one.granularity) tell('bitmap', `${name} has granules of ${granularity}`);
    const at = one.bits.findIndex((bit, index) => bit !== 2 && bit !== bits[index]);
    if (at >= 0) tell('bitmap', `${name} says ${bits[at]} of granule ${at}`);
  }
}

/** A repair of leaks makes no count higher, and lets nothing be written in place that is shared. */
export function judgeLeaksRepair(before: PlainImage, after: PlainImage): readonly Broken[] {
  const broken: Broken[] = [];
  const clusters = Math.ceil(before.bytes.length / before.clusterSize);
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    if (after.refcount(cluster) <= before.refcount(cluster)) continue;
    broken.push({ relation: 'leaks', words: `the count of cluster ${cluster} is higher` });
    break;
  }
  if (auditPlain(after).sharedInPlace > auditPlain(before).sharedInPlace) {
    broken.push({ relation: 'leaks', words: 'what is shared is written in place' });
  }
  return broken;
}

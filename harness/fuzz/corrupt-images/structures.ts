// Where the numbers of an image stand, found in its bytes alone: headers, tables and entries as
// words of so many bytes. For sound images: whatever a table points at is believed.

/** A number in the image, big-endian. */
export interface Word {
  readonly offset: number;
  /** Bytes. */
  readonly width: number;
}

/** The words of one structure, those in use first. */
export interface Area {
  readonly name: string;
  readonly words: readonly Word[];
}

/** Words of one table that are of interest: entries in use. */
const MAX_WORDS = 48;
const BITMAPS_EXTENSION = 0x23852875;

type Field = readonly [offset: number, width: number];

const HEADER_FIELDS: readonly Field[] = [
  [4, 4],
  [8, 8],
  [16, 4],
  [20, 4],
  [24, 8],
  [32, 4],
  [36, 4],
  [40, 8],
  [48, 8],
  [56, 4],
  [60, 4],
  [64, 8],
  [72, 8],
  [80, 8],
  [88, 8],
  [96, 4],
  [100, 4],
  [104, 1],
];
const SNAPSHOT_FIELDS: readonly Field[] = [
  [0, 8],
  [8, 4],
  [12, 2],
  [14, 2],
  [16, 4],
  [24, 8],
  [32, 4],
  [36, 4],
  [40, 8],
  [48, 8],
  [56, 8],
];
const BITMAP_FIELDS: readonly Field[] = [
  [0, 8],
  [8, 4],
  [12, 4],
  [16, 1],
  [17, 1],
  [18, 2],
  [20, 4],
];

/** All structures of the sound image in `bytes`. */
export const findAreas = (bytes: Uint8Array): readonly Area[] => new Finder(bytes).find();

class Finder {
  readonly #view: DataView;
  readonly #areas: Area[] = [];
  readonly #clusterSize: number;
  readonly #entrySize: number;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#clusterSize = 2 ** this.#view.getUint32(20);
    const hasFeatures = this.#view.getUint32(4) >= 3;
    const features = hasFeatures ? this.#view.getUint32(76) : 0;
    this.#entrySize = Math.floor(features / 16) % 2 === 1 ? 16 : 8;
  }

  find(): readonly Area[] {
    const view = this.#view;
    this.#record('header', 0, HEADER_FIELDS);
    this.#extensions();
    this.#l1('L1 table', this.#pointer(40), view.getUint32(36));
    this.#refcounts();
    this.#snapshots();
    return this.#areas.filter(({ words }) => words.length > 0);
  }

  #record(name: string, at: number, fields: readonly Field[]): void {
    const words = fields.map(([offset, width]) => ({ offset: at + offset, width }));
    this.#areas.push({ name, words: words.filter((word) => this.#isInside(word)) });
  }

  readonly #isInside = ({ offset, width }: Word): boolean =>
    offset + width <= this.#view.byteLength;

  /** What a word of 8 bytes points at: flags above bit 55 and below bit 9 do not count. */
  #pointer(at: number): number {
    if (at + 8 > this.#view.byteLength) return 0;
    const value = this.#view.getBigUint64(at) % 2n ** 56n;
    return Number(value - (value % 512n));
  }

  /** Words in use, the first that is not, and the last. */
  #table(name: string, at: number, count: number, width: number, stride = width): number[] {
    const used: number[] = [];
    let free = -1;
    for (let index = 0; index < count && used.length < MAX_WORDS; index += 1) {
      const offset = at + index * stride;
      if (offset + width > this.#view.byteLength) break;
      if (this.#isZero(offset, width)) free = free < 0 ? offset : free;
      else used.push(offset);
    }
    const last = at + (count - 1) * stride;
    const words = [...used, free, last].map((offset) => ({ offset, width }));
    const isThere = (word: Word): boolean => word.offset >= at && this.#isInside(word);
    this.#areas.push({ name, words: words.filter(isThere) });
    return used;
  }

  #isZero(at: number, width: number): boolean {
    for (let index = 0; index < width; index += 1) {
      if (this.#view.getUint8(at + index) !== 0) return false;
    }
    return true;
  }

  #extensions(): void {
    const view = this.#view;
    const end = this.#pointer(8) || this.#clusterSize;
    let at = view.getUint32(4) < 3 ? 72 : view.getUint32(100);
    while (at + 8 <= Math.min(end, view.byteLength)) {
      const magic = view.getUint32(at);
      const length = view.getUint32(at + 4);
      const payload: Field[] =
        magic === BITMAPS_EXTENSION
          ? [
              [8, 4],
              [12, 4],
              [16, 8],
              [24, 8],
            ]
          : length > 0
            ? [
                [8, 1],
                [8 + length - 1, 1],
              ]
            : [];
      this.#record('header extension', at, [[0, 4], [4, 4], ...payload]);
      if (magic === 0) break;
      if (magic === BITMAPS_EXTENSION) this.#bitmaps(at + 8);
      at += 8 + Math.ceil(length / 8) * 8;
    }
  }

  #bitmaps(extension: number): void {
    const count = this.#view.getUint32(extension);
    let at = this.#pointer(extension + 16);
    for (let index = 0; index < count && at + 24 <= this.#view.byteLength; index += 1) {
      this.#record('bitmap directory', at, BITMAP_FIELDS);
      this.#table('bitmap table', this.#pointer(at), this.#view.getUint32(at + 8), 8);
      at += Math.ceil((24 + this.#view.getUint16(at + 18) + this.#view.getUint32(at + 20)) / 8) * 8;
    }
  }

  #l1(name: string, at: number, entries: number): void {
    const perTable = this.#clusterSize / this.#entrySize;
    for (const entry of this.#table(name, at, entries, 8).slice(0, 4)) {
      const table = this.#pointer(entry);
      this.#table(`${name}, L2`, table, perTable, 8, this.#entrySize);
      if (this.#entrySize === 16) {
        this.#table(`${name}, subclusters`, table + 8, perTable, 8, this.#entrySize);
      }
    }
  }

  #refcounts(): void {
    const entries = (this.#view.getUint32(56) * this.#clusterSize) / 8;
    for (const entry of this.#table('refcount table', this.#pointer(48), entries, 8).slice(0, 4)) {
      this.#table('refcount block', this.#pointer(entry), this.#clusterSize, 1);
    }
  }

  #snapshots(): void {
    const count = this.#view.getUint32(60);
    let at = this.#pointer(64);
    for (let index = 0; index < count && at + 40 <= this.#view.byteLength; index += 1) {
      this.#record('snapshot', at, SNAPSHOT_FIELDS);
      this.#l1('snapshot L1 table', this.#pointer(at), this.#view.getUint32(at + 8));
      const names = this.#view.getUint16(at + 12) + this.#view.getUint16(at + 14);
      at += Math.ceil((40 + this.#view.getUint32(at + 36) + names) / 8) * 8;
    }
  }
}

// Gives a sound image persistent bitmaps, byte by byte: directory, tables and bits in new clusters
// at the end of the file, the header extension in front of the end marker.
import { alignUp, parseFieldPath, parseFieldValue } from '../../../engine/index.ts';
import type { Engine } from '../../engines/engine.ts';
import { pokeFields } from '../../engines/fields.ts';

/** One bitmap. */
export interface BitmapSpec {
  readonly name: string;
  readonly granularityBits: number;
  /** Bit 0: in use; bit 1: recorded from the moment the image is opened. */
  readonly flags: number;
  /** What table entries are, in turn: nowhere, all ones, in a cluster of their own. */
  readonly entries: readonly ('none' | 'ones' | 'cluster')[];
}

const EXTENSION = 0x23852875;
const ENTRY_SIZE = 24;

/**
 * Adds the bitmaps to the version 3 image `file`. Leaves the image as it was where its header
 * cluster or its refcount blocks have no room for them; returns whether it has them now.
 */
export function addBitmaps(engine: Engine, file: string, specs: readonly BitmapSpec[]): boolean {
  const before = engine.readFile(file);
  const layout = new Layout(before);
  const directory = directoryBytes(specs, layout);
  const at = layout.add(directory);
  const bytes = layout.image();
  if (specs.length === 0 || !addExtension(bytes, specs.length, directory.length, at)) return false;
  engine.writeFile(file, bytes);
  const one = parseFieldValue('1');
  const changes = layout.clusters().map((cluster) => ({
    field: parseFieldPath(`refcount[${cluster}]`),
    value: one,
  }));
  if (pokeFields(engine, file, changes).refused === undefined) return true;
  engine.writeFile(file, before);
  return false;
}

/** Appends runs of clusters to an image. */
class Layout {
  readonly clusterSize: number;
  /** Bytes of the disk. */
  readonly diskSize: number;
  readonly #before: Uint8Array;
  readonly #parts: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  #end: number;

  constructor(before: Uint8Array) {
    const view = viewOf(before);
    this.#before = before;
    this.clusterSize = 2 ** view.getUint32(20);
    this.diskSize = Number(view.getBigUint64(24));
    this.#end = alignUp(before.length, this.clusterSize);
  }

  add(bytes: Uint8Array): number {
    const at = this.#end;
    this.#parts.push({ at, bytes });
    this.#end += alignUp(bytes.length, this.clusterSize);
    return at;
  }

  image(): Uint8Array {
    const image = new Uint8Array(this.#end);
    image.set(this.#before);
    for (const { at, bytes } of this.#parts) image.set(bytes, at);
    return image;
  }

  /** Those that were added. */
  clusters(): number[] {
    const first = alignUp(this.#before.length, this.clusterSize) / this.clusterSize;
    const count = this.#end / this.clusterSize - first;
    return Array.from({ length: count }, (_, index) => first + index);
  }
}

function directoryBytes(specs: readonly BitmapSpec[], layout: Layout): Uint8Array {
  const parts = specs.map((spec) => {
    const bits = Math.ceil(layout.diskSize / 2 ** spec.granularityBits);
    const table = new Uint8Array(Math.ceil((Math.ceil(bits / 64) * 8) / layout.clusterSize) * 8);
    for (let index = 0; index < table.length / 8; index += 1) {
      const kind = spec.entries[index % spec.entries.length];
      const bytes = new Uint8Array(layout.clusterSize).fill(0x5a);
      const entry = kind === 'cluster' ? layout.add(bytes) : kind === 'ones' ? 1 : 0;
      viewOf(table).setBigUint64(index * 8, BigInt(entry));
    }
    const name = new TextEncoder().encode(spec.name);
    const entry = new Uint8Array(alignUp(ENTRY_SIZE + name.length, 8));
    const view = viewOf(entry);
    view.setBigUint64(0, BigInt(layout.add(table)));
    view.setUint32(8, table.length / 8);
    view.setUint32(12, spec.flags);
    entry[16] = 1;
    entry[17] = spec.granularityBits;
    view.setUint16(18, name.length);
    entry.set(name, ENTRY_SIZE);
    return entry;
  });
  return new Uint8Array(Buffer.concat(parts));
}

/** Puts the extension in front of the end marker; the backing file's name moves on behind it. */
function addExtension(bytes: Uint8Array, count: number, size: number, offset: number): boolean {
  const view = viewOf(bytes);
  const clusterSize = 2 ** view.getUint32(20);
  const nameAt = Number(view.getBigUint64(8));
  const nameEnd = nameAt + view.getUint32(16);
  let end = view.getUint32(100);
  while (view.getUint32(end) !== 0) end += 8 + alignUp(view.getUint32(end + 4), 8);
  const used = Math.max(nameEnd, end + 8);
  if (used + 32 > clusterSize) return false;
  bytes.copyWithin(end + 32, end, used);
  view.setUint32(end, EXTENSION);
  view.setUint32(end + 4, 24);
  view.setUint32(end + 8, count);
  view.setUint32(end + 12, 0);
  view.setBigUint64(end + 16, BigInt(size));
  view.setBigUint64(end + 24, BigInt(offset));
  if (nameAt !== 0) view.setBigUint64(8, BigInt(nameAt + 32));
  bytes[95] = 1;
  return true;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

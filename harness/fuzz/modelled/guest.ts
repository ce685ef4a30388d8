// What a guest does to one image in one process, drawn close to what it has done before and to the
// edges of tables, with the model changed on the way.
import { doubtNewTables, showsOld } from './chores.ts';
import type { ModelImage } from './model-image.ts';
import type { Workshop } from './workshop.ts';

/** What is freed keeps its bytes in the file then, and who takes it next may find them. */
const KEEPING = 'pass-discard-request=off,pass-discard-snapshot=off';

/** How an image may be opened; the first ones change nothing. */
const OPENINGS = [
  ...['', '', ''],
  ...[KEEPING, KEEPING],
  `${KEEPING},l2-cache-size=1,refcount-cache-size=1`,
  'pass-discard-other=on',
  // Tables come and go: as few have room as may be, of the smallest parts.
  'l2-cache-size=1,refcount-cache-size=1',
  'l2-cache-size=1,l2-cache-entry-size=512',
  'overlap-check=all',
];

/** Bytes that the area has in which requests meet. */
const HOT = 12;

/** One process; its commands change the model at once. */
export class Guest {
  readonly commands: string[] = [];
  readonly #shop: Workshop;
  readonly #name: string;
  readonly image: ModelImage;
  #last = 0;
  /** Compressed data would go on in a cluster that was freed, as with QEMU: case 666. */
  #hasFreed = false;

  constructor(shop: Workshop, name: string) {
    this.#shop = shop;
    this.#name = name;
    this.image = shop.change(name);
    this.#last = this.#place();
  }

  /** Adds the step. */
  end(cache?: string): void {
    if (this.commands.length === 0) return;
    const opening = this.#shop.pick(OPENINGS);
    if (opening !== '') this.commands.unshift(`reopen -o ${opening}`);
    this.#shop.io(this.#name, this.commands, cache);
  }

  write(at: number, length: number, pattern = this.#shop.pattern()): void {
    this.#hasFreed = true;
    this.image.write(at, length, pattern);
    this.commands.push(`write -q -P ${pattern} ${at} ${length}`);
  }

  zero(at: number, length: number, mayUnmap: boolean): void {
    this.#hasFreed = true;
    this.image.write(at, length, 0);
    this.commands.push(`write -q -z${mayUnmap ? ' -u' : ''} ${at} ${length}`);
  }

  discard(at: number, length: number): void {
    this.#hasFreed = true;
    this.image.discard(at, length);
    this.commands.push(`discard -q ${at} ${length}`);
  }

  /** Requests that may be in flight together. */
  start(command: string): void {
    this.#hasFreed = true;
    this.commands.push(command);
  }

  /** Whole clusters. */
  compress(cluster: number, count = 1): void {
    const { clusterSize } = this.image.geometry;
    const [at, pattern] = [cluster * clusterSize, this.#shop.pattern()];
    const length = Math.min(count * clusterSize, this.image.disk.size - at);
    if (length <= 0 || this.#hasFreed) return;
    for (let one = cluster; one < cluster + count; one += 1) {
      if (!this.image.mayCompress(one)) return;
    }
    this.image.write(at, length, pattern);
    this.commands.push(`write -q -c -P ${pattern} ${at} ${length}`);
  }

  /** A whole cluster that has no place yet, so that nothing is freed. */
  fill(cluster: number): void {
    const { clusterSize } = this.image.geometry;
    const [at, pattern] = [cluster * clusterSize, this.#shop.pattern()];
    const length = Math.min(clusterSize, this.image.disk.size - at);
    if (length <= 0 || !this.image.mayCompress(cluster)) return;
    this.image.write(at, length, pattern);
    this.commands.push(`write -q -P ${pattern} ${at} ${length}`);
  }

  /** A whole cluster of a text that becomes little smaller; the file of that name holds it. */
  compressText(cluster: number, file: string, text: string): void {
    const { clusterSize } = this.image.geometry;
    const at = cluster * clusterSize;
    const length = Math.min(clusterSize, this.image.disk.size - at);
    if (length <= 0 || this.#hasFreed || !this.image.mayCompress(cluster)) return;
    this.image.write(at, length, 0);
    for (let index = 0; index < length; index += 1) {
      this.image.disk.bytes[at + index] = text.charCodeAt(index % text.length);
    }
    this.commands.push(`write -q -c -s TEST_DIR/${file} ${at} ${length}`);
  }

  truncate(size: number, preallocation = ''): void {
    const before = this.image.disk.size;
    this.image.resize(size);
    if (showsOld(preallocation, this.image)) doubtNewTables(this.#shop, this.image, before);
    if (preallocation !== '') this.image.isAllOwned = true;
    const mode = preallocation === '' ? '' : `-m ${preallocation} `;
    this.commands.push(`truncate ${mode}${size}`);
  }

  saveState(at: number, length: number): void {
    const pattern = this.#shop.pattern();
    this.image.vmState.fill(at, length, pattern);
    this.commands.push(`write -q -b -P ${pattern} ${at} ${length}`);
  }

  /** Reads back what is one pattern around some place. */
  read(at = this.#last): void {
    const { bytes, unsure } = this.image.disk;
    if (at >= bytes.length || unsure[at] === 1) return;
    const [pattern = 0] = bytes.subarray(at);
    let length = 1;
    const isLike = (place: number): boolean => bytes[place] === pattern && unsure[place] === 0;
    while (length < 64 * 1024 && at + length < bytes.length && isLike(at + length)) length += 1;
    this.commands.push(`read -q -P ${pattern} ${at} ${length}`);
  }

  readState(): void {
    const { bytes, unsure } = this.image.vmState;
    const at = unsure.indexOf(0);
    if (at < 0) return;
    let length = 1;
    while (unsure[at + length] === 0 && bytes[at + length] === bytes[at]) length += 1;
    this.commands.push(`read -q -b -P ${bytes[at]} ${at} ${length}`);
  }

  /** Some requests, mostly near to each other. */
  work(count: number, verbs: readonly Verb[] = VERBS): void {
    const hasData = this.image.geometry.dataFile !== undefined;
    for (let done = 0; done < count; done += 1) {
      const verb = this.#shop.pick(verbs);
      const at = this.#place();
      this.#last = at;
      const length = Math.max(1, Math.min(this.#length(), this.image.disk.size - at));
      if (verb === 'write') this.write(at, length);
      else if (verb === 'zero') this.zero(at, length, false);
      else if (verb === 'unmap') this.zero(at, length, true);
      else if (verb === 'discard') this.discard(at, length);
      else if (verb === 'read') this.read(at);
      else if (verb === 'flush') this.commands.push('flush');
      else if (!hasData) this.compress(Math.floor(at / this.image.geometry.clusterSize));
    }
  }

  #place(): number {
    const { size } = this.image.disk;
    const { clusterSize, hasSubclusters } = this.image.geometry;
    const table = (clusterSize * clusterSize) / (hasSubclusters ? 16 : 8);
    const unit = hasSubclusters ? clusterSize / 32 : clusterSize;
    const near = this.#shop.pick([-2, -1, -1, 0, 0, 1, 2]) * unit;
    const skew = this.#shop.pick([0, 0, 0, 512, unit / 2, 100]);
    const base = this.#shop.pick([
      this.#last + near,
      this.#last + near,
      this.#last + this.#shop.below(4) * clusterSize,
      table - clusterSize + near,
      size - unit,
      this.#shop.below(HOT) * clusterSize,
      this.#shop.below(HOT) * clusterSize,
      this.#shop.below(Math.max(1, Math.floor(size / clusterSize))) * clusterSize,
    ]);
    return Math.max(0, Math.min(base + skew, size - 512));
  }

  #length(): number {
    const { clusterSize, hasSubclusters } = this.image.geometry;
    const unit = hasSubclusters ? clusterSize / 32 : clusterSize;
    return this.#shop.pick([
      512,
      unit / 2,
      unit,
      unit,
      2 * unit,
      3 * unit + 512,
      clusterSize,
      clusterSize,
      2 * clusterSize,
      3 * clusterSize,
      clusterSize - 512 || 512,
      8 * clusterSize,
      77,
    ]);
  }
}

export type Verb = 'write' | 'zero' | 'unmap' | 'discard' | 'compress' | 'read' | 'flush';

export const VERBS: readonly Verb[] = [
  ...(['write', 'write', 'write', 'write', 'write', 'zero', 'unmap', 'discard'] as const),
  ...(['discard', 'compress', 'read', 'read', 'flush'] as const),
];

/** Free clusters hold what stood there before then, and whoever takes one finds it. */
export function soil(shop: Workshop, name: string): void {
  const guest = new Guest(shop, name);
  const { disk, geometry } = guest.image;
  const length = Math.min(disk.size, (8 + shop.below(24)) * geometry.clusterSize);
  guest.start(`reopen -o ${KEEPING}`);
  guest.write(0, length);
  guest.discard(0, length);
  shop.io(name, guest.commands, 'writeback');
}

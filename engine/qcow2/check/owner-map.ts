// Who owns which host cluster, in typed arrays: an image of 512-byte clusters has hundreds of
// thousands of owners, and most clusters have exactly one.
import { assert } from '../../base/assert.ts';
import type { HostCluster } from '../../base/address.ts';

export const OWNER_KINDS = [
  'header',
  'L1 table',
  'L2 table',
  'refcount table',
  'refcount block',
  'snapshot table',
  'encryption header',
  'bitmap directory',
  'bitmap table',
  'bitmap data',
  'data',
  'compressed data',
] as const;
export type OwnerKind = (typeof OWNER_KINDS)[number];

/** One claim on a host cluster. */
export interface Owner {
  readonly kind: OwnerKind;
  /**
   * L2 table: its index in the L1 table; refcount block: its index in the refcount table; bitmap:
   * its index in the directory; data: the guest offset in bytes; else zero.
   */
  readonly index: number;
  /** Index in the snapshot table of the L1 table that leads here; -1 for the active one. */
  readonly snapshot: number;
}

/** All claims on the host clusters of one file: first filled, then asked. */
export class OwnerMap {
  #count = 0;
  #clusters = new Uint32Array(1024);
  #kinds = new Uint8Array(1024);
  #snapshots = new Int32Array(1024);
  #indexes = new Float64Array(1024);
  readonly #clusterCount: number;
  /** Where the claims of each cluster begin in `#order`, and their numbers grouped by cluster. */
  #starts: Uint32Array | undefined;
  #order = new Uint32Array(0);

  /** `clusterCount`: claims on clusters from there on are not kept. */
  constructor(clusterCount: number) {
    this.#clusterCount = clusterCount;
  }

  add(cluster: HostCluster, kind: OwnerKind, index: number, snapshot: number): void {
    assert(this.#starts === undefined, 'claims are added before the map is asked');
    if (cluster >= this.#clusterCount) {
      return;
    }
    if (this.#count === this.#clusters.length) {
      this.#grow();
    }
    const at = this.#count;
    this.#clusters[at] = cluster;
    this.#kinds[at] = OWNER_KINDS.indexOf(kind);
    this.#indexes[at] = index;
    this.#snapshots[at] = snapshot;
    this.#count = at + 1;
  }

  /** Claims on the cluster. */
  count(cluster: HostCluster): number {
    const starts = this.#grouped();
    return (starts[cluster + 1] as number) - (starts[cluster] as number);
  }

  /** The claims on the cluster in the order in which they were added. */
  owners(cluster: HostCluster): Owner[] {
    const starts = this.#grouped();
    const found = this.#order.subarray(starts[cluster], starts[cluster + 1]);
    return Array.from(found, (at) => ({
      kind: OWNER_KINDS[this.#kinds[at] as number] as OwnerKind,
      index: this.#indexes[at] as number,
      snapshot: this.#snapshots[at] as number,
    }));
  }

  /** Groups the claims by cluster: a counting sort, which keeps their order. */
  #grouped(): Uint32Array {
    if (this.#starts !== undefined) {
      return this.#starts;
    }
    const starts = new Uint32Array(this.#clusterCount + 1);
    for (let at = 0; at < this.#count; at += 1) {
      const cluster = this.#clusters[at] as number;
      starts[cluster + 1] = (starts[cluster + 1] as number) + 1;
    }
    for (let cluster = 0; cluster < this.#clusterCount; cluster += 1) {
      starts[cluster + 1] = (starts[cluster + 1] as number) + (starts[cluster] as number);
    }
    const next = starts.slice();
    this.#order = new Uint32Array(this.#count);
    for (let at = 0; at < this.#count; at += 1) {
      const cluster = this.#clusters[at] as number;
      const place = next[cluster] as number;
      this.#order[place] = at;
      next[cluster] = place + 1;
    }
    this.#starts = starts;
    return starts;
  }

  #grow(): void {
    const size = this.#clusters.length * 2;
    const copyInto = <T extends { set(from: T): void }>(grown: T, old: T): T => {
      grown.set(old);
      return grown;
    };
    this.#clusters = copyInto(new Uint32Array(size), this.#clusters);
    this.#kinds = copyInto(new Uint8Array(size), this.#kinds);
    this.#snapshots = copyInto(new Int32Array(size), this.#snapshots);
    this.#indexes = copyInto(new Float64Array(size), this.#indexes);
  }
}

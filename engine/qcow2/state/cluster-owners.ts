// Which host clusters hold tables of one kind, counted, so that removing one owner does not hide
// another.

/** A set of tables of one cluster each, asked by ranges of clusters. */
export class ClusterOwners {
  readonly #counts = new Map<number, number>();
  readonly #clusterSize: number;

  constructor(clusterSize: number) {
    this.#clusterSize = clusterSize;
  }

  clear(): void {
    this.#counts.clear();
  }

  /** Adds a table of one cluster. One that is not aligned covers two clusters. */
  add(offset: number): void {
    this.#change(offset, 1);
  }

  remove(offset: number): void {
    this.#change(offset, -1);
  }

  /** Whether a table touches any of the clusters [first, last]. */
  covers(first: number, last: number): boolean {
    if (last - first >= this.#counts.size) {
      for (const cluster of this.#counts.keys()) {
        if (cluster >= first && cluster <= last) return true;
      }
      return false;
    }
    for (let cluster = first; cluster <= last; cluster += 1) {
      if (this.#counts.has(cluster)) return true;
    }
    return false;
  }

  #change(offset: number, by: number): void {
    const first = Math.floor(offset / this.#clusterSize);
    const last = Math.floor((offset + this.#clusterSize - 1) / this.#clusterSize);
    // One cluster or two; a loop that adds one would stand still above 2^53.
    for (const cluster of last > first ? [first, last] : [first]) {
      const count = (this.#counts.get(cluster) ?? 0) + by;
      if (count > 0) {
        this.#counts.set(cluster, count);
      } else {
        this.#counts.delete(cluster);
      }
    }
  }
}

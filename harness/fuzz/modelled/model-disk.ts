// What a guest's disk holds by what was done to it, byte for byte, and which bytes nobody can be
// sure of.

/** One disk. */
export class ModelDisk {
  bytes: Uint8Array;
  /** 1 for each byte that may be anything. */
  unsure: Uint8Array;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.unsure = new Uint8Array(size);
  }

  get size(): number {
    return this.bytes.length;
  }

  copy(): ModelDisk {
    const copy = new ModelDisk(0);
    copy.bytes = this.bytes.slice();
    copy.unsure = this.unsure.slice();
    return copy;
  }

  fill(at: number, length: number, pattern: number): void {
    this.bytes.fill(pattern, at, at + length);
    this.unsure.fill(0, at, at + length);
  }

  doubt(at: number, length: number): void {
    this.unsure.fill(1, at, at + length);
  }

  /** What it grows by reads as zeroes. */
  resize(size: number): void {
    const [bytes, unsure] = [new Uint8Array(size), new Uint8Array(size)];
    bytes.set(this.bytes.subarray(0, size));
    unsure.set(this.unsure.subarray(0, size));
    this.bytes = bytes;
    this.unsure = unsure;
  }

  /** Takes the beginning of another disk, as far as that goes. */
  take(other: ModelDisk, length = other.size): void {
    const end = Math.min(length, other.size, this.size);
    this.bytes.set(other.bytes.subarray(0, end));
    this.unsure.set(other.unsure.subarray(0, end));
  }

  /** The first byte that is other than it must be; undefined: there is none. */
  differs(seen: Uint8Array): number | undefined {
    if (seen.length !== this.size) return Math.min(seen.length, this.size);
    if (Buffer.compare(seen, this.bytes) === 0) return undefined;
    const at = seen.findIndex((byte, index) => {
      return byte !== this.bytes[index] && this.unsure[index] === 0;
    });
    return at < 0 ? undefined : at;
  }
}

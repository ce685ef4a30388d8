// A disk that is encrypted as a whole: a LUKS header, and behind it the sectors of the disk.
import { alignUp } from '../../base/align.ts';
import { assert } from '../../base/assert.ts';
import { EFBIG, EIO } from '../../base/errno.ts';
import { FormatError } from '../../base/errors.ts';
import { type ImageFacts, NO_FACTS } from '../../block/image-facts.ts';
import {
  BlockNode,
  type Child,
  inheritedLimits,
  type OpenMode,
  type StatusRun,
  type Truncation,
  type WriteFlags,
} from '../../block/node.ts';
import { read, truncate, write } from '../../block/request.ts';
import { CIPHER_SECTOR, type SectorCipher } from '../../crypto/sector-cipher.ts';
import { luksFacts, type LuksVolume, payloadOffset } from '../../luks/volume.ts';
import type { Task } from '../../task/task.ts';

/** Bytes that are encrypted and written at once, as QEMU does it. */
const PIECE = 1024 * 1024;
const MAX_LENGTH = 2n ** 63n - 1n;

/** One open image. */
export class LuksNode extends BlockNode {
  readonly driver = 'luks';
  override readonly honoursFua: boolean;
  readonly file: BlockNode;
  readonly volume: LuksVolume;
  /** Id of the secret that it was opened with. */
  readonly keySecret: string | undefined;

  /** Throws FormatError for a file that ends in front of the disk. */
  constructor(
    filename: string,
    mode: OpenMode,
    file: BlockNode,
    { volume, keySecret }: { volume: LuksVolume; keySecret: string | undefined },
  ) {
    super(filename, mode);
    this.file = file;
    this.volume = volume;
    this.keySecret = keySecret;
    this.children = [{ role: 'file', node: file, isWritable: !mode.readOnly }];
    this.honoursFua = file.takesFua;
    this.limits = { ...inheritedLimits([file]), requestAlignment: CIPHER_SECTOR };
    if (file.length() < payloadOffset(volume)) {
      const message = 'Could not refresh total sector count: Input/output error';
      throw new FormatError(message, { errno: EIO });
    }
  }

  override describe(): ImageFacts {
    return {
      ...NO_FACTS,
      clusterSize: this.file.describe()?.clusterSize ?? 0,
      isEncrypted: true,
      specific: luksFacts(this.volume),
    };
  }

  /** Whole sectors: the last one may not be there as a whole. */
  length(): number {
    const bytes = this.file.length() - payloadOffset(this.volume);
    return alignUp(Math.max(0, bytes), CIPHER_SECTOR);
  }

  get #cipher(): SectorCipher {
    const { cipher } = this.volume;
    assert(cipher !== undefined, 'who reads or writes has opened the image with its password');
    return cipher;
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    const start = payloadOffset(this.volume) + offset;
    for (let done = 0; done < target.length; done += PIECE) {
      const piece = target.subarray(done, done + PIECE);
      yield* read(this.file, start + done, piece);
      this.#cipher.decryptInPlace(piece, (offset + done) / CIPHER_SECTOR);
    }
  }

  *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const start = payloadOffset(this.volume) + offset;
    for (let done = 0; done < source.length; done += PIECE) {
      const piece = source.subarray(done, done + PIECE);
      const encrypted = this.#cipher.encrypt(piece, (offset + done) / CIPHER_SECTOR);
      yield* write(this.file, start + done, encrypted, flags);
    }
  }

  override *doTruncate(length: number, how: Truncation): Task<void> {
    const start = payloadOffset(this.volume);
    if (BigInt(start) > MAX_LENGTH - BigInt(length)) {
      throw new FormatError('The requested file size is too large', { errno: EFBIG });
    }
    yield* truncate(this.file, start + length, how.preallocation, how.isExact);
  }

  /** All of it is data, and none of it stands in the file as it is read. */
  override *doStatus(_offset: number, length: number): Task<StatusRun> {
    return { length, data: true, zero: false, allocated: true };
  }

  override fork([child]: readonly Child[]): BlockNode | undefined {
    if (child === undefined) return undefined;
    return new LuksNode(this.filename, this.mode, child.node, this);
  }
}

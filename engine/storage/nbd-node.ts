// A disk that an NBD server exports. What block status tells of can be chosen: a bitmap of the
// server's image shows as holes where it is set.
import { alignDown, alignUp, minNonZero } from '../base/align.ts';
import { readU32, readU64 } from '../base/endian.ts';
import { EACCES, EINVAL, EIO, ENOTSUP } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { OpenMode, StatusRun, Truncation, WriteFlags } from '../block/node.ts';
import { BlockNode, NO_FLAGS, NO_LIMITS } from '../block/node.ts';
import type { Task } from '../task/task.ts';
import { ioTurn } from '../task/task.ts';
import { MAX_PAYLOAD } from './nbd-channel.ts';
import type { NbdExport } from './nbd-handshake.ts';
import type { NbdLink } from './nbd-link.ts';
import { CHUNK, COMMAND, COMMAND_FLAG, MAX_TRANSFER } from './nbd-wire.ts';

const SECTOR = 512;
/** Bytes of one request that carries none. */
const MAX_LENGTH = 2 ** 31 - 1;
/** Offset in front of the data of a chunk. */
const OFFSET_BYTES = 8;
const HOLE_BYTES = 12;
/** A context's number, and the length and the flags of one extent. */
const STATUS_BYTES = 12;
/** Depths, not flags: 0 is nowhere, 1 is in the top image, the others are below. */
const ALLOCATION_DEPTH = 'qemu:allocation-depth';

interface Extent {
  readonly length: number;
  readonly flags: number;
}

/** One export. Requests go out one after the other. */
export class NbdNode extends BlockNode {
  readonly driver = 'nbd';
  override readonly honoursFua: boolean;
  readonly #link: NbdLink;
  readonly #contextName: string;
  /** Bytes, as the first connection told it. */
  readonly #size: number;

  /** Takes over the link; doClose() closes it. A context that is needed has to come back. */
  constructor(
    filename: string,
    mode: OpenMode,
    link: NbdLink,
    context: { readonly name: string; readonly isNeeded: boolean },
  ) {
    super(filename, mode);
    const { found } = link;
    this.#link = link;
    this.#contextName = context.name;
    this.#size = found.size;
    link.accepts = ({ contextId, offers }) =>
      (contextId !== undefined || !context.isNeeded) && (offers.canWrite || this.mode.readOnly);
    const { canFua, canZero, canZeroFast } = found.offers;
    this.honoursFua = canFua;
    if (canZero) {
      this.zeroFlags = { ...NO_FLAGS, fua: canFua, mayUnmap: true, noFallback: canZeroFast };
    }
    const unit = found.minBlock || defaultUnit(found);
    const maxTransfer = minNonZero(MAX_TRANSFER, found.maxBlock);
    this.limits = {
      ...NO_LIMITS,
      requestAlignment: unit,
      maxTransfer,
      maxWriteZeroes: maxTransfer,
      discardAlignment: unit,
      maxDiscard: alignDown(MAX_LENGTH, unit),
    };
  }

  get #export(): NbdExport {
    return this.#link.found;
  }

  /** Whole sectors: what the last one lacks reads as zeroes. */
  length(): number {
    return alignUp(this.#size, SECTOR);
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    const length = Math.max(0, Math.min(target.length, this.#export.size - offset));
    target.fill(0, length);
    if (length > 0) {
      const data = target.subarray(0, length);
      this.#link.request({
        command: COMMAND.read,
        flags: 0,
        offset,
        length,
        needsChunks: true,
        takeChunk: (kind, payload) => this.#takeData(kind, payload, { offset, data }),
        takeData: () => this.#link.read(data),
      });
    }
    yield ioTurn;
  }

  *doWrite(offset: number, source: Uint8Array, { fua }: WriteFlags): Task<void> {
    if (source.length > 0) {
      const flags = fua ? COMMAND_FLAG.fua : 0;
      const { length } = source;
      this.#link.request({ command: COMMAND.write, flags, offset, length, payload: source });
    }
    yield ioTurn;
  }

  override *doWriteZeroes(offset: number, length: number, asked: WriteFlags): Task<void> {
    if (!this.#export.offers.canZero) throw new IoError(ENOTSUP);
    const flags =
      (asked.fua ? COMMAND_FLAG.fua : 0) +
      (asked.mayUnmap ? 0 : COMMAND_FLAG.noHole) +
      (asked.noFallback ? COMMAND_FLAG.fastZero : 0);
    this.#link.request({ command: COMMAND.writeZeroes, flags, offset, length });
    yield ioTurn;
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    if (length > 0 && this.#export.offers.canTrim) {
      this.#link.request({ command: COMMAND.trim, flags: 0, offset, length });
    }
    yield ioTurn;
  }

  /** Each time, and whatever the cache mode: QEMU counts it among its own caches. */
  override *doFlushToOs(): Task<void> {
    if (this.#export.offers.canFlush) {
      this.#link.request({ command: COMMAND.flush, flags: 0, offset: 0, length: 0 });
    }
    yield ioTurn;
  }

  /** The server decides how long it is: one who asks for exactly that many bytes is refused. */
  override *doTruncate(length: number, how: Truncation): Task<void> {
    const size = this.#size;
    if (how.isExact && length !== size) throw new IoError(ENOTSUP, 'Cannot resize NBD nodes');
    if (length > size) throw new IoError(EINVAL, 'Cannot grow NBD nodes');
  }

  override *doStatus(offset: number, length: number, _wantZero: boolean): Task<StatusRun> {
    const { contextId, size } = this.#export;
    const all = { length, data: true, zero: false, allocated: true };
    const place = { hostOffset: offset, owner: this };
    if (contextId === undefined) return { ...all, ...place };
    if (offset >= size) return { ...all, data: false, zero: true };
    const unit = this.limits.requestAlignment;
    const asked = Math.min(length, alignDown(MAX_LENGTH, unit), size - offset);
    const extent = this.#askForStatus(offset, asked, contextId);
    yield ioTurn;
    const data = extent.flags % 2 === 0;
    const zero = extent.flags % 4 >= 2;
    return { length: extent.length, data, zero, allocated: data || zero, ...place };
  }

  /** A server that lets nobody write does not change its mind. */
  override *doMakeWritable(): Task<void> {
    this.refuseWriting();
  }

  /** Whether the server lets its clients write. */
  get canWrite(): boolean {
    return this.#export.offers.canWrite;
  }

  /** Whether the server tells by the context that was asked for what is where. */
  get hasContext(): boolean {
    return this.#export.contextId !== undefined;
  }

  /** Throws FormatError where the server lets nobody write. */
  refuseWriting(): void {
    if (this.canWrite) return;
    const message = "Can't reopen read-only NBD mount as read/write";
    throw new FormatError(message, { errno: EACCES });
  }

  override *doClose(): Task<void> {
    this.#link.close();
  }

  /** Receives a chunk of a read of `data`, which stands at `offset`. Throws IoError(EINVAL). */
  #takeData(
    kind: number,
    payload: number,
    { offset, data }: { readonly offset: number; readonly data: Uint8Array },
  ): void {
    const isData = kind === CHUNK.data && payload > OFFSET_BYTES;
    const isHole = kind === CHUNK.hole && payload === HOLE_BYTES;
    if (!isData && !isHole) throw new IoError(EINVAL);
    const head = this.#receive(isData ? OFFSET_BYTES : HOLE_BYTES);
    const at = readU64(head, 0) - offset;
    const length = isData ? payload - OFFSET_BYTES : readU32(head, OFFSET_BYTES);
    if (at < 0 || length === 0 || at + length > data.length) throw new IoError(EINVAL);
    const part = data.subarray(at, at + length);
    if (isData) this.#link.read(part);
    else part.fill(0);
  }

  #askForStatus(offset: number, length: number, contextId: number): Extent {
    let extent: Extent | undefined;
    this.#link.request({
      begin() {
        extent = undefined;
      },
      command: COMMAND.status,
      flags: COMMAND_FLAG.oneExtent,
      offset,
      length,
      needsChunks: true,
      takeChunk: (kind, payload) => {
        const isStatus = kind === CHUNK.status && extent === undefined;
        if (!isStatus || payload < STATUS_BYTES || payload > MAX_PAYLOAD) {
          throw new IoError(EINVAL);
        }
        const bytes = this.#receive(payload);
        if (readU32(bytes, 0) !== contextId) throw new IoError(EINVAL);
        extent = this.#extentOf(bytes, length);
      },
    });
    if (extent === undefined) throw new IoError(EIO);
    return extent;
  }

  /** The first extent of a status chunk, for at most `asked` bytes. Throws IoError(EINVAL). */
  #extentOf(bytes: Uint8Array, asked: number): Extent {
    const unit = this.limits.requestAlignment;
    const length = readU32(bytes, 4);
    const isDepth = this.#contextName === ALLOCATION_DEPTH;
    const flags = isDepth ? Math.min(2, readU32(bytes, 8)) : readU32(bytes, 8);
    if (length === 0) throw new IoError(EINVAL);
    // Nothing is known of a part of a unit: all of it counts as data.
    if (length < unit) return { length: unit, flags: 0 };
    return { length: Math.min(asked, alignDown(length, unit)), flags };
  }

  #receive(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    this.#link.read(bytes);
    return bytes;
  }
}

/** Bytes of the unit where the server names none. */
const defaultUnit = ({ size, contextId }: NbdExport): number =>
  size % SECTOR !== 0 || contextId !== undefined ? 1 : SECTOR;

// Files of the host: with host-storage.ts, which knows their names, the one place in the engine
// that reaches the file system. Calls are synchronous and take effect when submitted, so that runs
// on memory and on the host go the same way.
//
// Node offers neither fallocate nor SEEK_HOLE, nor locks: see file-calls.ts and file-locks.ts for
// where they come from, and for what becomes of zero ranges and discards without them.
import { fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { alignUp } from '../base/align.ts';
import { EFBIG, EINVAL, ENOTSUP } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type {
  OpenMode,
  Preallocation,
  StatusRun,
  Truncation,
  UseOfNode,
  WriteFlags,
} from '../block/node.ts';
import { firstBlockOf, refusePreallocation } from '../block/preallocation.ts';
import type { FileUse } from '../block/file-uses.ts';
import type { SocketAddress, Timer } from '../block/storage.ts';
import type { Task } from '../task/task.ts';
import { ioTurn, mustAwaitIo } from '../task/task.ts';
import { FileNode } from './file-node.ts';
import { type FileCalls, FileSpace } from './file-calls.ts';
import { type FileLocks, ShownUse } from './file-locks.ts';
import {
  closeHost,
  explainHost,
  flushHost,
  ioErrorOf,
  onHost,
  readHost,
  truncateHost,
} from './host-errors.ts';

/** Zeroes are written in pieces of this many bytes. */
const ZERO_CHUNK = 1024 * 1024;
const zeroes = new Uint8Array(ZERO_CHUNK);
/** In which lengths of disks are told. */
const SECTOR = 512;
/** As QEMU fills a file: which of the writes fails where a device is full shows in it. */
const FILL_CHUNK = 64 * 1024;

/** What a host can do and Node cannot ask for, as far as there is a way to ask. */
export interface HostCalls {
  /** They reach the space of files; without them holes are neither made nor seen. */
  readonly calls?: FileCalls | undefined;
  /** They show other processes how files are used; without them nobody else is looked at. */
  readonly locks?: FileLocks | undefined;
  /** Opens the descriptor of a connection. Throws IoError and FormatError. */
  readonly openSocket?: ((address: SocketAddress) => number) | undefined;
  /** Without it nobody waits for a connection. */
  readonly timer?: Timer | undefined;
}

/** What the host does not say of a device as it does of a file. */
export interface Device {
  /** The driver that it is opened by. */
  readonly driver: string;
  /** Bytes. */
  readonly length: number;
}

/** An open file of the host. */
export class HostFile extends FileNode {
  override readonly driver: string;
  readonly #path: string;
  readonly #calls: FileCalls | undefined;
  readonly #shown: ShownUse | undefined;
  #descriptor: number;
  #space: FileSpace | undefined;
  /** Known from our own requests: asking the host each time costs more than a small read. */
  #length: number;
  /** Its length is what it is. */
  readonly #isDevice: boolean;
  /**
   * What a flush has failed with. The host may have dropped what it could not write, and calls the
   * next flush a success: so no later one is.
   */
  #lostFlush: IoError | undefined;

  /** Takes over the open descriptor of `path`; doClose() closes it. `unit` is that of requests. */
  constructor(
    filename: string,
    mode: OpenMode,
    opened: {
      readonly path: string;
      readonly descriptor: number;
      readonly device?: Device;
      readonly unit?: number;
    },
    { calls, locks }: HostCalls = {},
  ) {
    super(filename, mode);
    this.#shown = locks && new ShownUse(locks, filename);
    this.#path = opened.path;
    this.#calls = calls;
    this.#descriptor = opened.descriptor;
    this.#space = calls && new FileSpace(calls, opened.descriptor);
    const found = fstatSync(opened.descriptor);
    this.#length = opened.device?.length ?? found.size;
    this.#isDevice = !found.isFile();
    this.driver = opened.device?.driver ?? 'file';
    this.useUnit(opened.unit ?? 1);
  }

  /** Requests are made in that unit from now on. */
  useUnit(unit: number): void {
    this.limits = { ...this.limits, requestAlignment: unit };
  }

  /** Who may not make the file longer cannot write a last unit that is no whole one. */
  override noteUse({ writes, resizes }: UseOfNode): void {
    const length = alignUp(this.#length, SECTOR);
    if (!writes || resizes || length % this.limits.requestAlignment === 0) return;
    const reason = 'Image size is not a multiple of request alignment';
    throw new FormatError(`Cannot get 'write' permission without 'resize': ${reason}`);
  }

  /** Goes on with another descriptor of the same file; takes it over and lets the old one go. */
  useDescriptor(descriptor: number): void {
    this.#shown?.move(this.#descriptor, descriptor);
    closeHost(this.#descriptor);
    this.#descriptor = descriptor;
    this.#space = this.#calls && new FileSpace(this.#calls, descriptor);
  }

  /** Shows it to other processes. Throws FormatError where they are in the way. */
  showUse(use: FileUse): void {
    this.#shown?.show(this.#descriptor, use);
  }

  /** What others do to the length while the file is open is not seen, as in QEMU. */
  length(): number {
    return this.#length;
  }

  /** As the host counts: 512 times the blocks in use. */
  override allocatedBytes(): number {
    return onHost(() => fstatSync(this.#descriptor).blocks) * 512;
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    yield* this.#submit(() => {
      let done = 0;
      const isReachable = Number.isSafeInteger(offset + target.length);
      while (isReachable && done < target.length) {
        const count = readHost(this.#descriptor, target, done, offset + done);
        if (count === 0) break;
        done += count;
      }
      target.fill(0, done);
    });
  }

  *doWrite(offset: number, source: Uint8Array, _flags: WriteFlags): Task<void> {
    let failure: IoError | undefined;
    try {
      this.#writeAll(offset, source);
    } catch (error) {
      failure = ioErrorOf(error);
    }
    if (mustAwaitIo()) yield ioTurn;
    if (failure !== undefined) throw failure;
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    yield* this.#submit(() => {
      const end = offset + length;
      // What may be unmapped is a punched hole in QEMU, and those do not make a file longer.
      const mayUnmap = flags.mayUnmap && this.mode.mayUnmap;
      if (this.#space === undefined) {
        this.#zero(offset, mayUnmap ? Math.min(end, this.#length) : end);
      } else if (this.#space.zero(offset, length, mayUnmap)) {
        this.#length = Math.max(this.#length, end);
      }
    });
  }

  override *doDiscard(offset: number, length: number): Task<void> {
    yield* this.#submit(() => {
      if (this.#space === undefined) {
        this.#zero(offset, Math.min(offset + length, this.#length));
      } else {
        this.#space.discard(offset, length);
      }
    });
  }

  override *doTruncate(length: number, { preallocation, isExact }: Truncation): Task<void> {
    yield* this.#submit(() => {
      this.resize(length, preallocation, isExact);
    });
  }

  /** Changes the length now; see `Truncation`. Throws IoError, and FormatError. */
  resize(length: number, preallocation: Preallocation, isExact = false): void {
    const before = this.#length;
    if (this.#isDevice) {
      if (preallocation !== 'off') {
        const mode = `Preallocation mode '${preallocation}'`;
        const message = `${mode} unsupported for this non-regular file`;
        throw new FormatError(message, { errno: ENOTSUP });
      }
      if (length !== before && isExact) {
        throw new FormatError('Cannot resize device files', { errno: ENOTSUP });
      }
      if (length > before) throw new FormatError('Cannot grow device files', { errno: EINVAL });
      return;
    }
    refusePreallocation(before, length, preallocation);
    requirePlace(length);
    const space = preallocation === 'falloc' && length > before ? this.#space : undefined;
    try {
      if (space !== undefined) {
        explainHost('Could not preallocate new data', () => space.reserve(before, length - before));
      } else {
        explainHost('Could not resize file', () => this.#truncate(length));
      }
      this.#length = length;
      if (preallocation === 'full' || (preallocation === 'falloc' && space === undefined)) {
        this.#fill(before, length);
      }
    } catch (error) {
      if (preallocation !== 'off') this.#truncate(before); // nothing of it is kept
      this.#length = before;
      throw error;
    }
    if (preallocation !== 'full') this.#writeFirstBlock(firstBlockOf(before, length));
  }

  #truncate(length: number): void {
    truncateHost(this.#calls?.interruptible, this.#descriptor, length);
  }

  /** Written and stable: the host needs no further space for this later on. */
  #fill(start: number, end: number): void {
    explainHost('Could not write zeros for preallocation', () =>
      this.#zero(start, end, FILL_CHUNK),
    );
    explainHost('Could not flush file to disk', () => fsyncSync(this.#descriptor));
  }

  /** It is to be read later, and nobody minds where it cannot be written. */
  #writeFirstBlock(length: number): void {
    try {
      this.#zero(0, length);
    } catch (error) {
      ioErrorOf(error);
    }
  }

  /** Past the end there is a hole; before it everything is data where holes cannot be found. */
  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    const run = yield* super.doStatus(offset, length, wantZero);
    if (!wantZero) return run;
    const { isData, end } =
      this.#space?.runAt(offset) ??
      (offset < this.#length
        ? { isData: true, end: this.#length }
        : { isData: false, end: Infinity });
    // The last unit of a file past the cache is data as a whole, however little of it there is.
    const until = isData ? alignUp(end, this.limits.requestAlignment) : end;
    return { ...run, length: Math.min(length, until - offset), data: isData, zero: !isData };
  }

  override *doFlushToDisk(): Task<void> {
    yield* this.#submit(() => {
      if (this.#lostFlush !== undefined) throw this.#lostFlush;
      try {
        flushHost(this.#calls?.interruptible, this.#descriptor);
      } catch (error) {
        this.#lostFlush = ioErrorOf(error);
        throw this.#lostFlush;
      }
    });
  }

  /** Opens the file once more, for writing, in the place of the descriptor that can only read. */
  override *doMakeWritable(): Task<void> {
    const what = `Could not open '${this.filename}'`;
    this.useDescriptor(explainHost(what, () => openSync(this.#path, 'r+')));
  }

  override *doClose(): Task<void> {
    this.#shown?.end(this.#descriptor);
    onHost(() => {
      closeHost(this.#descriptor);
    });
  }

  /** Makes the call now, and delivers its success or failure one turn later. */
  *#submit(call: () => void): Task<void> {
    let failure: IoError | undefined;
    try {
      call();
    } catch (error) {
      failure = ioErrorOf(error);
    }
    if (mustAwaitIo()) yield ioTurn;
    if (failure !== undefined) throw failure;
  }

  #writeAll(offset: number, source: Uint8Array): void {
    requirePlace(offset + source.length);
    let done = 0;
    while (done < source.length) {
      done += writeSync(this.#descriptor, source, done, source.length - done, offset + done);
      this.#length = Math.max(this.#length, offset + done);
    }
  }

  #zero(start: number, end: number, chunk = ZERO_CHUNK): void {
    for (let at = start; at < end; at += chunk) {
      this.#writeAll(at, zeroes.subarray(0, Math.min(chunk, end - at)));
    }
  }
}

/**
 * Throws IoError for an offset above 2^53: Node would take it for no position at all, and write
 * where the last write has ended.
 */
function requirePlace(length: number): void {
  if (length > Number.MAX_SAFE_INTEGER) throw new IoError(EFBIG);
}

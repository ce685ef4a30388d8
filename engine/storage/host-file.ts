// Files of the host: the one place in the engine that reaches the file system. Calls are
// synchronous and take effect when submitted, so that runs on memory and on the host go the same
// way.
//
// Node offers neither fallocate nor SEEK_HOLE: see file-calls.ts for where they come from, and for
// what becomes of zero ranges and discards without them.
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { EINVAL, EACCES, EFBIG, EIO, ENOTSUP, EROFS, strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type {
  BlockNode,
  OpenMode,
  Preallocation,
  PreparedReopen,
  StatusRun,
  WriteFlags,
} from '../block/node.ts';
import { firstBlockOf, refusePreallocation } from '../block/preallocation.ts';
import type { Connection, Storage } from '../block/storage.ts';
import type { Task } from '../task/task.ts';
import { ioTurn, mustAwaitIo } from '../task/task.ts';
import { FileNode } from './file-node.ts';
import { type FileCalls, FileSpace } from './file-calls.ts';
import { foundOnHost, ioErrorOf, onHost } from './host-errors.ts';

/** What is said when space cannot be reserved; plain files do not know 'metadata'. */
const PREALLOCATION_FAILED = {
  metadata: 'Unsupported preallocation mode: metadata',
  falloc: 'Could not preallocate new data',
  full: 'Could not write zeros for preallocation',
};

/** Zeroes are written in pieces of this many bytes. */
const ZERO_CHUNK = 1024 * 1024;
const zeroes = new Uint8Array(ZERO_CHUNK);

/** An open file of the host. */
export class HostFile extends FileNode {
  readonly #path: string;
  readonly #calls: FileCalls | undefined;
  #descriptor: number;
  #space: FileSpace | undefined;
  /** Known from our own requests: asking the host each time costs more than a small read. */
  #length: number;
  /** Its length is what it is. */
  readonly #isDevice: boolean;

  /** Takes over the open descriptor of `path`; doClose() closes it. */
  constructor(
    filename: string,
    mode: OpenMode,
    opened: { readonly path: string; readonly descriptor: number },
    calls?: FileCalls,
  ) {
    super(filename, mode);
    this.#path = opened.path;
    this.#calls = calls;
    this.#descriptor = opened.descriptor;
    this.#space = calls && new FileSpace(calls, opened.descriptor);
    const found = fstatSync(opened.descriptor);
    this.#length = found.size;
    this.#isDevice = !found.isFile();
  }

  /** Goes on with another descriptor of the same file; takes it over and lets the old one go. */
  useDescriptor(descriptor: number): void {
    closeSync(this.#descriptor);
    this.#descriptor = descriptor;
    this.#space = this.#calls && new FileSpace(this.#calls, descriptor);
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
        const count = readSync(this.#descriptor, target, done, target.length - done, offset + done);
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

  override *doTruncate(length: number, preallocation: Preallocation): Task<void> {
    yield* this.#submit(() => {
      const before = this.#length;
      if (this.#isDevice) {
        if (length > before) throw new FormatError('Cannot grow device files', { errno: EINVAL });
        return;
      }
      refusePreallocation(before, length, preallocation);
      requirePlace(length);
      ftruncateSync(this.#descriptor, length);
      this.#length = length;
      if (preallocation === 'off') {
        this.#zero(0, firstBlockOf(before, length));
        return;
      }
      try {
        if (preallocation === 'falloc' && length > before && this.#space !== undefined) {
          this.#space.reserve(before, length - before);
        } else {
          // Written and stable, so that the host needs no further space for this later on.
          this.#zero(before, length);
          fsyncSync(this.#descriptor);
        }
      } catch (error) {
        const { errno } = ioErrorOf(error);
        ftruncateSync(this.#descriptor, before); // what cannot be reserved is not kept
        this.#length = before;
        throw new IoError(errno, `${PREALLOCATION_FAILED[preallocation]}: ${strerror(errno)}`);
      }
    });
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
    return { ...run, length: Math.min(length, end - offset), data: isData, zero: !isData };
  }

  override *doFlushToDisk(): Task<void> {
    yield* this.#submit(() => {
      fdatasyncSync(this.#descriptor);
    });
  }

  /** Opens the file once more, for writing, in the place of the descriptor that can only read. */
  override *doMakeWritable(): Task<void> {
    this.useDescriptor(onHost(() => openSync(this.#path, 'r+')));
  }

  override *doClose(): Task<void> {
    onHost(() => {
      closeSync(this.#descriptor);
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

  #zero(start: number, end: number): void {
    for (let at = start; at < end; at += ZERO_CHUNK) {
      this.#writeAll(at, zeroes.subarray(0, Math.min(ZERO_CHUNK, end - at)));
    }
  }
}

/** A connected socket. */
class HostConnection implements Connection {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  read(target: Uint8Array): void {
    for (let done = 0; done < target.length;) {
      const left = target.length - done;
      const count = onHost(() => readSync(this.#descriptor, target, done, left, null));
      if (count === 0) throw new IoError(EIO);
      done += count;
    }
  }

  write(source: Uint8Array): void {
    for (let done = 0; done < source.length;) {
      done += onHost(() => writeSync(this.#descriptor, source, done));
    }
  }

  close(): void {
    onHost(() => closeSync(this.#descriptor));
  }
}

/**
 * Throws IoError for an offset above 2^53: Node would take it for no position at all, and write
 * where the last write has ended.
 */
function requirePlace(length: number): void {
  if (length > Number.MAX_SAFE_INTEGER) throw new IoError(EFBIG);
}

/** The files of the host; relative names start at the process's directory, or at `directory`. */
export class HostStorage implements Storage {
  readonly #directory: string;
  readonly #calls: FileCalls | undefined;
  /** Opens a descriptor of the Unix socket with that path, or throws IoError. */
  readonly #openSocket: ((path: string) => number) | undefined;

  /**
   * `calls` reach the space of files; without them holes are neither made nor seen. Without
   * `openSocket` there are no connections.
   */
  constructor(directory = '', calls?: FileCalls, openSocket?: (path: string) => number) {
    this.#directory = directory;
    this.#calls = calls;
    this.#openSocket = openSocket;
  }

  connect(name: string): Connection {
    if (this.#openSocket === undefined) throw new IoError(ENOTSUP);
    return new HostConnection(this.#openSocket(this.#path(name)));
  }

  /** Throws FormatError for what is neither a regular file nor a directory opened for writing. */
  open(name: string, mode: OpenMode): HostFile {
    const descriptor = this.#descriptorOf(name, mode);
    if (!fstatSync(descriptor).isFile()) {
      closeSync(descriptor);
      throw new FormatError(`'file' driver requires '${name}' to be a regular file`);
    }
    return new HostFile(name, mode, { path: this.#path(name), descriptor }, this.#calls);
  }

  openDevice(name: string, mode: OpenMode): HostFile | undefined {
    const descriptor = this.#descriptorOf(name, mode);
    const found = fstatSync(descriptor);
    if (found.isCharacterDevice()) {
      return new HostFile(name, mode, { path: this.#path(name), descriptor });
    }
    closeSync(descriptor);
    if (!found.isBlockDevice()) return undefined;
    throw new FormatError('a block device is not supported yet by blkdrill');
  }

  /** The file of that name is taken for the same one. */
  prepareReopen(node: BlockNode, mode: OpenMode): PreparedReopen {
    if (mode.readOnly === node.mode.readOnly) return { commit() {} };
    const descriptor = this.#descriptorOf(node.filename, mode);
    return {
      commit: () =>
        node instanceof HostFile ? node.useDescriptor(descriptor) : closeSync(descriptor),
      abort: () => closeSync(descriptor),
    };
  }

  #descriptorOf(name: string, mode: OpenMode): number {
    try {
      return openSync(this.#path(name), mode.readOnly ? 'r' : 'r+');
    } catch (error) {
      const failure = ioErrorOf(error);
      // A read-only file system refuses writers as a missing permission does.
      throw failure.errno === EROFS ? new IoError(EACCES) : failure;
    }
  }

  create(name: string): void {
    onHost(() => {
      closeSync(openSync(this.#path(name), 'w', 0o644));
    });
  }

  exists(name: string): boolean {
    return existsSync(this.#path(name));
  }

  remove(name: string): void {
    onHost(() => {
      unlinkSync(this.#path(name));
    });
  }

  readHead(name: string, limit: number): Uint8Array {
    const descriptor = onHost(() => openSync(this.#path(name), 'r'));
    try {
      const found = onHost(() => fstatSync(descriptor));
      const head = new Uint8Array(found.isFile() ? Math.min(limit, found.size) : limit);
      let done = 0;
      while (done < head.length) {
        const count = onHost(() => readSync(descriptor, head, done, head.length - done, null));
        if (count === 0) break;
        done += count;
      }
      return head.subarray(0, done);
    } finally {
      closeSync(descriptor);
    }
  }

  readText(name: string): string {
    return onHost(() => readFileSync(this.#path(name), 'utf8'));
  }

  /** As the host counts: 512 times the blocks in use. */
  allocatedBytes(name: string): number {
    return onHost(() => statSync(this.#path(name)).blocks) * 512;
  }

  realPath(name: string): string | undefined {
    return foundOnHost(() => realpathSync(this.#path(name)));
  }

  fileId(name: string): string | undefined {
    const found = foundOnHost(() => statSync(this.#path(name), { bigint: true }));
    return found && `${found.dev}:${found.ino}`;
  }

  #path(name: string): string {
    return this.#directory === '' || name.startsWith('/') ? name : `${this.#directory}/${name}`;
  }
}

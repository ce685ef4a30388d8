// The files and sockets of the host, by their names.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { EACCES, EIO, ENOTSUP, EROFS } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { FileUse } from '../block/file-uses.ts';
import {
  type BlockNode,
  type OpenMode,
  type Preallocation,
  type PreparedReopen,
  READ_WRITE,
} from '../block/node.ts';
import type { Connection, SocketAddress, Storage, Timer } from '../block/storage.ts';
import { directAlignment } from './direct-io.ts';
import { ShownUse } from './file-locks.ts';
import {
  closeHost,
  explainHost,
  foundOnHost,
  ioErrorOf,
  onHost,
  readHost,
  truncateHost,
} from './host-errors.ts';
import { type HostCalls, HostFile } from './host-file.ts';

/** A connected socket. */
class HostConnection implements Connection {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  read(target: Uint8Array): void {
    for (let done = 0; done < target.length;) {
      const count = onHost(() => readHost(this.#descriptor, target, done, null));
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
    closeHost(this.#descriptor);
  }
}

/** The files of the host; relative names start at the process's directory, or at `directory`. */
export class HostStorage implements Storage {
  readonly #directory: string;
  readonly #host: HostCalls;

  /** Without a way to open sockets there are no connections. */
  constructor(directory = '', host: HostCalls = {}) {
    this.#directory = directory;
    this.#host = host;
  }

  get timer(): Timer | undefined {
    return this.#host.timer;
  }

  connect(address: SocketAddress): Connection {
    if (this.#host.openSocket === undefined) throw new IoError(ENOTSUP);
    const found =
      address.kind === 'unix' ? { ...address, path: this.#path(address.path) } : address;
    return new HostConnection(this.#host.openSocket(found));
  }

  showUse(node: BlockNode, use: FileUse): void {
    if (node instanceof HostFile) node.showUse(use);
  }

  /** Throws FormatError for what is neither a regular file nor a directory opened for writing. */
  open(name: string, mode: OpenMode): HostFile {
    const descriptor = this.#descriptorOf(name, mode);
    if (!fstatSync(descriptor).isFile()) {
      closeHost(descriptor);
      throw new FormatError(`'file' driver requires '${name}' to be a regular file`);
    }
    const opened = {
      path: this.#path(name),
      descriptor,
      unit: this.#unitOf(name, mode, descriptor),
    };
    return new HostFile(name, mode, opened, this.#host);
  }

  /** The unit of requests. Throws FormatError where there is none, and closes the descriptor. */
  #unitOf(name: string, { isDirect }: OpenMode, descriptor: number): number {
    try {
      return isDirect === true ? directAlignment(this.#path(name), name) : 1;
    } catch (error) {
      closeHost(descriptor);
      throw error;
    }
  }

  isDevice(name: string): boolean {
    const found = foundOnHost(() => statSync(this.#path(name)));
    return found !== undefined && (found.isCharacterDevice() || found.isBlockDevice());
  }

  openDevice(name: string, mode: OpenMode, driver: string): HostFile | undefined {
    const descriptor = this.#descriptorOf(name, mode);
    const found = fstatSync(descriptor);
    try {
      if (found.isCharacterDevice() || found.isBlockDevice()) {
        const length = found.isBlockDevice() ? lengthOfDisk(found.rdev) : 0;
        const device = { driver, length };
        const path = this.#path(name);
        const unit = mode.isDirect === true ? directAlignment(path, name) : 1;
        const opened = { path, descriptor, device, unit };
        return new HostFile(name, mode, opened);
      }
    } catch (error) {
      closeHost(descriptor);
      throw error;
    }
    closeHost(descriptor);
    return undefined;
  }

  /** The file of that name is taken for the same one. */
  prepareReopen(node: BlockNode, mode: OpenMode): PreparedReopen {
    const isAsDirect = (mode.isDirect === true) === (node.mode.isDirect === true);
    if (mode.readOnly === node.mode.readOnly && isAsDirect) return { commit() {} };
    const descriptor = this.#descriptorOf(node.filename, mode);
    const unit = this.#unitOf(node.filename, mode, descriptor);
    return {
      commit() {
        if (!(node instanceof HostFile)) return closeHost(descriptor);
        node.useDescriptor(descriptor);
        node.useUnit(unit);
      },
      abort: () => closeHost(descriptor),
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

  create(name: string, use?: FileUse): void {
    this.createSized(name, use, 0, 'off');
  }

  createSized(
    name: string,
    use: FileUse | undefined,
    length: number,
    preallocation: Preallocation,
  ): void {
    const shown = this.#host.locks && new ShownUse(this.#host.locks, name);
    const path = this.#path(name);
    const flags = constants.O_RDWR + constants.O_CREAT;
    const calls = this.#host.calls?.interruptible;
    const descriptor = onHost(() => openSync(path, flags, 0o644));
    try {
      if (use !== undefined) shown?.show(descriptor, use);
      // As QEMU does: emptied first, and then given its length.
      explainHost('Could not resize file', () => truncateHost(calls, descriptor, 0));
      new HostFile(name, READ_WRITE, { path, descriptor }, this.#host).resize(
        length,
        preallocation,
      );
    } catch (error) {
      shown?.end(descriptor);
      closeHost(descriptor);
      if (!(error instanceof IoError)) throw error;
      throw new FormatError(error.message, { errno: error.errno });
    }
    shown?.end(descriptor);
    this.#closeNew(descriptor);
  }

  /** Whether a new file could be made at all is known when it is closed. Throws FormatError. */
  #closeNew(descriptor: number): void {
    try {
      explainHost('Could not close the new file', () => closeSync(descriptor));
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      throw new FormatError(error.message, { errno: error.errno });
    }
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
        const count = onHost(() => readHost(descriptor, head, done, null));
        if (count === 0) break;
        done += count;
      }
      return head.subarray(0, done);
    } finally {
      closeHost(descriptor);
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

/** Bytes of the block device with that number. Throws FormatError where the host does not say. */
function lengthOfDisk(device: number): number {
  const major = Math.floor(device / 256) % 4096;
  const minor = (device % 256) + Math.floor(device / 2 ** 20) * 256;
  const path = `/sys/dev/block/${major}:${minor}/size`;
  const sectors = foundOnHost(() => readFileSync(path, 'utf8'));
  if (sectors === undefined) throw new FormatError('the length of the device cannot be told');
  return Number(sectors) * 512;
}

// A disk that an NBD server exports over a Unix socket, for reading. What block status tells of can
// be chosen: a bitmap of the server's image shows as holes where it is set.
import { readU16, readU32, readU64, writeU16, writeU32, writeU64 } from '../base/endian.ts';
import { EINVAL, EIO, ENOTSUP, strerror } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import type { OpenMode, StatusRun } from '../block/node.ts';
import { BlockNode, NO_LIMITS } from '../block/node.ts';
import type { Driver, Options } from '../block/open.ts';
import { takeString } from '../block/options.ts';
import type { Connection } from '../block/storage.ts';
import type { Task } from '../task/task.ts';
import { ioTurn } from '../task/task.ts';
import { creationInPlace } from './create-in-place.ts';
import { type NbdExport, negotiate, receive } from './nbd-handshake.ts';

const REQUEST_MAGIC = 0x25609513;
const SIMPLE_MAGIC = 0x67446698;
const STRUCTURED_MAGIC = 0x668e33ef;
const COMMAND_READ = 0;
const COMMAND_DISCONNECT = 2;
const COMMAND_STATUS = 7;
/** One extent is enough. */
const ONE_EXTENT = 8;
const CHUNK_DATA = 1;
const CHUNK_HOLE = 2;
const CHUNK_STATUS = 5;
/** Chunks from here on tell an error. */
const FIRST_ERROR_CHUNK = 0x8000;
/** Bytes of one request; a chunk holds all its data and a little more. */
const MAX_TRANSFER = 2 ** 25;
const MAX_CHUNK = MAX_TRANSFER + 64;
const USUAL_CONTEXT = 'base:allocation';

/** Takes one chunk of a reply: its kind, and its bytes. */
type TakeChunk = (kind: number, bytes: Uint8Array) => void;

/** One export. Requests go out one after the other. */
export class NbdNode extends BlockNode {
  readonly driver = 'nbd';
  readonly #connection: Connection;
  readonly #export: NbdExport;
  #cookie = 0;

  constructor(filename: string, mode: OpenMode, connection: Connection, found: NbdExport) {
    super(filename, mode);
    this.#connection = connection;
    this.#export = found;
    const maxTransfer = Math.min(found.maxBlock, MAX_TRANSFER);
    this.limits = { ...NO_LIMITS, requestAlignment: found.minBlock, maxTransfer };
  }

  length(): number {
    return this.#export.size;
  }

  *doRead(offset: number, target: Uint8Array): Task<void> {
    const length = Math.max(0, Math.min(target.length, this.#export.size - offset));
    target.fill(0, length);
    if (length > 0) {
      this.#request({ command: COMMAND_READ, flags: 0, offset, length }, (kind, bytes) => {
        const at = readU64(bytes, 0) - offset;
        if (kind === CHUNK_DATA) target.set(bytes.subarray(8), at);
        else if (kind === CHUNK_HOLE) target.fill(0, at, at + readU32(bytes, 8));
      });
    }
    yield ioTurn;
  }

  *doWrite(): Task<void> {
    throw new IoError(ENOTSUP);
  }

  override *doStatus(offset: number, length: number, _wantZero: boolean): Task<StatusRun> {
    let extent = length;
    let bits = 0;
    if (this.#export.contextId !== undefined) {
      const limit = 2 ** 32 - this.#export.minBlock;
      const asked = Math.min(length, limit, this.#export.size - offset);
      const request = { command: COMMAND_STATUS, flags: ONE_EXTENT, offset, length: asked };
      this.#request(request, (kind, bytes) => {
        if (kind !== CHUNK_STATUS || readU32(bytes, 0) !== this.#export.contextId) return;
        extent = Math.min(length, readU32(bytes, 4));
        bits = readU32(bytes, 8);
      });
    }
    yield ioTurn;
    if (extent === 0) throw new IoError(EIO);
    const data = bits % 2 === 0;
    const zero = bits % 4 >= 2;
    const allocated = data || zero;
    return { length: extent, data, zero, allocated, hostOffset: offset, owner: this };
  }

  override *doClose(): Task<void> {
    this.#send({ command: COMMAND_DISCONNECT, flags: 0, offset: 0, length: 0 });
    this.#connection.close();
  }

  #send(request: NbdRequest): void {
    const bytes = new Uint8Array(28);
    this.#cookie += 1;
    writeU32(bytes, 0, REQUEST_MAGIC);
    writeU16(bytes, 4, request.flags);
    writeU16(bytes, 6, request.command);
    writeU64(bytes, 8, this.#cookie);
    writeU64(bytes, 16, request.offset);
    writeU32(bytes, 24, request.length);
    this.#connection.write(bytes);
  }

  /** Throws IoError: with the server's errno, or EIO where it answers something else. */
  #request(request: NbdRequest, take: TakeChunk): void {
    this.#send(request);
    let errno = 0;
    for (let isDone = false; !isDone;) {
      const magic = readU32(receive(this.#connection, 4), 0);
      if (magic === SIMPLE_MAGIC) {
        // Without data: reads are answered in chunks.
        errno = readU32(receive(this.#connection, 12), 0);
        break;
      }
      if (magic !== STRUCTURED_MAGIC) throw new IoError(EIO);
      const header = receive(this.#connection, 16);
      const kind = readU16(header, 2);
      const length = readU32(header, 12);
      if (readU64(header, 4) !== this.#cookie || length > MAX_CHUNK) throw new IoError(EIO);
      const bytes = receive(this.#connection, length);
      if (kind >= FIRST_ERROR_CHUNK) errno = readU32(bytes, 0);
      else if (length > 0) take(kind, bytes);
      isDone = readU16(header, 0) % 2 === 1;
    }
    if (errno !== 0) throw new IoError(errno === EINVAL ? EINVAL : EIO);
  }
}

interface NbdRequest {
  readonly command: number;
  readonly flags: number;
  readonly offset: number;
  readonly length: number;
}

/** Where the server listens. Throws FormatError where that is not told, or is no Unix socket. */
function takePath(options: Options): string {
  const short = takeString(options, 'path');
  const type = takeString(options, 'server.type');
  const long = takeString(options, 'server.path');
  if (short !== undefined) return short;
  if (type === undefined) {
    throw new FormatError(
      long === undefined ? 'NBD server address missing' : "Parameter 'type' is missing",
    );
  }
  if (type === 'inet') throw new FormatError('NBD over TCP is not supported yet by blkdrill');
  if (type !== 'unix') throw new FormatError(`Parameter 'type' does not accept value '${type}'`);
  if (long === undefined) throw new FormatError("Parameter 'path' is missing");
  return long;
}

/** `nbd`: options server.type=unix, server.path (or path), export, x-dirty-bitmap. */
export const nbdDriver: Driver = {
  name: 'nbd',
  creation: creationInPlace('nbd'),
  isProtocol: true,
  isStrong: (option) => option === 'export' || option === 'path' || option.startsWith('server.'),
  plainName(_node, strong) {
    const path = strong.get('server.path') ?? strong.get('path');
    const name = strong.get('export');
    return `nbd+unix://${name === undefined ? '' : `/${String(name)}`}?socket=${String(path)}`;
  },
  parseFilename() {
    throw new FormatError('NBD servers are named by options: driver=nbd,server.type=unix,...');
  },
  *open({ context, options, filename, mode }): Task<BlockNode> {
    const path = takePath(options);
    const exportName = takeString(options, 'export') ?? '';
    const bitmap = takeString(options, 'x-dirty-bitmap');
    if (!mode.readOnly) {
      throw new FormatError('writing to an NBD server is not supported yet by blkdrill');
    }
    let connection: Connection | undefined;
    try {
      connection = context.storage.connect?.(path);
      if (connection === undefined) throw new IoError(ENOTSUP);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      const { errno } = error;
      throw new FormatError(`Failed to connect to '${path}': ${strerror(errno)}`, { errno });
    }
    const wanted = { name: bitmap ?? USUAL_CONTEXT, isRequired: bitmap !== undefined };
    try {
      const found = negotiate(connection, exportName, wanted);
      return new NbdNode(filename, mode, connection, found);
    } catch (error) {
      connection.close();
      throw error;
    }
  },
};

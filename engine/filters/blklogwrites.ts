// The driver blklogwrites: what changes the disk below is also written to a log, in the format of
// the target log-writes of Linux's device mapper: a superblock, then entries of a sector each, with
// the data that was written behind them. All numbers are little-endian.
import { alignUp } from '../base/align.ts';
import { ENOTSUP } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { type BlockNode, NO_FLAGS, type OpenMode } from '../block/node.ts';
import type { UseOfNode, WriteFlags } from '../block/node.ts';
import type { Driver, Options } from '../block/open.ts';
import { takeBoolean, takeNumber, takeSize } from '../block/options.ts';
import { flush, read, write, writeZeroes } from '../block/request.ts';
import { explained } from '../task/explain.ts';
import type { Task } from '../task/task.ts';
import { FilterNode } from './filter-node.ts';

const MAGIC = 0x6a736677736872n;
const VERSION = 1n;
const FLUSH = 1n;
const DISCARD = 4n;
/** Bytes of the fields of the superblock. */
const SUPER_LENGTH = 28;
/** The same of an entry. */
const ENTRY_LENGTH = 32;
const MIN_SECTOR = 512;
const MAX_SECTOR = 8 * 1024 * 1024;

/** How the log is written, and how far it is. */
interface LogState {
  /** Bytes of a sector of the log, in which also the entries count. */
  readonly sector: number;
  /** The superblock is written with every so many entries, and with every flush. */
  readonly interval: number;
  /** Where the next entry comes, in bytes. */
  end: number;
  entries: number;
}

class LogWrites extends FilterNode {
  readonly driver = 'blklogwrites';
  override readonly honoursFua = false;
  readonly #log: BlockNode;
  readonly #state: LogState;

  constructor(filename: string, mode: OpenMode, nodes: readonly BlockNode[], state: LogState) {
    const [below, log] = nodes as [BlockNode, BlockNode];
    super(filename, mode, below);
    this.children = [...this.children, { role: 'log', node: log, isWritable: !mode.readOnly }];
    this.zeroFlags = NO_FLAGS;
    this.limits = { ...this.limits, requestAlignment: state.sector };
    this.#log = log;
    this.#state = state;
  }

  /** Who may not make the disk longer cannot write a last sector that is no whole one. */
  override noteUse({ writes, resizes }: UseOfNode): void {
    if (!writes || resizes || this.length() % this.#state.sector === 0) return;
    const reason = 'Image size is not a multiple of request alignment';
    throw new FormatError(`Cannot get 'write' permission without 'resize': ${reason}`);
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    yield* super.doWrite(offset, source, flags);
    yield* this.#add(offset, source);
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    yield* super.doWriteZeroes(offset, length, flags);
    const place = this.#take(length);
    yield* write(this.#log, place, this.#entryOf(offset, length, 0n));
    yield* writeZeroes(this.#log, place + this.#state.sector, length);
    yield* this.#writeSuperOften();
  }

  /** What breaks the sectors of the log has no place in it. */
  override *doDiscard(offset: number, length: number): Task<void> {
    const { sector } = this.#state;
    if (offset % sector !== 0 || length % sector !== 0) throw new IoError(ENOTSUP);
    yield* super.doDiscard(offset, length);
    yield* write(this.#log, this.#take(0), this.#entryOf(offset, length, DISCARD));
    yield* this.#writeSuperOften();
  }

  override *doFlushToDisk(): Task<void> {
    yield* flush(this.below);
    yield* write(this.#log, this.#take(0), this.#entryOf(0, 0, FLUSH));
    yield* this.#writeSuper();
  }

  *#add(offset: number, source: Uint8Array): Task<void> {
    const { sector } = this.#state;
    const bytes = new Uint8Array(sector + alignUp(source.length, sector));
    bytes.set(this.#entryOf(offset, source.length, 0n));
    bytes.set(source, sector);
    yield* write(this.#log, this.#take(source.length), bytes);
    yield* this.#writeSuperOften();
  }

  /** The place of a new entry with so many bytes behind it. */
  #take(length: number): number {
    const state = this.#state;
    const place = state.end;
    state.entries += 1;
    state.end += state.sector + alignUp(length, state.sector);
    return place;
  }

  #entryOf(offset: number, length: number, flags: bigint): Uint8Array {
    const { sector } = this.#state;
    const bytes = new Uint8Array(sector);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, BigInt(offset / sector), true);
    view.setBigUint64(8, BigInt(length / sector), true);
    view.setBigUint64(16, flags, true);
    return bytes;
  }

  *#writeSuperOften(): Task<void> {
    if (this.#state.entries % this.#state.interval === 0) yield* this.#writeSuper();
  }

  *#writeSuper(): Task<void> {
    const { sector, entries } = this.#state;
    const bytes = new Uint8Array(sector);
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, MAGIC, true);
    view.setBigUint64(8, VERSION, true);
    view.setBigUint64(16, BigInt(entries), true);
    view.setUint32(24, sector, true);
    yield* write(this.#log, 0, bytes);
    yield* flush(this.#log);
  }
}

/** Takes the options out. Throws FormatError, also for a log that cannot be gone on with. */
function* takeState(options: Options, log: BlockNode): Task<LogState> {
  const given = takeSize(options, 'log-sector-size');
  const appends = takeBoolean(options, 'log-append') ?? false;
  if (appends && given !== undefined) {
    throw new FormatError('log-append and log-sector-size are mutually exclusive');
  }
  const found = appends && log.length() > 0 ? yield* readSuper(log) : undefined;
  const sector = found?.sector ?? given ?? MIN_SECTOR;
  if (sector < MIN_SECTOR || sector > MAX_SECTOR || !Number.isInteger(Math.log2(sector))) {
    throw new FormatError(`Invalid log sector size ${sector}`);
  }
  const entries = found?.entries ?? 0;
  const end = yield* endOfLog(log, sector, entries);
  const interval = takeNumber(options, 'log-super-update-interval') ?? 4096;
  if (interval === 0) throw new FormatError('Invalid log superblock update interval 0');
  return { sector, interval, end, entries };
}

function* readSuper(log: BlockNode): Task<{ sector: number; entries: number }> {
  const bytes = new Uint8Array(SUPER_LENGTH);
  try {
    yield* read(log, 0, bytes);
  } catch (error) {
    if (!(error instanceof IoError)) throw error;
    throw explained('Could not read log superblock', error);
  }
  const view = new DataView(bytes.buffer);
  if (view.getBigUint64(0, true) !== MAGIC) throw new FormatError('Invalid log superblock magic');
  const version = view.getBigUint64(8, true);
  if (version !== VERSION) throw new FormatError(`Unsupported log version ${version}`);
  return { sector: view.getUint32(24, true), entries: Number(view.getBigUint64(16, true)) };
}

/** Where the next entry comes, in bytes: behind the superblock and all entries. */
function* endOfLog(log: BlockNode, sector: number, entries: number): Task<number> {
  const bytes = new Uint8Array(ENTRY_LENGTH);
  const view = new DataView(bytes.buffer);
  let end = sector;
  for (let index = 0; index < entries && end < log.length(); index += 1) {
    try {
      yield* read(log, end, bytes);
    } catch (error) {
      if (!(error instanceof IoError)) throw error;
      throw explained(`Failed to read log entry ${index}`, error);
    }
    const isDiscard = view.getBigUint64(16, true) === DISCARD;
    end += sector + (isDiscard ? 0 : Number(view.getBigUint64(8, true)) * sector);
  }
  return end;
}

/**
 * `blklogwrites`: children file and log; options log-sector-size in bytes, log-append, and
 * log-super-update-interval in entries.
 */
export const blklogwritesDriver: Driver = {
  name: 'blklogwrites',
  isFilter: true,
  isStrong: (option) => option === 'log-append' || option === 'log-sector-size',
  *open(request): Task<BlockNode> {
    const below = yield* request.openChild('file');
    const log = yield* request.openChild('log');
    const state = yield* takeState(request.options, log);
    return new LogWrites(request.filename, request.mode, [below, log], state);
  },
};

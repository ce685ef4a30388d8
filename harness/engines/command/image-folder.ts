// The files of a case, for a while in a folder: another engine works on them there, while all other
// programs work on them in memory.
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { MemoryStorage } from '../../../engine/index.ts';
import { hostFileCalls } from '../../host/file-calls.ts';
import { isSystemError, systemErrorText } from '../../host/system-error.ts';
import { pathOf, TEST_DIR } from '../engine.ts';
import { nameThatReachesOut } from '../named-files.ts';

/** Bytes that are moved at a time. */
const PIECE = 1024 * 1024;
/** What is zero in whole blocks of so many bytes stays a hole. */
const BLOCK = 4096;
const ZEROES = Buffer.alloc(PIECE);

/** The files of a case cannot be handed over, or taken back, with the reason. */
export class HandOverFailed extends Error {
  override readonly name = 'HandOverFailed';
}

type PagedBytes = ReturnType<MemoryStorage['bytesOf']>;

/** A folder that stands for TEST_DIR below the working directory of an engine. */
export class ImageFolder {
  /** The working directory. */
  readonly path: string;

  /** `scratch` is where it is made; close() removes it. */
  constructor(scratch: string) {
    this.path = mkdtempSync(join(scratch, 'engine-'));
  }

  /**
   * Puts all files there as they are now, and nothing else. Throws HandOverFailed, also where one
   * of them names a file that is none of the case.
   */
  fill(storage: MemoryStorage): void {
    handOver('written to', () => this.#fill(storage));
  }

  #fill(storage: MemoryStorage): void {
    const folder = join(this.path, TEST_DIR);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    for (const name of storage.names()) {
      const named = nameThatReachesOut((offset, length) =>
        Buffer.from(storage.readBytes(name, offset, length)),
      );
      if (named !== undefined) {
        const what = `${name} names '${named}', which leads out of ${TEST_DIR}`;
        throw new HandOverFailed(`${what}: nobody is asked to open it`);
      }
      const file = openSync(join(this.path, name), 'wx');
      try {
        fillFile(file, storage, name);
      } finally {
        closeSync(file);
      }
    }
  }

  /**
   * Takes all files from there into memory: what is no plain file of the case is left out. Throws
   * HandOverFailed.
   */
  take(storage: MemoryStorage): void {
    handOver('read from', () => this.#take(storage));
  }

  #take(storage: MemoryStorage): void {
    const entries = readdirSync(join(this.path, TEST_DIR), { withFileTypes: true });
    const names = new Set(entries.filter((entry) => entry.isFile()).map(({ name }) => name));
    for (const path of storage.names()) {
      if (!names.has(path.slice(pathOf('').length))) storage.remove(path);
    }
    for (const name of names) {
      const file = openSync(join(this.path, TEST_DIR, name), 'r');
      try {
        takeFile(file, storage, pathOf(name));
      } finally {
        closeSync(file);
      }
    }
  }

  close(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function handOver(what: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new HandOverFailed(
      `files cannot be ${what} the scratch folder: ${systemErrorText(error)}`,
    );
  }
}

function fillFile(file: number, storage: MemoryStorage, name: string): void {
  const bytes = storage.bytesOf(name);
  ftruncateSync(file, bytes.length);
  for (let at = 0; at < bytes.length;) {
    const run = bytes.runAt(at, bytes.length - at);
    const length = run.isData ? Math.min(PIECE, run.length) : run.length;
    if (run.isData) {
      const piece = storage.readBytes(name, at, length);
      for (let done = 0; done < length;) {
        done += writeSync(file, piece, done, length - done, at + done);
      }
    }
    at += length;
  }
}

/** Only what differs is written: pages that stay as they are keep being shared. */
function takeFile(file: number, storage: MemoryStorage, path: string): void {
  const { size } = fstatSync(file);
  if (!storage.exists(path)) storage.create(path);
  const bytes = storage.bytesOf(path);
  if (bytes.length !== size) bytes.truncate(size);
  const piece = Buffer.allocUnsafe(Math.min(PIECE, Math.max(1, size)));
  const calls = hostFileCalls();
  for (let at = 0; at < size;) {
    const data = placeTold(calls?.nextData(file, at), at, size);
    if (data > at) empty(bytes, at, data);
    if (data >= size) return;
    // Behind the last data there is a hole, up to the end if nowhere else.
    const end = placeTold(calls?.nextHole(file, data), size, size);
    const count = readSync(file, piece, 0, Math.min(PIECE, end - data), data);
    if (count === 0) return;
    const found = piece.subarray(0, count);
    takePiece(bytes, data, found, calls !== undefined);
    at = data + count;
  }
}

/** The place that the host told of; `unknown` if it did not, the end where there is none. */
const placeTold = (told: number | 'none' | undefined, unknown: number, size: number): number =>
  told === undefined ? unknown : told === 'none' ? size : Math.min(size, told);

/** Makes a hole of what is none yet. */
function empty(bytes: PagedBytes, from: number, end: number): void {
  for (let at = from; at < end;) {
    const { length, isData } = bytes.runAt(at, end - at);
    if (isData) bytes.punch(at, length);
    at += length;
  }
}

/** Zeroes that the host tells as data stay data; where it does not tell, they become a hole. */
function takePiece(bytes: PagedBytes, at: number, found: Buffer, isTold: boolean): void {
  for (let from = 0; from < found.length; from += BLOCK) {
    const block = found.subarray(from, Math.min(from + BLOCK, found.length));
    const isSame = bytes.holds(at + from, block);
    if (isSame && (!isTold || bytes.runAt(at + from, 1).isData)) continue;
    const isHole = !isTold && block.equals(ZEROES.subarray(0, block.length));
    if (isHole) bytes.punch(at + from, block.length);
    else bytes.write(at + from, block);
  }
}

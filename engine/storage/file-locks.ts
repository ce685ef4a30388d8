// How a program shows others what it does to a file: by locks on single bytes of it, at QEMU's
// offsets. A program that does something holds the byte of that; one that does not let others do it
// holds another. Nobody waits, and nothing is ever locked against the bytes of others: each looks
// at what the others hold, behind showing its own.
//
// Node cannot lock files. Whoever has a way to do it hands it in (HostStorage).
import { strerror } from '../base/errno.ts';
import { FormatError } from '../base/errors.ts';
import { type FileUse, inUse, type Permission, refusal } from '../block/file-uses.ts';

/** Locks of single bytes, each of an open file description and gone with it at the latest. */
export interface FileLocks {
  /** Whether the file system of that file knows locks. */
  canLock(descriptor: number): boolean;
  /** Holds that byte, which others may hold as well. Returns 0, or an errno. */
  hold(descriptor: number, byte: number): number;
  /** Returns 0, or an errno. */
  letGo(descriptor: number, byte: number): number;
  /** Whether somebody else holds that byte: through another descriptor, in any process. */
  isHeld(descriptor: number, byte: number): boolean;
  /** The descriptor is about to be closed: nothing is held through it any more. */
  forget(descriptor: number): void;
}

/** Where the bytes of what is done begin, and those of what others must not do. */
const DOES = 100;
const FORBIDS = 200;

/** Each permission's place from there on. */
const PLACES = { 'consistent read': 0, write: 1, resize: 3 } as const;
const PERMISSIONS: readonly Permission[] = ['consistent read', 'write', 'resize'];

/** Whoever opens a file reads it. */
const does = (use: FileUse, permission: Permission): boolean =>
  permission === 'write' ? use.writes : permission === 'resize' ? use.resizes : true;
const shares = (use: FileUse, permission: Permission): boolean =>
  permission === 'write'
    ? use.sharesWrites
    : permission === 'resize'
      ? use.sharesResizes
      : use.sharesReads !== false;

/** The bytes that whoever uses a file so holds. */
export function bytesOf(use: FileUse): readonly number[] {
  return [
    ...PERMISSIONS.filter((one) => does(use, one)).map((one) => DOES + PLACES[one]),
    ...PERMISSIONS.filter((one) => !shares(use, one)).map((one) => FORBIDS + PLACES[one]),
  ];
}

/** What one open file description shows to others. */
export class ShownUse {
  readonly #locks: FileLocks;
  readonly #name: string;
  #held: ReadonlySet<number> = new Set();
  #isUseful: boolean | undefined;

  /** `name` is what messages call the file. */
  constructor(locks: FileLocks, name: string) {
    this.#locks = locks;
    this.#name = name;
  }

  /**
   * Shows `use` in the place of what was shown before. Throws FormatError where another user of the
   * file does not go with it, or where it cannot be locked; what was shown before is shown then.
   * Nothing is shown on file systems that know no locks.
   */
  show(descriptor: number, use: FileUse): void {
    this.#isUseful ??= this.#locks.canLock(descriptor);
    if (!this.#isUseful) return;
    const before = this.#held;
    const bytes = new Set(bytesOf(use));
    try {
      for (const byte of bytes) {
        if (!before.has(byte)) this.#hold(descriptor, byte);
      }
      this.#refuseConflict(descriptor, use);
    } catch (error) {
      this.#keep(descriptor, bytes, before);
      throw error;
    }
    this.#keep(descriptor, before, bytes);
    this.#held = bytes;
  }

  /**
   * Shows the same through `descriptor`, which takes the place of the other one. Throws
   * FormatError.
   */
  move(before: number, descriptor: number): void {
    for (const byte of this.#held) this.#hold(descriptor, byte);
    this.#dismiss(before);
  }

  /** The file is about to be closed. */
  end(descriptor: number): void {
    this.#dismiss(descriptor);
    this.#held = new Set();
  }

  /**
   * Lets go byte by byte: a program that is just being started may have a copy of the descriptor,
   * with which the locks would stay behind its close.
   */
  #dismiss(descriptor: number): void {
    if (this.#isUseful !== true) return;
    for (const byte of this.#held) this.#locks.letGo(descriptor, byte);
    this.#locks.forget(descriptor);
  }

  #hold(descriptor: number, byte: number): void {
    const errno = this.#locks.hold(descriptor, byte);
    if (errno === 0) return;
    const message = `Failed to lock byte ${byte}: ${strerror(errno)}`;
    throw new FormatError(message, { errno, hint: inUse(this.#name) });
  }

  /** Lets go what is held of `bytes` and not in `kept`. */
  #keep(descriptor: number, bytes: Iterable<number>, kept: ReadonlySet<number>): void {
    for (const byte of bytes) {
      if (!kept.has(byte)) this.#locks.letGo(descriptor, byte);
    }
  }

  #refuseConflict(descriptor: number, use: FileUse): void {
    const isHeld = (base: number) => (permission: Permission) =>
      this.#locks.isHeld(descriptor, base + PLACES[permission]);
    const forbidden = PERMISSIONS.filter((one) => does(use, one)).find(isHeld(FORBIDS));
    if (forbidden !== undefined) throw refusal(`"${forbidden}"`, this.#name);
    const done = PERMISSIONS.filter((one) => !shares(use, one)).find(isHeld(DOES));
    if (done !== undefined) throw refusal(`shared "${done}"`, this.#name);
  }
}

// The log of QEMU's blklogwrites, which says what a real tool writes to a file and where it flushes
// that, as a record of our own: crash states are made of it and judged as those of our engine.
//
// The form is that of Linux's dm-log-writes: a superblock, then entries of a sector each, with the
// sectors that were written behind those that have data. The log knows no end of a request: here an
// entry has ended before the next one begins, so that a flush covers all before it. So no state is
// made that the tool could not leave. New lengths of the file are not in it: the caller passes
// them.
import { CrashRecorder } from '../../../engine/index.ts';

/** One entry. */
export interface LoggedEntry {
  readonly kind: 'write' | 'discard' | 'flush';
  /** Bytes. */
  readonly offset: number;
  readonly length: number;
  readonly bytes: Uint8Array | undefined;
  readonly isFua: boolean;
}

/** A new length of the file. */
export interface LoggedLength {
  /** How many writes and discards came before it. */
  readonly after: number;
  /** Bytes. */
  readonly length: number;
}

const MAGIC = 0x6a736677736872n;
const ENTRY_BYTES = 32;
/** What the bits of an entry's flags stand for. */
const FLUSH = 1;
const FUA = 2;
const DISCARD = 4;

const isSet = (flags: number, bit: number): boolean => Math.floor(flags / bit) % 2 === 1;

/** Takes the log apart. Throws Error for what is none. */
export function readLog(log: Uint8Array): readonly LoggedEntry[] {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  if (log.length < ENTRY_BYTES || view.getBigUint64(0, true) !== MAGIC) {
    throw new Error('this is no log of blklogwrites');
  }
  const count = Number(view.getBigUint64(16, true));
  const sector = view.getUint32(24, true);
  const entries: LoggedEntry[] = [];
  let at = sector;
  for (let number = 0; number < count; number += 1) {
    const offset = Number(view.getBigUint64(at, true)) * sector;
    const length = Number(view.getBigUint64(at + 8, true)) * sector;
    const flags = Number(view.getBigUint64(at + 16, true));
    at += sector;
    const isFua = isSet(flags, FUA);
    if (isSet(flags, DISCARD)) {
      entries.push({ kind: 'discard', offset, length, bytes: undefined, isFua });
      continue;
    }
    if (isSet(flags, FLUSH)) {
      entries.push({ kind: 'flush', offset: 0, length: 0, bytes: undefined, isFua: false });
    }
    if (length === 0) continue;
    entries.push({ kind: 'write', offset, length, bytes: log.slice(at, at + length), isFua });
    at += length;
  }
  return entries;
}

/** The record of a file that was changed so, with its new lengths among the entries. */
export function recordOf(
  file: string,
  entries: readonly LoggedEntry[],
  lengths: readonly LoggedLength[] = [],
): CrashRecorder {
  const recorder = new CrashRecorder();
  let changes = 0;
  const takeLengths = (): void => {
    for (const { after, length: offset } of lengths) {
      if (after !== changes) continue;
      const change = { file, kind: 'truncate', offset, length: 0 } as const;
      recorder.issue({ ...change, bytes: undefined, isFua: false })(false);
    }
  };
  takeLengths();
  for (const { kind, offset, length, bytes, isFua } of entries) {
    if (kind === 'flush') {
      recorder.issueFlush(file)(false);
      continue;
    }
    const what = kind === 'write' ? 'write' : 'punch';
    recorder.issue({ file, kind: what, offset, length, bytes, isFua })(false);
    changes += 1;
    takeLengths();
  }
  return recorder;
}

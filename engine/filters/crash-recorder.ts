// Records what reaches files, so that they can be made as a crash at any moment may leave them. A
// wrapper of base nodes that stands next to the file: it sees what the device is told, and nothing
// that a layer above refuses. It changes nothing.
//
// The model:
//
// 1. A change is a write, a zero write, a discard or a truncation. It is issued, is then in flight,
//    and ends. Several may be in flight; issues and ends are numbered in one order over all files,
//    as a crash hits all files at once. A moment lies between two of these events.
// 2. A crash of the process loses nothing that has ended: the operating system has it. What is in
//    flight is pending: the system call may have been interrupted at any place.
// 3. A loss of power loses nothing that a flush of the same file covers. A flush covers changes
//    that had ended when it was issued, and only once it has ended well: caches may be written in
//    any order, and what was in flight beside the flush may have reached the cache after it was
//    emptied. A write with FUA, where the device honours that, covers itself when it ends. All else
//    is pending, as caches keep data for as long as they like, and write it when they like.
// 4. Of pending changes any part may be on the disk: none, some, all, some sectors of one. Which
//    ones is for the caller to choose; torn ones are given as the parts that landed.
// 5. A change that failed stays pending for good: nobody knows what of it has taken place, and no
//    later flush is bound to finish it. A flush that failed covers nothing; one that ends well
//    later covers what had ended before it. (Linux may forget data when a flush fails; QEMU gives
//    the file up then, so that there is no later flush that could promise anything.)
// 6. Changes that overlap land in the order of their issue wherever one ended before the other was
//    issued: the cache holds one version of a byte. Where both were in flight either may come last;
//    mustPrecede() tells which. By default everything lands in the order of issue.
// 7. The length of a file is part of its changes: a write that is lost does not make it longer, and
//    one that landed behind a lost one leaves zeroes between. File systems that write lengths in
//    order show fewer states; none shows others.
// 8. Files that are made or emptied by name are not seen: the caller replays onto the files as they
//    were when the recorder was switched on.
import type { BlockNode, Truncation, WriteFlags } from '../block/node.ts';
import { WrapperNode } from '../block/wrapper.ts';
import type { Task } from '../task/task.ts';
import type { FaultLayer, LayerReport } from './fault-layer.ts';

/** What a change does: `zero` makes a file longer where it has to, `punch` does not. */
export type ChangeKind = 'write' | 'zero' | 'punch' | 'truncate';

/** One change of a file, as it was issued. */
export interface Change {
  /** In the order of issue over all files, from 0. */
  readonly number: number;
  readonly file: string;
  readonly kind: ChangeKind;
  /** In bytes; of a truncation the new length of the file. */
  readonly offset: number;
  /** In bytes; of a truncation 0. */
  readonly length: number;
  /** What was written. */
  readonly bytes: Uint8Array | undefined;
  /** Covers itself when it ends. */
  readonly isFua: boolean;
}

/** A change with the moments in which it was issued and ended, up to some crash. */
export interface RecordedChange extends Change {
  readonly issuedAt: number;
  /** Undefined: it was in flight when the crash came. */
  readonly endedAt: number | undefined;
}

/** What a crash leaves of all changes before it; both in the order of issue. */
export interface Crash {
  /** They are on the disk. */
  readonly certain: readonly RecordedChange[];
  /** Any part of them may be. */
  readonly pending: readonly RecordedChange[];
}

/** A change that is on the disk after a crash. */
export interface Landed {
  readonly change: Change;
  /** Which of its bytes, from and to counted from its start; undefined: all of them. */
  readonly parts?: readonly (readonly [from: number, to: number])[];
}

/** A file that changes are replayed onto; PagedBytes is one. */
export interface CrashTarget {
  /** The bytes do not change any more. */
  writeShared(offset: number, source: Uint8Array): void;
  zero(offset: number, length: number): void;
  punch(offset: number, length: number): void;
  truncate(length: number): void;
}

/** What happened, in its order. */
export type LogEntry =
  | { readonly what: 'issue'; readonly change: Change }
  | { readonly what: 'end'; readonly number: number; readonly failed: boolean }
  | { readonly what: 'flush'; readonly flush: number; readonly file: string }
  | { readonly what: 'flushed'; readonly flush: number; readonly failed: boolean };

/** How far a recording had come: entries of the log, changes and flushes among them. */
interface Mark {
  /** It may have grown since; restore() cuts none that a mark refers to. */
  readonly log: readonly LogEntry[];
  readonly entries: number;
  readonly changes: number;
  readonly flushes: number;
}

/** A recording over all files that it wraps. */
export class CrashRecorder implements FaultLayer {
  #log: LogEntry[] = [];
  #changes = 0;
  #flushes = 0;
  /** Replaced by restore(): what was in flight before it ends unheard. */
  #era = {};

  wrap(node: BlockNode): BlockNode {
    return new RecordedNode(node, this);
  }

  /** The last moment; 0 is the first one, before everything. */
  get lastMoment(): number {
    return this.#log.length;
  }

  /** All that was seen so far. */
  entries(): readonly LogEntry[] {
    return this.#log;
  }

  /** Moments at which a change or a flush has just ended, and no other has since. */
  get endings(): readonly number[] {
    return this.#log.flatMap(({ what }, index) =>
      what === 'end' || what === 'flushed' ? [index + 1] : [],
    );
  }

  /** Moments right before a flush ends: what it covers can still be lost. */
  get flushes(): readonly number[] {
    return this.#log.flatMap(({ what }, index) => (what === 'flushed' ? [index] : []));
  }

  /** What a crash at `moment` leaves. Costs one walk through the log. */
  crashAt(moment: number, cause: 'process' | 'power'): Crash {
    const walk = new LogWalk(cause);
    for (let at = 0; at < moment; at += 1) walk.take(this.#log[at] as LogEntry);
    return walk.crash();
  }

  /** How many changes are pending at each moment, from 0 on. One walk through the log for all. */
  pendingCounts(cause: 'process' | 'power'): readonly number[] {
    const walk = new LogWalk(cause);
    const counts = this.#log.map((entry) => {
      walk.take(entry);
      return walk.pending;
    });
    return [0, ...counts];
  }

  /** Notes that a change is issued; the caller tells how it ended. */
  issue(change: Omit<Change, 'number'>): (failed: boolean) => void {
    const number = this.#changes;
    this.#changes += 1;
    this.#log.push({ what: 'issue', change: { number, ...change } });
    return this.#ending((failed) => ({ what: 'end', number, failed }));
  }

  /** The same for a flush. */
  issueFlush(file: string): (failed: boolean) => void {
    const flush = this.#flushes;
    this.#flushes += 1;
    this.#log.push({ what: 'flush', flush, file });
    return this.#ending((failed) => ({ what: 'flushed', flush, failed }));
  }

  #ending(entry: (failed: boolean) => LogEntry): (failed: boolean) => void {
    const era = this.#era;
    return (failed) => {
      if (era === this.#era) this.#log.push(entry(failed));
    };
  }

  /** Costs nothing: each log only grows. */
  save(): Mark {
    const log = this.#log;
    return { log, entries: log.length, changes: this.#changes, flushes: this.#flushes };
  }

  /** The mark that save() would have returned at that moment. */
  markAt(moment: number): Mark {
    const seen = this.#log.slice(0, moment);
    const count = (kind: LogEntry['what']): number =>
      seen.filter(({ what }) => what === kind).length;
    return {
      log: this.#log,
      entries: seen.length,
      changes: count('issue'),
      flushes: count('flush'),
    };
  }

  /** Goes back to a mark, or forward to one that was taken before going back. */
  restore(saved: unknown): void {
    const { log, entries, changes, flushes } = saved as Mark;
    this.#log = log.slice(0, entries);
    this.#changes = changes;
    this.#flushes = flushes;
    this.#era = {};
  }

  report(): LayerReport {
    const { certain, pending } = this.crashAt(this.lastMoment, 'power');
    const count = (kind: ChangeKind): number =>
      [...certain, ...pending].filter((change) => change.kind === kind).length;
    const kinds =
      `${count('write')} writes, ${count('zero') + count('punch')} zero writes and discards, ` +
      `${count('truncate')} truncations, ${this.#flushes} flushes`;
    const lost = `${pending.length} would not survive a loss of power`;
    const unmet = this.#changes === 0 ? 'the crash recorder met no change of any file' : undefined;
    return { lines: [`crash-recorder: ${kinds}; ${lost}`], unmet };
  }
}

interface Seen {
  readonly change: Change;
  readonly issuedAt: number;
  endedAt: number | undefined;
  isSafe: boolean;
}

/** Goes through the log of a recording, entry by entry, and knows what a crash there leaves. */
class LogWalk {
  readonly #cause: 'process' | 'power';
  readonly #seen: Seen[] = [];
  /** Of each file, what has ended well and no flush has covered yet. */
  readonly #unsafe = new Map<string, Seen[]>();
  /** What flushes cover that are in flight. */
  readonly #covered = new Map<number, readonly Seen[]>();
  #moment = 0;
  #safe = 0;

  constructor(cause: 'process' | 'power') {
    this.#cause = cause;
  }

  /** Changes of which any part may be on the disk. */
  get pending(): number {
    return this.#seen.length - this.#safe;
  }

  /** The next entry of the log. */
  take(entry: LogEntry): void {
    const moment = this.#moment;
    this.#moment += 1;
    if (entry.what === 'issue') {
      const { change } = entry;
      this.#seen.push({ change, issuedAt: moment, endedAt: undefined, isSafe: false });
    } else if (entry.what === 'end') {
      this.#end(this.#seen[entry.number] as Seen, moment, entry.failed);
    } else if (entry.what === 'flush') {
      this.#covered.set(entry.flush, this.#unsafeOf(entry.file));
    } else {
      if (!entry.failed) for (const one of this.#covered.get(entry.flush) ?? []) this.#secure(one);
      this.#covered.delete(entry.flush);
    }
  }

  /** What a crash leaves after the entries so far. */
  crash(): Crash {
    const shown = (isSafe: boolean): RecordedChange[] =>
      this.#seen
        .filter((one) => one.isSafe === isSafe)
        .map(({ change, issuedAt, endedAt }) => ({ issuedAt, endedAt, ...change }));
    return { certain: shown(true), pending: shown(false) };
  }

  #end(ended: Seen, moment: number, failed: boolean): void {
    ended.endedAt = moment;
    if (failed) return;
    if (this.#cause === 'process' || ended.change.isFua) {
      this.#secure(ended);
      return;
    }
    const { file } = ended.change;
    const others = this.#unsafe.get(file);
    if (others === undefined) this.#unsafe.set(file, [ended]);
    else others.push(ended);
  }

  #unsafeOf(file: string): readonly Seen[] {
    const unsafe = (this.#unsafe.get(file) ?? []).filter(({ isSafe }) => !isSafe);
    this.#unsafe.set(file, unsafe);
    return unsafe.slice();
  }

  #secure(one: Seen): void {
    if (!one.isSafe) this.#safe += 1;
    one.isSafe = true;
  }
}

/** Whether `first` lands before `second` wherever both land. */
export const mustPrecede = (first: RecordedChange, second: RecordedChange): boolean =>
  first.file === second.file && first.endedAt !== undefined && first.endedAt < second.issuedAt;

/** What is certain and what the caller keeps of the pending ones, in the order of issue. */
export const landedInOrder = (crash: Crash, kept: readonly Landed[] = []): readonly Landed[] =>
  [...crash.certain.map((change) => ({ change })), ...kept].toSorted(
    (a, b) => a.change.number - b.change.number,
  );

/**
 * Changes files as the changes that landed did, in the order given. `targetOf` is asked for each
 * file by its name: it has to be as it was when the recorder was switched on.
 */
export function replay(landed: Iterable<Landed>, targetOf: (file: string) => CrashTarget): void {
  for (const { change, parts = [[0, change.length]] } of landed) {
    const { kind, offset, bytes } = change;
    const target = targetOf(change.file);
    if (kind === 'truncate') target.truncate(offset);
    else
      for (const [from, to] of parts) {
        if (kind !== 'write') target[kind](offset + from, to - from);
        else target.writeShared(offset + from, (bytes as Uint8Array).subarray(from, to));
      }
  }
}

class RecordedNode extends WrapperNode {
  readonly label = 'crash-recorder';
  readonly #recorder: CrashRecorder;

  constructor(inner: BlockNode, recorder: CrashRecorder) {
    super(inner);
    this.#recorder = recorder;
  }

  override doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    const isFua = flags.fua && this.honoursFua;
    const change = { kind: 'write', offset, bytes: source.slice(), isFua } as const;
    return this.#record(change, source.length, super.doWrite(offset, source, flags));
  }

  override doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    const kind = flags.mayUnmap && this.mode.mayUnmap ? 'punch' : 'zero';
    const isFua = flags.fua && this.honoursFua;
    const change = { kind, offset, bytes: undefined, isFua } as const;
    return this.#record(change, length, super.doWriteZeroes(offset, length, flags));
  }

  override doDiscard(offset: number, length: number): Task<void> {
    const change = { kind: 'punch', offset, bytes: undefined, isFua: false } as const;
    return this.#record(change, length, super.doDiscard(offset, length));
  }

  override doTruncate(length: number, how: Truncation): Task<void> {
    const change = { kind: 'truncate', offset: length, bytes: undefined, isFua: false } as const;
    return this.#record(change, 0, super.doTruncate(length, how));
  }

  override doFlushToDisk(): Task<void> {
    return follow(() => this.#recorder.issueFlush(this.filename), super.doFlushToDisk());
  }

  #record(
    change: Omit<Change, 'number' | 'file' | 'length'>,
    length: number,
    request: Task<void>,
  ): Task<void> {
    const file = this.filename;
    return follow(() => this.#recorder.issue({ file, length, ...change }), request);
  }
}

/** Issues a request when it is run, and tells how it ended. */
function* follow(issue: () => (failed: boolean) => void, request: Task<void>): Task<void> {
  const end = issue();
  let failed = true;
  try {
    yield* request;
    failed = false;
  } finally {
    end(failed);
  }
}

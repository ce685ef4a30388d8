// What a known flaw of QEMU is, and what of a run it is compared with.
import type { IoKind } from '../../engine/index.ts';
import type { Violation } from './judge.ts';

/** What cut a run short, or disturbed it; `order`: nothing but another order of completions. */
export type FailureCause = 'process' | 'power' | 'fault' | 'order';

/** An I/O, told by its place and by what qcow2 said to blkdebug of it. */
export interface ToldIo {
  readonly kind: IoKind;
  /** Bytes from the beginning of the file. */
  readonly offset: number;
  /**
   * The last event since the I/O before it in its file, of qcow2 or of an unaligned write;
   * undefined: there was none.
   */
  readonly event: string | undefined;
}

/** An I/O that failed. */
export interface FailedIo extends ToldIo {
  /** The one before it in its file; undefined: it is the first. */
  readonly after: ToldIo | undefined;
  /** A write whose beginning has reached the file all the same; absent: it is none. */
  readonly hasLanded?: boolean;
}

/** What had become of the place of what is broken, where a run was cut short or has ended. */
export interface CrashFacts {
  /** The last that reached the place of what is broken were zeroes. */
  readonly isZeroed: boolean;
  /**
   * The place of what is broken had been dropped, and has got new data; the entry that names it is
   * older than both.
   */
  readonly isReused: boolean;
  /** It had been dropped, and nothing has got there since; the entry that names it is older. */
  readonly isPunched: boolean;
  /** What is broken is compressed data that was dropped; the entry that names it is older. */
  readonly isDropped: boolean;
  /** The first guest byte of that data, and the one behind its last; absent: nobody knows. */
  readonly dropped?: readonly [from: number, to: number];
  /** What is broken is compressed data over which others were written, and nobody dropped it. */
  readonly isOverwritten: boolean;
  /** An L1 entry names a table past the end of the broken file; nothing was ever written there. */
  readonly isTableUnwritten: boolean;
  /** What is broken is counted nowhere: its refcounts are in no table, or were dropped. */
  readonly isUncounted: boolean;
  /** No change has met the place of what is broken, nor the entry that names it. */
  readonly isOlder: boolean;
  /** A change of the place of what is broken was lost. */
  readonly isLost: boolean;
}

export const NO_FACTS: CrashFacts = {
  isZeroed: false,
  isReused: false,
  isPunched: false,
  isDropped: false,
  isOverwritten: false,
  isTableUnwritten: false,
  isUncounted: false,
  isOlder: false,
  isLost: false,
};

/** What a run did, how it was disturbed, and the promises that it broke. */
export interface Failure {
  /** 'io', or qemu-img's command: 'commit'. */
  readonly command: string;
  /** The whole command line without the program's name. */
  readonly argv: readonly string[];
  readonly cause: FailureCause;
  readonly violations: readonly Violation[];
  /** What failed, in its order: by the fault, or before the run was cut short. */
  readonly failed?: readonly FailedIo[];
  /** About each broken promise, in their order. */
  readonly facts?: readonly CrashFacts[];
}

/** A flaw that the real tools have, too. */
export interface KnownFlaw {
  readonly name: string;
  /** For people: what goes wrong, and why. */
  readonly words: string;
  readonly commands: readonly string[];
  readonly causes: readonly FailureCause[];
  /** Number of the case that shows it. */
  readonly case: number;
  /** The version of QEMU on which it was proven. */
  readonly version: string;
  /** Whether this flaw alone explains the broken promise, in a run of `argv` where that failed. */
  readonly explains: (
    violation: Violation,
    argv: readonly string[],
    failed: readonly FailedIo[],
    cause: FailureCause,
    facts: CrashFacts,
  ) => boolean;
}

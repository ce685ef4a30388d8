// What a stand-in program can see of the world around it.
import type {
  Behaviour,
  BlockNode,
  ChoiceSource,
  CryptoSource,
  CrashSafety,
  Driver,
  FileUses,
  Finding,
  Storage,
} from '../../../engine/index.ts';
import type { WatchGuest } from './guest-watch.ts';
import type { Output } from './output.ts';

/** Returns the next line with its newline, or what is left without one; undefined at the end. */
export type LineReader = () => string | undefined;

/** The bins give programs the host's files and clock; the native engine gives memory files. */
export interface ProgramWorld {
  readonly storage: Storage;
  readonly output: Output;
  /** What qemu-io reads commands from when it was given none. */
  readonly stdin: string | LineReader;
  /** Seconds on a clock that only differences are taken of. Cases pass `() => 0`. */
  readonly clock: () => number;
  /** Seconds since the epoch, for dates inside images. */
  readonly now: () => number;
  /** What new keys are made with; absent: a fixed one, and no key is a secret. */
  readonly crypto?: CryptoSource;
  /** Files in use, where other programs run at the same time; absent: nobody else uses any. */
  readonly fileUses?: FileUses | undefined;
  /** What images are opened with, by the names of drivers; our own if absent. */
  readonly drivers?: ReadonlyMap<string, Driver>;
  /** Order of completions; by default the order of submission. */
  readonly choices?: ChoiceSource;
  /** Sees every node that is opened, bottom first. */
  readonly onOpen?: (node: BlockNode) => void;
  /** Takes what a check finds, and calls `print`, which prints it. */
  readonly onFinding?: (finding: Finding, print: () => void) => void;
  /** Is told of requests that a guest makes. */
  readonly onGuestRequest?: WatchGuest;
  /** What images are opened with where no option says otherwise; QEMU's order if absent. */
  readonly crashSafety?: CrashSafety | undefined;
  /** Whose behaviour programs and images have; QEMU 7.2's if absent. */
  readonly behaviour?: Behaviour | undefined;
  /** Wraps each base node after it was opened: quota, trace, recorder. */
  readonly wrapBase?: (node: BlockNode) => BlockNode;
  /** Wraps the file below a format, above blkdebug: traces. */
  readonly wrapFormatFile?: (node: BlockNode) => BlockNode;
}

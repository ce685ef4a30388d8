// What runs the commands of a case: our own engine in this process, or the real tools.
//
// File names here are plain ('t.qcow2'). Programs see them below the folder TEST_DIR, relative to
// their working directory, under both engines: so texts and bytes in images carry no path of any
// machine.

import type {
  BlkdebugEvent,
  HearIo,
  ChoiceSource,
  CrashSafety,
  FaultLayer,
  Finding,
  LayerOptions,
  LayerReport,
  MemoryStorage,
} from '../../engine/index.ts';
import type { WatchGuest } from '../commands/shared/guest-watch.ts';
import type { WordsMet } from '../golden/words/table.ts';
import type { EventTally } from './event-tally.ts';
import type { Schedule } from './schedule.ts';

/** What an engine may be able to do beyond running programs on files. */
export const CAPABILITIES = [
  // Tells which fault rules took effect: takeFaultReports().
  'faults-reported',
  // Tells the I/O between a format and its file: takeTrace(), traceDigest(). And
  // what reaches files: takeWriteLog().
  'trace',
  // Has fault layers that a case can switch on: setLayer().
  'layers',
  // Has the one of that name, if no other: setLayer().
  'quota',
  // Takes the order in which I/Os end from outside: run() with a schedule, setChoices().
  'schedule',
  // Tells what a check found as values: watchFindings().
  'findings',
  // Lets an exploration see and fail what reaches the files, and hear what guests ask for:
  // instrument(), setWitness(), memoryFiles(), fork().
  'instruments',
  // Has the open option `crash-safety`: setCrashSafety().
  'crash-safety',
  // Has the options `--depth-first` and `--limit` of commit.
  'depth-first',
  // Keeps an image open in one program while another one runs: beside().
  'two-programs',
] as const;

export type Capability = (typeof CAPABILITIES)[number];

/** What there is to know of an engine before any case runs. */
export interface EngineTraits {
  /** As cases and command lines call it. */
  readonly name: string;
  readonly capabilities: ReadonlySet<Capability>;
  /** Cases side by side; undefined: as many as the machine has cores. */
  readonly lanes: number | undefined;
  /** Whether steps that vary between runs are repeated until their result is settled. */
  readonly repeatsVarying: boolean;
  /**
   * It serves a part of each case, and our own engine the rest: which cases there are is asked of
   * this engine, and a case is held to what guests read and what checks find, not to its golden.
   */
  readonly standsIn?: string;
  /** What cases call it where they list engines; absent: its name. */
  readonly listedAs?: string;
  /** Milliseconds beyond a deadline in which it has ended by itself; undefined: it never does. */
  readonly grace?: number;
}

/** What a user allows an engine that is made ready. */
export interface EngineRequest {
  /** Goldens are written: nothing but what they record may run. */
  readonly isUpdate: boolean;
  /** Program and arguments of an engine that a configuration names. */
  readonly command?: readonly [program: string, ...args: string[]] | undefined;
  /** Told what the user should know although the run goes on. */
  readonly warn: (message: string) => void;
}

/** What one world is made for. */
export interface WorldOptions {
  /** What prepare() returned. */
  readonly setup: unknown;
  /** Milliseconds since the epoch after which nothing may run on. */
  readonly deadline: number;
  /** Keep a line for every I/O, where the engine can. */
  readonly keepsTrace: boolean;
  /** Keep what changes files, where the engine can; false if not given. */
  readonly keepsWriteLog?: boolean | undefined;
  /** The order of completions, for engines with 'schedule'; undefined: their own. */
  readonly schedule?: Schedule | undefined;
  /** Counts events and what fault rules did, where the engine tells them. */
  readonly tally?: EventTally | undefined;
}

/** One engine, as the registry lists it. */
export interface EngineAdapter extends EngineTraits {
  /**
   * Looks up once for a whole run what its worlds need of this machine. The answer is plain data,
   * handed to workers. Throws EngineUnavailable.
   */
  prepare(request: EngineRequest): unknown;
  /** A new world, which the caller closes. */
  make(options: WorldOptions): Engine;
  /**
   * Whose goldens its cases are held to where those exist, by what prepare() returned: a folder of
   * golden/, as '11.1' or 'imago'. Absent, and undefined: the usual ones alone.
   */
  variantOf?(setup: unknown): string | undefined;
  /** What really runs, as 'QEMU 11.1.3', by what prepare() returned; absent: it has one version. */
  versionOf?(setup: unknown): string;
  /** Why one of its capabilities is not there on this machine; absent: all are. */
  lacks?(capability: Capability): string | undefined;
  /**
   * The programs that it runs, found on this machine; absent: it runs in this process. Throws
   * EngineUnavailable.
   */
  findPrograms?(): Readonly<Record<Program, string>>;
}

/** Which tool: qemu-img or qemu-io. */
export type Program = 'img' | 'io';

/** What a program left behind, besides its files. */
export interface RunResult {
  /** Both streams as one shared descriptor shows them, unfiltered. */
  readonly text: string;
  /** Exit status; 128 + signal number when a signal ended the program. */
  readonly status: number;
  /** With 'findings': those that are watched for, in order; undefined: none are. */
  readonly found?: readonly FoundText[];
}

/** What another engine served of a case, and why it did not serve the rest. */
export interface ServedTally {
  /** Name and version, as it greets. */
  readonly engine: string;
  /** Lines of qemu-io that it ran. */
  readonly served: number;
  /** Lines that our own engine ran in its place, by what was lacking. */
  readonly lacking: ReadonlyMap<string, number>;
}

/** A line that another engine has run, and the same line on our own engine. */
export interface ServedRun {
  /** Bytes of the guest that were discarded: what they read as is the engine's affair. */
  readonly discards: readonly (readonly [from: number, to: number])[];
  /** Files after that engine, and after ours. Good until the next program runs. */
  readonly files: MemoryStorage;
  readonly ours: MemoryStorage;
}

/** A finding, and where its lines stand in the text of a run. */
export interface FoundText {
  readonly finding: Finding;
  readonly start: number;
  readonly end: number;
}

/** What became of one fault rule, from the moment its node was opened. */
export interface FaultReport {
  /** 'inject-error' or 'set-state'. */
  readonly action: string;
  readonly event: string;
  /** Where the rule stands, as the rule's own node describes it. */
  readonly where: string;
  /** How often its event armed it. */
  readonly armed: number;
  /** How often it took effect. */
  readonly fired: number;
  /** Events that came by the rule's node, in their order; absent: nobody knows. */
  readonly came?: readonly string[];
}

/** What an exploration puts into a world. */
export interface Instruments {
  /** Stands next to the files that programs open from the next one on, below all other layers. */
  readonly layer?: FaultLayer;
  /** Is told of the requests of guests. */
  readonly onGuestRequest?: WatchGuest;
  /** Is told of each event that a format signals to its file, with the file's path. */
  readonly onEvent?: (file: string, event: BlkdebugEvent) => void;
  /** Is told of each request that a format sends to its file, above blkdebug. */
  readonly onIo?: HearIo;
}

/** What hears all programs of a world, one after the other, as long as it is there. */
export interface Witness extends Pick<Instruments, 'layer' | 'onGuestRequest'> {
  /** Is told that a program has ended. */
  onEnded(): void;
  /** Is told that a file was made anew, or replaced, by its name and through no node. */
  onReplaced(file: string, bytes: Uint8Array): void;
  /** Its memory at this moment. */
  save(): unknown;
  /** Brings the memory back to what save() returned, whatever was heard since. */
  restore(saved: unknown): void;
}

/** One world: files that programs run on, kept from one run to the next. */
export interface Engine {
  readonly traits: EngineTraits;
  /**
   * Runs one tool to its end; a schedule is for engines with 'schedule'. Throws EngineStopped when
   * it ran out of time.
   */
  run(program: Program, argv: readonly string[], schedule?: Schedule): RunResult;
  /**
   * With 'two-programs': starts qemu-io, which opens an image and waits; calls `during`, which runs
   * another program; lets qemu-io end. Returns what `during` returned, or where qemu-io could not
   * open its image what that said. Throws what `during` throws, and EngineStopped.
   */
  beside?(argv: readonly string[], during: () => RunResult): RunResult;
  /** Length in bytes; undefined when there is no such file. */
  fileSize(name: string): number | undefined;
  /** The whole file. Throws when it does not exist. */
  readFile(name: string): Uint8Array;
  writeFile(name: string, bytes: Uint8Array): void;
  /** Removes the file; nothing happens when there is none. */
  remove(name: string): void;
  /** Puts a mark on the present state of all files, for restore(). */
  snapshot(): unknown;
  /** Brings all files back to what they were when `mark` was taken. */
  restore(mark: unknown): void;
  /**
   * It behaves as another version than the one that cases are written for: the events of a fault
   * rule may be none of it, which nobody can tell of the real tools of that version, either.
   */
  readonly isOfOtherVersion?: boolean;
  /** With 'faults-reported': rules that programs have opened since the last call. */
  takeFaultReports?(): readonly FaultReport[] | undefined;
  /** With 'trace': lines of I/O since the last call. */
  takeTrace?(): readonly string[];
  /** With 'trace': digest of all I/O so far, in order; undefined where no trace is kept. */
  traceDigest?(): string | undefined;
  /**
   * With 'trace': what changed files, or made them durable, since the last call, as the lines of a
   * write log; undefined where none is kept.
   */
  takeWriteLog?(): string | undefined;
  /**
   * With 'findings': what checks find is told by the programs from the next one on, where
   * `isWanted` says so. Corrupt images give millions of findings: only those are kept. Undefined
   * ends it.
   */
  watchFindings?(isWanted: ((finding: Finding) => boolean) | undefined): void;
  /**
   * With 'layers' or 'quota': switches a layer on, for the files that programs open from the
   * next one on, and anew where it is on; `options` undefined switches it off. Returns what came of
   * the layer that was on. Throws UsageError.
   */
  setLayer?(name: string, options: LayerOptions | undefined): LayerReport | undefined;
  /**
   * With 'schedule': where programs from the next one on take their choices from, unless they have
   * a schedule of their own; undefined: the engine's own order.
   */
  setChoices?(make: (() => ChoiceSource | undefined) | undefined): void;
  /**
   * With 'crash-safety': what programs from the next one on open images with, unless an option says
   * otherwise; undefined: the engine's own, which is QEMU's order.
   */
  setCrashSafety?(crashSafety: CrashSafety | undefined): void;
  /** With 'instruments': for the programs from the next one on; undefined takes them out. */
  instrument?(instruments: Instruments | undefined): void;
  /**
   * With 'instruments': hears the programs from the next one on, beside what instrument() puts in;
   * undefined takes it out. snapshot() marks it together with the files.
   */
  setWitness?(witness: Witness | undefined): void;
  /** With 'instruments': who hears them; undefined: nobody does. */
  witness?(): Witness | undefined;
  /**
   * With 'instruments': another world with equal files, the same layers and the same witness, that
   * keeps no trace and no logs; the caller closes it. What layers and witness remember is shared:
   * the caller restores a mark of this world.
   */
  fork?(): Engine;
  /** With 'instruments': the files of the world, by their paths (pathOf), to be looked at. */
  memoryFiles?(): MemoryStorage;
  /** Of engines that serve a part of each case: what the last program was, if it was served. */
  takeServed?(): ServedRun | undefined;
  /** Of the same: our own engine in a world with equal files; the caller closes it. */
  ours?(): Engine;
  /** Of the same: what was served up to now. */
  servedTally?(): ServedTally;
  /**
   * Of tools that word things otherwise than the goldens, and whose text was turned into theirs:
   * what was met since the last call.
   */
  takeWords?(): WordsMet;
  /** Why this machine may be to blame for what was printed; undefined: there is no sign of that. */
  doubt?(): string | undefined;
  /** Lets go of all files. */
  close(): void;
}

/** An engine cannot run on this machine, with the reason. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
}

/** A program was ended because the case had no time left. */
export class EngineStopped extends Error {
  override readonly name = 'EngineStopped';
}

/** The file in which a step's fault rules lie while it runs. */
export const CONFIG_FILE = 'blkdebug.conf';

/** The folder that programs see the files of a case in. */
export const TEST_DIR = 'TEST_DIR';

/** 't.qcow2' as programs are given it. */
export const pathOf = (name: string): string => `${TEST_DIR}/${name}`;

/** The same without the folder: as cases call it. */
export const nameOf = (path: string): string => path.slice(pathOf('').length);

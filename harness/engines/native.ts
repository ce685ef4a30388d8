// Our own engine, in this process: programs run on files in memory, with a clock that stands still.
import { createHash } from 'node:crypto';
import { Output, Transcript } from '../commands/shared/output.ts';
import { runImg, runIo } from '../commands/program.ts';
import type { LineReader } from '../commands/shared/world.ts';
import {
  type Behaviour,
  BEHAVIOURS,
  Blkdebug,
  type BlockNode,
  type ChoiceSource,
  type CrashSafety,
  type Driver,
  EventWatch,
  FileUses,
  IoWatch,
  type Finding,
  type HearEvent,
  type LayerOptions,
  type LayerReport,
  type MemoryStorage,
  PagePool,
  QEMU_7_2,
  TraceNode,
  WriteLogNode,
} from '../../engine/index.ts';
import type { EventTally } from './event-tally.ts';
import { Layers } from './layers.ts';
import { choicesOf, isLate, type Schedule } from './schedule.ts';
import { WriteLog } from './write-log.ts';
import { useZstd } from '../host/zstd.ts';
import {
  CAPABILITIES,
  type Engine,
  type EngineAdapter,
  type EngineTraits,
  type FaultReport,
  type FoundText,
  type Instruments,
  pathOf,
  type Program,
  type RunResult,
  type Witness,
} from './engine.ts';
import { bothOf, HeardStorage } from './heard.ts';

/** The date in everything that a case writes: 2020-01-01, in seconds since the epoch. */
export const CASE_DATE = 1_577_836_800;

useZstd();

/** Memory of cases that have ended, for those that follow in this thread. */
const PAGES = new PagePool();

/** What a case needs of the engine. */
export interface NativeEngineOptions {
  /** What the world is to be called by; our own engine's if not given. */
  readonly traits?: EngineTraits;
  /** Whose behaviour programs have; QEMU 7.2's if not given. */
  readonly behaviour?: Behaviour | undefined;
  /** Keep a line for every I/O: for `trace` steps and for comparing two runs. */
  readonly keepsTrace: boolean;
  /** Keep what changes files: takeWriteLog(). */
  readonly keepsWriteLog?: boolean | undefined;
  /** Counts events and what fault rules did. */
  readonly tally?: EventTally | undefined;
}

const TRAITS: EngineTraits = {
  name: 'native',
  capabilities: new Set(CAPABILITIES),
  lanes: undefined,
  repeatsVarying: false,
};

const NOTHING = new Uint8Array();

/** All events but `none`, which counts where a rule waits for it. */
const countsIn =
  (tally: EventTally): HearEvent =>
  (_file, event) => {
    if (event !== 'none') tally.reach(event);
  };

/** How one program runs. */
interface StartOptions {
  readonly choices?: ChoiceSource | undefined;
  readonly stdin?: LineReader | string;
  /** By their names; our own if not given. */
  readonly drivers?: ReadonlyMap<string, Driver>;
}

interface NativeMark {
  readonly files: ReturnType<MemoryStorage['snapshot']>;
  readonly layers: ReturnType<Layers['save']>;
  readonly witness: { readonly who: Witness; readonly memory: unknown } | undefined;
}

/** A world in memory; close() forgets it. */
export class NativeEngine implements Engine {
  readonly traits: EngineTraits;
  readonly isOfOtherVersion: boolean;
  readonly #storage = new HeardStorage(PAGES, (file) => {
    this.#witness?.onReplaced(file, NOTHING);
  });
  readonly #keepsTrace: boolean;
  readonly #tally: EventTally | undefined;
  readonly #writeLog: WriteLog | undefined;
  readonly #behaviour: Behaviour | undefined;
  readonly #digest = createHash('sha256');
  readonly #layers = new Layers();
  #isWanted: ((finding: Finding) => boolean) | undefined;
  #makeChoices: (() => ChoiceSource | undefined) | undefined;
  #crashSafety: CrashSafety | undefined;
  /** Of the programs that run at the same time. */
  #fileUses: FileUses | undefined;
  #instruments: Instruments | undefined;
  #witness: Witness | undefined;
  #faultNodes: Blkdebug[] = [];
  /** Between formats and their files, not yet taken. */
  #trace: string[] = [];
  /** At the files, of the program that runs. */
  #fileLines: string[] = [];
  /** Between formats and their files, of the program that runs. */
  #formatLines: string[] = [];

  constructor(options: NativeEngineOptions) {
    const { traits = TRAITS, behaviour, keepsTrace, keepsWriteLog, tally } = options;
    this.traits = traits;
    this.#behaviour = behaviour;
    this.isOfOtherVersion = (behaviour ?? QEMU_7_2) !== QEMU_7_2;
    this.#keepsTrace = keepsTrace;
    this.#writeLog = keepsWriteLog === true ? new WriteLog() : undefined;
    this.#tally = tally;
  }

  run(program: Program, argv: readonly string[], schedule?: Schedule): RunResult {
    const choices = schedule === undefined ? this.#makeChoices?.() : choicesOf(schedule);
    const run = this.#landing(isLate(schedule), () => this.start(program, argv, { choices }));
    this.programEnded();
    return run;
  }

  /** Tells who hears this world that a program has ended. */
  protected programEnded(): void {
    this.#witness?.onEnded();
  }

  /** The program that waits has the engine's own order. */
  beside(argv: readonly string[], during: () => RunResult): RunResult {
    let run: RunResult | undefined;
    const stdin = (): undefined => {
      run = during();
    };
    this.#fileUses = new FileUses();
    try {
      const held = this.start('io', argv, { stdin });
      return run ?? held;
    } finally {
      this.#fileUses = undefined;
    }
  }

  /** Runs a program on the files; with `drivers` it opens images by those. */
  protected start(
    program: Program,
    argv: readonly string[],
    { choices, stdin = '', drivers }: StartOptions,
  ): RunResult {
    const transcript = new Transcript();
    const isWanted = this.#isWanted;
    const found: FoundText[] = [];
    const onFinding = (finding: Finding, print: () => void): void => {
      const start = transcript.merged.length;
      print();
      if (isWanted?.(finding)) found.push({ finding, start, end: transcript.merged.length });
    };
    const before = this.#faultNodes.length;
    const main = program === 'img' ? runImg : runIo;
    const onGuestRequest = bothOf(this.#instruments?.onGuestRequest, this.#witness?.onGuestRequest);
    const status = main(argv, {
      storage: this.#storage,
      output: new Output(transcript.sink),
      stdin,
      clock: () => 0,
      ...(drivers && { drivers }),
      ...(choices && { choices }),
      ...(isWanted && { onFinding }),
      ...(onGuestRequest && { onGuestRequest }),
      now: () => CASE_DATE,
      crashSafety: this.#crashSafety,
      behaviour: this.#behaviour,
      fileUses: this.#fileUses,
      onOpen: (node) => {
        if (node instanceof Blkdebug) this.#faultNodes.push(node);
      },
      // A driver that stands for files elsewhere has no layers below it here.
      ...(drivers === undefined && { wrapBase: (node: BlockNode) => this.wrapBase(node) }),
      wrapFormatFile: (node) => this.#wrapFormatFile(node),
    });
    if (this.#tally !== undefined) this.#count(this.#tally, this.#faultNodes.slice(before));
    this.#digestLines();
    return { text: transcript.merged, status, ...(isWanted && { found }) };
  }

  /** Calls `go`; where it `isLate` I/O takes effect when it ends. */
  #landing<T>(isLateToo: boolean, go: () => T): T {
    const before = this.#storage.landsLate;
    this.#storage.landsLate = before || isLateToo;
    try {
      return go();
    } finally {
      this.#storage.landsLate = before;
    }
  }

  /** What watches or fails the I/O of programs, in words; undefined: nothing does. */
  protected get watcher(): string | undefined {
    const [layer] = this.#layers.names();
    if (layer !== undefined) return `the layer ${layer}`;
    if (this.#instruments !== undefined) return 'sweeps';
    return this.#witness === undefined ? undefined : 'a recording';
  }

  /** The layers of this world around a file. What layers refuse shows in the trace. */
  protected wrapBase(node: BlockNode): BlockNode {
    const heard = this.#witness?.layer?.wrap(node) ?? node;
    const layered = this.#layers.wrap(this.#instruments?.layer?.wrap(heard) ?? heard);
    const wrapped = this.#writeLog ? new WriteLogNode(layered, this.#writeLog) : layered;
    return this.#keepsTrace ? new TraceNode(wrapped, this.#fileLines) : wrapped;
  }

  #wrapFormatFile(node: BlockNode): BlockNode {
    const { onEvent: hear, onIo } = this.#instruments ?? {};
    const watched = onIo === undefined ? node : new IoWatch(node, onIo);
    const tally = this.#tally;
    const counted = tally === undefined ? watched : new EventWatch(watched, countsIn(tally));
    const heard = hear === undefined ? counted : new EventWatch(counted, hear);
    return this.#keepsTrace ? new TraceNode(heard, this.#formatLines) : heard;
  }

  /** `nodes` are those of the program that has just ended. */
  #count(tally: EventTally, nodes: readonly Blkdebug[]): void {
    for (const { action, event, armed, fired } of nodes.flatMap((node) => node.ruleReports())) {
      if (event === 'none') tally.reach(event, armed);
      if (action === 'inject-error') tally.fail(event, fired);
    }
  }

  #digestLines(): void {
    for (const line of this.#fileLines) this.#digest.update(`file ${line}\n`);
    for (const line of this.#formatLines) {
      this.#digest.update(`format ${line}\n`);
      this.#trace.push(line);
    }
    this.#fileLines = [];
    this.#formatLines = [];
  }

  fileSize(name: string): number | undefined {
    const path = pathOf(name);
    return this.#storage.exists(path) ? this.#storage.length(path) : undefined;
  }

  readFile(name: string): Uint8Array {
    return this.#storage.readBytes(pathOf(name));
  }

  writeFile(name: string, bytes: Uint8Array): void {
    this.#storage.create(pathOf(name));
    this.#storage.writeBytes(pathOf(name), bytes);
    this.#witness?.onReplaced(pathOf(name), bytes);
  }

  remove(name: string): void {
    if (this.#storage.exists(pathOf(name))) this.#storage.remove(pathOf(name));
  }

  snapshot(): NativeMark {
    const who = this.#witness;
    const witness = who && { who, memory: who.save() };
    return { files: this.#storage.snapshot(), layers: this.#layers.save(), witness };
  }

  restore(mark: unknown): void {
    const { files, layers, witness } = mark as NativeMark;
    this.#storage.restore(files);
    this.#layers.restore(layers);
    this.#witness = witness?.who;
    witness?.who.restore(witness.memory);
  }

  fork(): NativeEngine {
    const fork = new NativeEngine({ behaviour: this.#behaviour, keepsTrace: false });
    fork.setCrashSafety(this.#crashSafety);
    fork.restore(this.snapshot());
    return fork;
  }

  takeFaultReports(): readonly FaultReport[] {
    const reports = this.#faultNodes.flatMap((node) => {
      const came = node.eventsCame;
      return node.ruleReports().map((report) => ({ ...report, came }));
    });
    this.#faultNodes = [];
    return reports;
  }

  takeTrace(): readonly string[] {
    const lines = this.#trace;
    this.#trace = [];
    return lines;
  }

  traceDigest(): string | undefined {
    return this.#keepsTrace ? this.#digest.copy().digest('hex') : undefined;
  }

  takeWriteLog(): string | undefined {
    return this.#writeLog?.take();
  }

  setLayer(name: string, options: LayerOptions | undefined): LayerReport | undefined {
    return this.#layers.set(name, options);
  }

  watchFindings(isWanted: ((finding: Finding) => boolean) | undefined): void {
    this.#isWanted = isWanted;
  }

  instrument(instruments: Instruments | undefined): void {
    this.#instruments = instruments;
  }

  setWitness(witness: Witness | undefined): void {
    this.#witness = witness;
  }

  witness(): Witness | undefined {
    return this.#witness;
  }

  memoryFiles(): MemoryStorage {
    return this.#storage;
  }

  setCrashSafety(crashSafety: CrashSafety | undefined): void {
    this.#crashSafety = crashSafety;
  }

  setChoices(make: (() => ChoiceSource | undefined) | undefined): void {
    this.#makeChoices = make;
  }

  close(): void {
    this.#storage.dispose();
  }
}

const adapterOf = (traits: EngineTraits, behaviour?: Behaviour): EngineAdapter => ({
  ...traits,
  prepare: () => undefined,
  ...(behaviour && { variantOf: () => behaviour.version }),
  make({ keepsTrace, keepsWriteLog, schedule, tally }) {
    const engine = new NativeEngine({ traits, behaviour, keepsTrace, keepsWriteLog, tally });
    if (schedule !== undefined) engine.setChoices(() => choicesOf(schedule));
    return engine;
  },
});

/** Our own engine. */
export const NATIVE: EngineAdapter = adapterOf(TRAITS);

/** Our own engine with the behaviour of another version, `native@11.1`. */
export const NATIVE_OF_VERSIONS: readonly EngineAdapter[] = BEHAVIOURS.filter(
  (behaviour) => behaviour !== QEMU_7_2,
).map((behaviour) =>
  adapterOf({ ...TRAITS, name: `native@${behaviour.version}`, listedAs: 'native' }, behaviour),
);

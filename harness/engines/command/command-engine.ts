// The world of another engine: what it serves of a case runs in its process, on files in a folder;
// all else (qemu-img, faults by name, layers) is our own engine's, on the same files in memory.
import { join } from 'node:path';
import { type BlockNode, DRIVERS } from '../../../engine/index.ts';
import type { EngineTraits, Program, RunResult, ServedRun, ServedTally } from '../engine.ts';
import { TEST_DIR } from '../engine.ts';
import { NativeEngine } from '../native.ts';
import type { Schedule } from '../schedule.ts';
import { BelowChannel } from './below-channel.ts';
import type { SharedLibrary } from '../shared-library.ts';
import { makeBelow } from './below-library.ts';
import { engineDriver, NotServed } from './engine-node.ts';
import { EngineProcess } from './engine-process.ts';
import { ImageFolder } from './image-folder.ts';
import { Mirror } from './mirror.ts';
import { planLine, type ServedLine } from './served.ts';
import type { Greeting } from './wire.ts';

/** What a world is made of. */
export interface CommandEngineOptions {
  readonly traits: EngineTraits;
  readonly argv: readonly [program: string, ...args: string[]];
  /** As it greeted when it was looked up. */
  readonly greeting: Greeting;
  /** Where folders are made; whoever made it removes it. */
  readonly scratch: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** A world of another engine; close() ends its process and removes its folder. */
export class CommandEngine extends NativeEngine {
  readonly #options: CommandEngineOptions;
  readonly #folder: ImageFolder;
  readonly #lacking = new Map<string, number>();
  #process: EngineProcess | undefined;
  /** The process asks before each call on a file: this mirror. */
  #isAsking = false;
  #asked: Mirror | undefined;
  #served = 0;
  #crashSafety: Parameters<NativeEngine['setCrashSafety']> = [undefined];
  #last: (ServedRun & { readonly world: NativeEngine }) | undefined;
  /** Asked for is what our own engine alone has: nobody else can stand in for it. */
  readonly #ours = new Set<string>();
  /** Undefined: not asked yet. */
  #library: SharedLibrary | undefined;

  constructor(options: CommandEngineOptions) {
    super({ traits: options.traits, keepsTrace: false });
    this.#options = options;
    this.#folder = new ImageFolder(options.scratch);
  }

  override run(program: Program, argv: readonly string[], schedule?: Schedule): RunResult {
    this.#forget();
    if (program === 'img') return super.run(program, argv, schedule);
    const plan = this.#plan(argv, schedule);
    const served = 'line' in plan ? this.#serve(argv, plan.line) : plan;
    if (!('lacks' in served)) return served;
    this.#lacking.set(served.lacks, (this.#lacking.get(served.lacks) ?? 0) + 1);
    return super.run(program, argv, schedule);
  }

  #plan(argv: readonly string[], schedule: Schedule | undefined): ReturnType<typeof planLine> {
    if (schedule !== undefined) return { lacks: 'orders of completions' };
    const [ours] = this.#ours;
    if (ours !== undefined) return { lacks: ours };
    const { watcher } = this;
    const { lacks } = watcher === undefined ? { lacks: undefined } : this.#libraryHere();
    if (lacks !== undefined) return { lacks: `${watcher}, as ${lacks}` };
    return planLine(argv, this.#options.greeting);
  }

  #libraryHere(): SharedLibrary {
    this.#library ??= makeBelow(this.#options.scratch);
    return this.#library;
  }

  /** Runs a line in the engine's process. Throws EngineBroken and EngineStopped. */
  #serve(
    argv: readonly string[],
    { discards }: ServedLine,
  ): RunResult | { readonly lacks: string } {
    const files = this.memoryFiles();
    const mark = this.snapshot();
    this.#folder.fill(files);
    // Its calls on files go through what watches them (mirror.ts).
    const isWatched = this.watcher !== undefined;
    const mirror = isWatched ? this.#mirror() : undefined;
    try {
      const running = this.#running(mirror);
      const driver = engineDriver(running, () => mirror?.reopen());
      const result = this.start('io', argv, { drivers: new Map([...DRIVERS, ['qcow2', driver]]) });
      this.programEnded();
      if (running.isGone) this.#end();
      if (!isWatched) this.#folder.take(files);
      if (!isWatched) this.#compare(argv, mark, discards);
      this.#served += 1;
      return result;
    } catch (error) {
      this.#end();
      if (!(error instanceof NotServed)) throw error;
      this.restore(mark);
      return { lacks: error.message };
    }
  }

  /** The same line on our own engine, on the files as they were. */
  #compare(argv: readonly string[], mark: unknown, discards: ServedLine['discards']): void {
    const world = new NativeEngine({ keepsTrace: false });
    world.restore(mark);
    world.run('io', argv);
    this.#last = { discards, files: this.memoryFiles(), ours: world.memoryFiles(), world };
  }

  #mirror(): Mirror {
    const wrap = (node: BlockNode): BlockNode => this.wrapBase(node);
    return new Mirror(this.memoryFiles(), this.#folder.path, wrap);
  }

  /** The engine's process; with a mirror, one that asks it. */
  #running(mirror: Mirror | undefined): EngineProcess {
    const { argv, deadline } = this.#options;
    const { path } = this.#folder;
    this.#asked = mirror;
    if (this.#isAsking !== (mirror !== undefined)) this.#end();
    this.#isAsking = mirror !== undefined;
    if (this.#process !== undefined) return this.#process;
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: path };
    const start = { argv, folder: path, scratch: path, env, deadline };
    if (mirror === undefined) return (this.#process = new EngineProcess(start));
    const below = new BelowChannel(path, (call) => this.#asked?.call(call) ?? 0);
    const asking = {
      LD_PRELOAD: this.#libraryHere().path,
      BLKDRILL_FOLDER: join(path, TEST_DIR),
      BLKDRILL_BELOW: below.folder,
    };
    this.#process = new EngineProcess({ ...start, env: { ...env, ...asking }, below });
    return this.#process;
  }

  takeServed(): ServedRun | undefined {
    return this.#last;
  }

  servedTally(): ServedTally {
    const { name, version } = this.#options.greeting;
    return { engine: `${name} ${version}`, served: this.#served, lacking: this.#lacking };
  }

  /** Another world of that engine, in a process of its own. */
  override fork(): CommandEngine {
    const fork = new CommandEngine(this.#options);
    fork.setCrashSafety(...this.#crashSafety);
    fork.restore(this.snapshot());
    return fork;
  }

  ours(): NativeEngine {
    return super.fork();
  }

  override setCrashSafety(...asked: Parameters<NativeEngine['setCrashSafety']>): void {
    this.#crashSafety = asked;
    note(this.#ours, 'crash-safety=strict', asked[0] === 'strict');
    super.setCrashSafety(...asked);
  }

  override setChoices(...asked: Parameters<NativeEngine['setChoices']>): void {
    note(this.#ours, 'orders of completions', asked[0] !== undefined);
    super.setChoices(...asked);
  }

  #forget(): void {
    this.#last?.world.close();
    this.#last = undefined;
  }

  #end(): void {
    this.#process?.close();
    this.#process = undefined;
  }

  override close(): void {
    this.#forget();
    this.#end();
    this.#folder.close();
    super.close();
  }
}

function note(uses: Set<string>, use: string, isOn: boolean): void {
  if (isOn) uses.add(use);
  else uses.delete(use);
}

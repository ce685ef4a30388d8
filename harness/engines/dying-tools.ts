// The real tools, ended in the middle: each program runs with a library in front of its own that
// counts the changes of the world's files and kills the process where one more would come. What
// such a process leaves is what its death leaves: the operating system has all changes that ended.
//
// The library is C, made by `cc` when it is needed: no program of QEMU can be told to end itself.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, type Program, type RunResult, TEST_DIR } from './engine.ts';
import { makeLibrary } from './preloaded.ts';
import { QemuEngine, type QemuTools } from './qemu-tools.ts';

/** A change of a file that a program made by one system call, or a flush of all before it. */
export interface RealChange {
  /** `allocate` makes a file longer without writing. */
  readonly kind: 'write' | 'zero' | 'punch' | 'truncate' | 'allocate' | 'flush';
  /** In bytes; of a truncation the new length. */
  readonly offset: number;
  /** In bytes; of a truncation and a flush 0. */
  readonly length: number;
  /** Name of the file. */
  readonly file: string;
}

const SOURCE = join(import.meta.dirname, 'end-after.c');
/** The status of a program that SIGKILL ended. */
const KILLED = 137;

/** What the tools, a scratch folder and the time must be. */
export interface DyingToolsOptions {
  readonly tools: QemuTools;
  readonly scratch: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** A world of the real tools in which a program can be ended; close() removes its folders. */
export class DyingTools {
  /** The world: everything that need not be ended runs in it directly. */
  readonly world: Engine;
  readonly #folder: string;
  readonly #log: string;
  #variables: Readonly<Record<string, string>> = {};

  /** Throws EngineUnavailable where the library cannot be made. */
  constructor({ tools, scratch, deadline }: DyingToolsOptions) {
    this.#folder = mkdtempSync(join(scratch, 'dying-'));
    this.#log = join(this.#folder, 'changes');
    const library = makeLibrary(this.#folder, SOURCE);
    this.#preload = { LD_PRELOAD: library, BLKDRILL_FOLDER: TEST_DIR, BLKDRILL_LOG: this.#log };
    const variables = (): Readonly<Record<string, string>> => this.#variables;
    this.world = new QemuEngine({ tools, scratch, deadline, variables });
  }

  readonly #preload: Readonly<Record<string, string>>;

  /** Runs a program to its end; tells what it did to files, in order, flushes included. */
  changesOf(program: Program, argv: readonly string[]): readonly RealChange[] {
    this.#run({}, program, argv);
    return readFileSync(this.#log, 'utf8').split('\n').filter(Boolean).map(changeIn);
  }

  /**
   * Runs a program up to its `count`th change of files, and ends it where one more would come.
   * Of that one `torn` bytes are written, where it is a write from one buffer. Returns what it
   * printed; undefined where it came to its end by itself.
   */
  endAfter(
    count: number,
    program: Program,
    argv: readonly string[],
    torn = 0,
  ): RunResult | undefined {
    const more = { BLKDRILL_CHANGES: String(count), BLKDRILL_TORN: String(torn) };
    const result = this.#run(more, program, argv);
    return result.status === KILLED ? result : undefined;
  }

  #run(
    more: Readonly<Record<string, string>>,
    program: Program,
    argv: readonly string[],
  ): RunResult {
    rmSync(this.#log, { force: true });
    this.#variables = { ...this.#preload, ...more };
    try {
      return this.world.run(program, argv);
    } finally {
      this.#variables = {};
    }
  }

  close(): void {
    this.world.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function changeIn(line: string): RealChange {
  const [kind, offset, length, ...name] = line.split(' ');
  return {
    kind: kind as RealChange['kind'],
    offset: Number(offset),
    length: Number(length),
    file: name.join(' '),
  };
}

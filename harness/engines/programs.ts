// Two programs with the command lines of qemu-img and qemu-io: each line is one process in a
// scratch folder of its own.
//
// Both streams of a process share one descriptor, an append-only file, so the text has the order in
// which a reader of both would have seen it. They start without a copy of this process, which adds
// little to a bare start.
import {
  closeSync,
  cpSync,
  ftruncateSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { constants as osConstants } from 'node:os';
import { join } from 'node:path';
import {
  type Engine,
  EngineStopped,
  type EngineTraits,
  type Program,
  type RunResult,
  TEST_DIR,
} from './engine.ts';
import { STANDSTILL } from '../commands/shared/standstill.ts';
import { HeldProgram, OutOfTime } from '../host/held-program.ts';
import { runProgram } from '../host/run-program.ts';
import { spaceDoubt } from './free-space.ts';
import { nameThatReachesOut } from './named-files.ts';
import { PATIENCE, SHORT_PATIENCE, waitsAtBreak } from './waits-at-break.ts';

/** What qemu-io prints when it waits for a command. */
const PROMPT = 'qemu-io> ';

/** Where the programs are. */
export type ToolPaths = Readonly<Record<Program, string>>;

/** What the engine needs of the world around it. */
export interface ProgramsOptions {
  readonly traits: EngineTraits;
  readonly tools: ToolPaths;
  /** Folder in which the engine makes its own; whoever made it removes it. */
  readonly scratch: string;
  /** Milliseconds since the epoch after which no program may run on. */
  readonly deadline: number;
  /** No program starts while an image in the folder names a file outside of it. */
  readonly guardsNames?: boolean;
  /**
   * A line that waits at a breakpoint (waitsAtBreak) is known to wait for ever there: it ends as it
   * does on our own engine. Else that is a sign that something is wrong.
   */
  readonly knowsWaits?: boolean;
  /** More variables for the programs, asked for before each of them. */
  readonly variables?: () => Readonly<Record<string, string>>;
}

/** Whether the image is opened as bytes without a format. */
const isRaw = (argv: readonly string[]): boolean => argv[argv.indexOf('-f') + 1] === 'raw';

/** The name of a file elsewhere that an image holds; undefined: it holds none. */
function nameInFile(path: string): string | undefined {
  const file = openSync(path, 'r');
  try {
    return nameThatReachesOut((offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
    });
  } finally {
    closeSync(file);
  }
}

/** A scratch folder and the tools that run in it; close() removes it. */
export class ProgramsEngine implements Engine {
  readonly traits: EngineTraits;
  readonly #tools: ToolPaths;
  readonly #deadline: number;
  /** Working directory of the programs; the files of the case lie in TEST_DIR below it. */
  readonly #folder: string;
  readonly #output: number;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #variables: () => Readonly<Record<string, string>>;
  readonly #guardsNames: boolean;
  readonly #knowsWaits: boolean;
  #snapshots = 0;
  #doubt: string | undefined;

  constructor(options: ProgramsOptions) {
    const { traits, tools, scratch, deadline, variables = () => ({}) } = options;
    this.#guardsNames = options.guardsNames === true;
    this.#knowsWaits = options.knowsWaits === true;
    this.traits = traits;
    this.#tools = tools;
    this.#deadline = deadline;
    this.#folder = mkdtempSync(join(scratch, 'case-'));
    mkdirSync(this.#path());
    this.#output = openSync(join(this.#folder, 'output'), 'a+');
    this.#environment = {
      PATH: process.env['PATH'],
      LC_ALL: 'C',
      TMPDIR: this.#folder,
      // Of new memory glibc makes zeroes: QEMU writes some that it has not set where the bytes
      // beside a write of zeroes cannot be read (case 807), and what it was would be chance.
      MALLOC_PERTURB_: '255',
    };
    this.#variables = variables;
  }

  run(program: Program, argv: readonly string[]): RunResult {
    const left = Math.ceil(this.#deadline - Date.now());
    const mayWait = waitsAtBreak(argv);
    const patience = this.#knowsWaits ? SHORT_PATIENCE : PATIENCE;
    const timeout = mayWait ? Math.min(left, patience) : left;
    if (left <= 0) throw new EngineStopped('no time left');
    // Nothing opens what a raw image holds, and to read it would change what of it is a hole.
    if (this.#guardsNames && !isRaw(argv)) this.#refuseForeignNames();
    ftruncateSync(this.#output, 0);
    const { status, signal, isLate } = runProgram({
      path: this.#tools[program],
      args: argv,
      cwd: this.#folder,
      env: { ...this.#environment, ...this.#variables() },
      stdout: this.#output,
      stderr: this.#output,
      timeout,
    });
    if (isLate && timeout < left && this.#knowsWaits) {
      return { text: `qemu-io: ${STANDSTILL}\n`, status: 1 };
    }
    if (isLate && timeout < left) {
      const why = 'a command waits for a request that is stopped at a breakpoint';
      throw new EngineStopped(`${why}, or this machine is slow: qemu-io ${argv.join(' ')}`);
    }
    if (isLate) {
      throw new EngineStopped(`qemu-${program} ${argv.join(' ')}: ended, no time left`);
    }
    const text = this.#readOutput();
    this.#doubt ??= spaceDoubt(text, this.#folder);
    return { text, status: signal === null ? (status ?? 0) : 128 + osConstants.signals[signal] };
  }

  beside(argv: readonly string[], during: () => RunResult): RunResult {
    if (this.#guardsNames && !isRaw(argv)) this.#refuseForeignNames();
    const held = new HeldProgram({
      path: this.#tools.io,
      args: argv,
      cwd: this.#folder,
      env: { ...this.#environment, ...this.#variables() },
      deadline: this.#deadline,
    });
    try {
      try {
        if (held.waits(PROMPT)) return during();
      } finally {
        held.end();
      }
    } catch (error) {
      if (!(error instanceof OutOfTime)) throw error;
      throw new EngineStopped(`qemu-io ${argv.join(' ')}: ${error.message}`);
    }
    return this.run('io', argv); // it has nothing to wait for, and says once more what is wrong
  }

  #refuseForeignNames(): void {
    for (const entry of readdirSync(this.#path(), { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const found = nameInFile(this.#path(entry.name));
      if (found === undefined) continue;
      const what = `${entry.name} names '${found}', which leads out of ${TEST_DIR}`;
      throw new Error(`${what}: the tool is not started`);
    }
  }

  doubt(): string | undefined {
    return this.#doubt;
  }

  #readOutput(): string {
    const bytes = Buffer.allocUnsafe(fstatSync(this.#output).size);
    let count = 0;
    while (count < bytes.length) {
      const found = readSync(this.#output, bytes, count, bytes.length - count, count);
      if (found === 0) break;
      count += found;
    }
    return bytes.toString('utf8', 0, count);
  }

  #path(name = ''): string {
    return join(this.#folder, TEST_DIR, name);
  }

  fileSize(name: string): number | undefined {
    return statSync(this.#path(name), { throwIfNoEntry: false })?.size;
  }

  readFile(name: string): Uint8Array {
    return readFileSync(this.#path(name));
  }

  writeFile(name: string, bytes: Uint8Array): void {
    writeFileSync(this.#path(name), bytes);
  }

  remove(name: string): void {
    rmSync(this.#path(name), { force: true });
  }

  snapshot(): unknown {
    this.#snapshots += 1;
    const mark = join(this.#folder, `snapshot-${this.#snapshots}`);
    cpSync(this.#path(), mark, { recursive: true });
    return mark;
  }

  restore(mark: unknown): void {
    rmSync(this.#path(), { recursive: true });
    cpSync(String(mark), this.#path(), { recursive: true });
  }

  close(): void {
    closeSync(this.#output);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

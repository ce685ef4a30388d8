// Our own engine in a process of its own, for images that may cost any time or memory: an endless
// loop ends it by a signal, and what it took is measured. The files are in memory, as ever.
//
// The process runs all command lines at once, when the first one is asked for: starting costs a
// quarter of a second, and it reports the files after each line.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Behaviour } from '../../engine/index.ts';
import { launcher } from '../build/paths.mjs';
import type { Engine, Program, RunResult } from './engine.ts';

/** What the process is told. */
export interface ChildJob {
  readonly lines: readonly ChildLine[];
  readonly files: readonly string[];
  /** The version whose behaviour our engine has; its usual one if absent. */
  readonly behavesAs?: string | undefined;
  /** Of files that are longer (bytes) only the length is reported. */
  readonly maxKept: number;
}

/** One command line. */
export interface ChildLine {
  readonly program: Program;
  readonly argv: readonly string[];
}

/** What one line left behind. */
export interface ChildAnswer extends RunResult {
  /** Processor time. */
  readonly seconds: number;
  /** Largest resident size of the process up to then. */
  readonly bytes: number;
  /** By file. */
  readonly lengths: Readonly<Record<string, number>>;
}

/** What one line, and the process, may take. */
export interface ChildLimits {
  /** Processor time of one line. */
  readonly seconds: number;
  /** Largest resident size of the process. */
  readonly bytes: number;
  /** Milliseconds until the process is killed. */
  readonly killAfter: number;
  readonly maxKept: number;
}

/** What the processes of one run took at most. */
export class Peaks {
  seconds = 0;
  bytes = 0;

  note({ seconds, bytes }: ChildAnswer): void {
    this.seconds = Math.max(this.seconds, seconds);
    this.bytes = Math.max(this.bytes, bytes);
  }

  toString(): string {
    return `at most ${this.seconds.toFixed(2)} s and ${Math.ceil(this.bytes / 2 ** 20)} MiB`;
  }
}

/** How a ChildEngine is made. */
export interface ChildOptions {
  /** Where folders can be made. */
  readonly scratch: string;
  /** All that will be run, in this order. */
  readonly lines: readonly ChildLine[];
  readonly limits: ChildLimits;
  /** Whose behaviour our engine has; QEMU 7.2's if not given. */
  readonly behaviour?: Behaviour | undefined;
  readonly peaks?: Peaks;
  /** The program, a module for Node; ours if nothing is said. */
  readonly program?: string;
}

const RUN_LINES = launcher('run-lines');

/** Only what its one process can do: all lines, in order, on files that are given before. */
export class ChildEngine implements Pick<
  Engine,
  'run' | 'fileSize' | 'readFile' | 'writeFile' | 'close'
> {
  readonly #options: ChildOptions;
  readonly #folder: string;
  readonly #files = new Map<string, Uint8Array>();
  #answers: readonly ChildAnswer[] | undefined;
  #ending = '';
  #next = 0;

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#folder = mkdtempSync(join(options.scratch, 'child-'));
  }

  /**
   * The answer of the next line. Throws Error where the process did not live to give it, or took
   * more than its limits.
   */
  run(program: Program, argv: readonly string[]): RunResult {
    this.#answers ??= this.#runAll();
    const shown = `${program} ${argv.join(' ')}`;
    const answer = this.#answers[this.#next];
    if (answer === undefined) throw new Error(`${shown}: ${this.#ending}`);
    const { limits, peaks, lines } = this.#options;
    const line = lines[this.#next];
    if (line?.program !== program || line.argv.join(' ') !== argv.join(' ')) {
      throw new Error(`${shown}: not what the process was told to run`);
    }
    peaks?.note(answer);
    const { seconds, bytes } = answer;
    if (seconds > limits.seconds) throw new Error(`${shown}: took ${seconds.toFixed(1)} s`);
    if (bytes > limits.bytes) {
      throw new Error(`${shown}: took ${Math.ceil(bytes / 2 ** 20)} MiB of memory`);
    }
    for (const name of this.#files.keys()) {
      const path = join(this.#folder, `out.${this.#next}.${name}`);
      if (existsSync(path)) this.#files.set(name, readFileSync(path));
    }
    this.#next += 1;
    return { text: answer.text, status: answer.status };
  }

  fileSize(name: string): number | undefined {
    const last = this.#answers?.[this.#next - 1];
    return last === undefined ? this.#files.get(name)?.length : last.lengths[name];
  }

  /** As far as it is kept. */
  readFile(name: string): Uint8Array {
    const bytes = this.#files.get(name);
    if (bytes === undefined) throw new Error(`no file ${name}`);
    return bytes;
  }

  writeFile(name: string, bytes: Uint8Array): void {
    this.#files.set(name, bytes);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #runAll(): readonly ChildAnswer[] {
    const { lines, limits, behaviour, program } = this.#options;
    const files = [...this.#files.keys()];
    const job: ChildJob = {
      lines,
      files,
      behavesAs: behaviour?.version,
      maxKept: limits.maxKept,
    };
    writeFileSync(join(this.#folder, 'lines.json'), JSON.stringify(job));
    for (const [name, bytes] of this.#files) {
      writeFileSync(join(this.#folder, `in.${name}`), bytes);
    }
    const { stdout, stderr, status, signal } = spawnSync(
      process.execPath,
      [program ?? RUN_LINES, this.#folder],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 30,
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: limits.killAfter,
        killSignal: 'SIGKILL',
      },
    );
    this.#ending =
      signal === 'SIGKILL'
        ? `no end after ${limits.killAfter / 1000} s, or no memory`
        : `the engine ended with ${signal ?? `status ${status}`}\n${stderr.slice(-4000)}`;
    return stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as ChildAnswer);
  }
}

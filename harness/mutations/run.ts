// Runs a program with a mutation in it: a graph of its modules, one of them replaced, in a worker
// that lives on. A mistake may also be an endless loop, so the worker can be given up.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleOptions } from '../build/build.mjs';
import { dist, root } from '../build/paths.mjs';
import { Lane } from '../host/worker-pool.ts';
import { applyMutation, type Mutation } from './mutation.ts';
import type { Change, MutantJob, MutantRun, Program } from './program.ts';
import { modulesOf, toCommonJs } from './transform.ts';

/** Milliseconds for one run: an endless loop is red. */
const TIME_LIMIT = 30_000;

/** One source in another text. */
export interface ChangedRun {
  readonly file: string;
  readonly text: string;
  readonly isExpectedRed?: boolean;
  /** Milliseconds; absent: as for all runs. */
  readonly deadline?: number;
}

/** A program, and the workers that run it side by side: as many as there are runs at a time. */
export class Mutants {
  readonly #program: Program;
  readonly #folder: string;
  readonly #deadline: number;
  readonly #idle: Lane<MutantJob, MutantRun>[] = [];

  private constructor(program: Program, folder: string, deadline: number) {
    this.#program = program;
    this.#folder = folder;
    this.#deadline = deadline;
  }

  /**
   * Transforms all modules of the program of `entry`, a path from the project's root. The caller
   * closes it. A run may take `deadline` milliseconds. Sources that are `changed`, by their paths,
   * are so in every run. Throws esbuild's error where a source is wrong.
   */
  static async of(
    entry: string,
    deadline = TIME_LIMIT,
    changed: ReadonlyMap<string, string> = new Map(),
  ): Promise<Mutants> {
    const modules: Record<string, string> = { ...(await modulesOf(root, entry)) };
    for (const [file, text] of changed) {
      if (modules[file] !== undefined) modules[file] = await toCommonJs(file, text);
    }
    const program = { root, entry, modules };
    // Below dist/, from where packages are found as from any bundle.
    mkdirSync(dist, { recursive: true });
    const folder = mkdtempSync(join(dist, 'mutants-'));
    const worker = 'harness/mutations/worker.ts';
    const { outputFiles } = await build(bundleOptions({ worker }, folder, []));
    for (const { path, contents } of outputFiles ?? []) writeFileSync(path, contents);
    writeFileSync(join(folder, 'program.json'), JSON.stringify(program));
    return new Mutants(program, folder, deadline);
  }

  /**
   * What the program's `judge` says of `subject` with the mutation in it. What takes too long is
   * red; a program that dies or throws is broken. Throws MutationError when the mutation does not
   * fit, and esbuild's error when the result is no TypeScript.
   */
  async run(subject: unknown, mutation?: Mutation): Promise<MutantRun> {
    if (mutation === undefined) return await this.#runWith({ subject });
    const { file } = mutation;
    this.#requirePart(file);
    const text = applyMutation(readFileSync(join(root, file), 'utf8'), mutation);
    return await this.#runWith({ subject, change: await this.#textChange(file, text, true) });
  }

  /**
   * The same without a mutation, in the modules that runs with one share. `anew` are modules that
   * are exchanged for their own texts: where that is green, an exchange alone makes nothing red.
   */
  async rehearse(subject: unknown, anew: readonly string[] = []): Promise<MutantRun> {
    return await this.#runWith({ subject, change: { kind: 'none', anew } });
  }

  /**
   * The same with another text of one source, in `deadline` milliseconds; `isExpectedRed`: in a
   * graph that lives on first, and only where that is not red in one of its own.
   */
  async runChanged(
    subject: unknown,
    { file, text, isExpectedRed = false, deadline = this.#deadline }: ChangedRun,
  ): Promise<MutantRun> {
    const change = await this.#textChange(file, text, isExpectedRed);
    return await this.#runWith({ subject, change }, deadline);
  }

  async #textChange(file: string, text: string, mayBeExchanged: boolean): Promise<Change> {
    this.#requirePart(file);
    const replacement = { file, code: await toCommonJs(file, text) };
    return { kind: 'text', replacement, mayBeExchanged };
  }

  async #runWith(job: Omit<MutantJob, 'deadline'>, deadline = this.#deadline): Promise<MutantRun> {
    const lane = this.#idle.pop() ?? new Lane(join(this.#folder, 'worker.cjs'));
    const answer = await lane.run({ ...job, deadline });
    this.#idle.push(lane);
    if (!('lost' in answer)) return answer;
    return { verdict: answer.hasHung ? 'red' : 'broken', output: answer.lost };
  }

  #requirePart(file: string): void {
    if (this.#program.modules[file] !== undefined) return;
    throw new Error(`${file} is no part of the program`);
  }

  /** Ends the workers. Nothing is left behind. */
  close(): void {
    for (const lane of this.#idle) lane.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

// What runs the commands of a case: our own engine in this process, or the real tools.
//
// File names here are plain ('t.qcow2'). Programs see them below the folder TEST_DIR, relative to
// their working directory, under both engines: so texts and bytes in images carry no path of any
// machine.

import type { ChoiceSource, LayerOptions, LayerReport } from '../../engine/index.ts';
import type { Schedule } from './schedule.ts';

export type EngineKind = 'native' | 'qemu';

/** Which tool: qemu-img or qemu-io. */
export type Program = 'img' | 'io';

/** What a program left behind, besides its files. */
export interface RunResult {
  /** Both streams as one shared descriptor shows them, unfiltered. */
  readonly text: string;
  /** Exit status; 128 + signal number when a signal ended the program. */
  readonly status: number;
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
}

/** One world: files that programs run on, kept from one run to the next. */
export interface Engine {
  readonly kind: EngineKind;
  /**
   * Runs one tool to its end; the real tools do not take a schedule. Throws EngineStopped when it
   * ran out of time.
   */
  run(program: Program, argv: readonly string[], schedule?: Schedule): RunResult;
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
  /** Rules that programs have opened since the last call; undefined: this engine cannot tell. */
  takeFaultReports(): readonly FaultReport[] | undefined;
  /** Lines of I/O since the last call; undefined: this engine keeps no trace. */
  takeTrace(): readonly string[] | undefined;
  /** Digest of all I/O so far, in order; undefined: this engine keeps no trace. */
  traceDigest(): string | undefined;
  /**
   * Switches a fault layer on, for the files that programs open from the next one on, and anew
   * where it is on; `options` undefined switches it off. Returns what came of the layer that was
   * on. Native only: the real tools have no such layers. Throws UsageError.
   */
  setLayer(name: string, options: LayerOptions | undefined): LayerReport | undefined;
  /**
   * Where programs from the next one on take their choices from, unless they have a schedule of
   * their own; undefined: the engine's own order. Native only: the real tools choose themselves.
   */
  setChoices(make: (() => ChoiceSource | undefined) | undefined): void;
  /** Lets go of all files. */
  close(): void;
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

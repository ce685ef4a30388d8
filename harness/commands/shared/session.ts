// One run of a program: where its messages go, and how it opens images and runs tasks.
import type {
  Behaviour,
  Driver,
  OpenContext,
  OpenRequest,
  ReopenRequest,
  Task,
} from '../../../engine/index.ts';
import {
  type BlockNode,
  closeGraph,
  DRIVERS,
  FileUses,
  NamedNodes,
  fixedCryptoSource,
  FormatError,
  inactivateGraph,
  IoError,
  nextTurn,
  NothingCanRun,
  openGraph,
  QEMU_7_2,
  renewClaims,
  reopenGraph,
  Scheduler,
  strerror,
  useOfProgram,
} from '../../../engine/index.ts';
import type { ProgramWorld } from './world.ts';

/** What an operation failed with, as messages need it. */
export interface Failure {
  /** Linux errno, positive. */
  readonly errno: number;
  readonly message: string;
  /** Further lines, each with its newline; empty when there are none. */
  readonly hint: string;
}

/**
 * The failure that `error` stands for. Throws it on when it is neither of the file nor of the
 * image.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof IoError) {
    return { errno: error.errno, message: error.message, hint: '' };
  }
  if (error instanceof FormatError) {
    const hint = error.hint === undefined ? '' : `${error.hint}${error.hintEnd}`;
    return { errno: error.errno, message: error.message, hint };
  }
  throw error;
}

/** What is told where a close would lose something. */
export const closeFailed = (errno: number): string =>
  `Error while closing the image: ${strerror(errno)}`;

/** Belongs to one run: all its tasks run on one scheduler. */
export class Session {
  readonly name: 'qemu-img' | 'qemu-io';
  readonly world: ProgramWorld;
  readonly context: OpenContext;
  readonly behaviour: Behaviour;
  /** Keys that the command line gave, by their ids. */
  readonly secrets = new Map<string, Uint8Array>();
  /** Ids of throttle groups that the command line made. */
  readonly throttleGroups = new Set<string>();
  /** Which end TLS credentials of the command line are for, by their ids. */
  readonly tlsCredentials = new Map<string, 'client' | 'server'>();
  readonly #scheduler: Scheduler;
  /** Requests that were started and have not been told of yet. */
  #inFlight = 0;
  /** Those that ended while they were started. */
  readonly #endedAtOnce: (() => void)[] = [];

  /** `argv` seeds the keys of a world without chance: different images get different ones. */
  constructor(name: 'qemu-img' | 'qemu-io', world: ProgramWorld, argv: readonly string[] = []) {
    this.name = name;
    this.world = world;
    this.behaviour = world.behaviour ?? QEMU_7_2;
    this.#scheduler = new Scheduler(world.choices);
    this.context = {
      storage: world.storage,
      drivers: world.drivers ?? DRIVERS,
      fileUses: world.fileUses ?? new FileUses(world.storage.showUse?.bind(world.storage)),
      nodeNames: new NamedNodes(),
      report: (line) => this.error(line),
      reportBare: (line) => this.err(`${line}\n`),
      reportText: (text) => this.err(text),
      print: (line) => this.out(`${line}\n`),
      now: world.now,
      secrets: this.secrets,
      crypto: world.crypto ?? fixedCryptoSource(argv.join(' ')),
      throttleGroups: this.throttleGroups,
      tlsCredentials: this.tlsCredentials,
      crashSafety: world.crashSafety,
      behaviour: world.behaviour,
      ...(world.onOpen && { onOpen: world.onOpen }),
      ...(world.wrapBase && { wrapBase: world.wrapBase }),
      ...(world.wrapFormatFile && { wrapFormatFile: world.wrapFormatFile }),
    };
  }

  /** Prints to standard output. */
  out(text: string): void {
    this.world.output.out(text);
  }

  /** Prints to standard error, as it is. */
  err(text: string): void {
    this.world.output.err(text);
  }

  /** Prints an error with the program's name in front. */
  error(message: string): void {
    this.err(`${this.name}: ${message}\n`);
  }

  warn(message: string): void {
    this.err(`${this.name}: warning: ${message}\n`);
  }

  /** Prints a failure and its hint; `prefix` stands between the program's name and the message. */
  fail(failure: Failure, prefix = ''): void {
    this.error(`${prefix}${failure.message}`);
    this.err(failure.hint);
  }

  /** Says that the stand-in cannot do what the real program could. */
  unsupported(what: string): void {
    this.error(`not supported yet by blkdrill: ${what}`);
  }

  /** Runs `task` to its end. Throws what it throws. */
  run<T>(task: Task<T>): T {
    return this.#scheduler.run(task);
  }

  /** As run(), but returns the failure where the file failed or the image is bad. */
  attempt<T>(task: Task<T>): { readonly value: T } | Failure {
    try {
      return { value: this.#scheduler.run(task) };
    } catch (error) {
      return failureOf(error);
    }
  }

  /**
   * Starts a request and does not wait for it; `ended` is called when it ends, with its failure.
   * That happens while something waits, never during this call.
   */
  start(request: Task<void>, ended: (failure: Failure | undefined) => void): void {
    const call = { hasReturned: false };
    this.#inFlight += 1;
    this.#scheduler.start(this.#inBackground(request, ended, call));
    call.hasReturned = true;
  }

  *#inBackground(
    request: Task<void>,
    ended: (failure: Failure | undefined) => void,
    call: { readonly hasReturned: boolean },
  ): Task<void> {
    let failure: Failure | undefined;
    try {
      yield* request;
    } catch (error) {
      failure = failureOf(error);
    }
    this.#endedAtOnce.push(() => ended(failure));
    // Of requests that ended at once the newest is told of first.
    if (!call.hasReturned) yield nextTurn;
    this.#inFlight -= 1;
    this.#endedAtOnce.pop()?.();
  }

  /** Runs what can run until `isReached`; false when nothing can run before that. */
  runUntil(isReached: () => boolean): boolean {
    return this.#scheduler.runUntil(isReached);
  }

  /** Runs what waits for no I/O. */
  runTurns(): void {
    this.#scheduler.runTurns();
  }

  /** Runs everything that can run, as if time went by. */
  runAll(): void {
    this.#scheduler.runUntil(() => false, true);
  }

  /** Waits for all requests that were started. Throws NothingCanRun where one cannot end. */
  waitForAll(): void {
    if (!this.runUntil(() => this.#inFlight === 0)) throw new NothingCanRun();
  }

  /** The driver that opened `node`, which tells what can be done with it. */
  driverOf(node: BlockNode): Driver | undefined {
    return this.context.drivers.get(node.driver);
  }

  open(request: OpenRequest): BlockNode | Failure {
    const opened = this.attempt(openGraph(this.context, request));
    return 'value' in opened ? opened.value : opened;
  }

  /** Changes how an image is open, after all its requests have ended. */
  reopen(node: BlockNode, request: ReopenRequest): Failure | undefined {
    this.waitForAll();
    const outcome = this.attempt(reopenGraph(this.context, node, request));
    return 'errno' in outcome ? outcome : undefined;
  }

  /** The image is written, or is no longer, from now on. */
  useFor(node: BlockNode, isWritten: boolean): Failure | undefined {
    try {
      renewClaims(this.context, node, useOfProgram(!isWritten, false));
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Closes an image. What fails meanwhile is reported by the image itself. */
  close(node: BlockNode, before?: (node: BlockNode) => Task<void>): void {
    this.waitForAll();
    this.run(closeGraph(this.context, node, before));
    this.#scheduler.drain();
  }

  /**
   * Where that is QEMU's behaviour: has images store all that they hold before they are closed.
   * Returns what is to be told where one could not, with which the others are not asked.
   */
  storeBeforeClose(nodes: readonly BlockNode[]): string | undefined {
    if (!this.behaviour.storesBeforeClose) return undefined;
    for (const node of nodes) {
      const errno = this.run(inactivateGraph(node));
      if (errno !== 0) return closeFailed(errno);
    }
    return undefined;
  }
}

// The image behind an export: opened with its faults, and closed in the end.
import { failureOf } from '../commands/shared/session.ts';
import type { FaultReport } from '../engines/engine.ts';
import {
  type Bitmap,
  Blkdebug,
  type BlockNode,
  closeGraph,
  DRIVERS,
  FileUses,
  NamedNodes,
  flush,
  type IoListener,
  NothingCanRun,
  type OpenContext,
  openGraph,
  type OpenMode,
  renewClaims,
  Scheduler,
  type Storage,
  useOfProgram,
  WriteLogNode,
} from '../../engine/index.ts';
import { chooseBitmaps, Disk, type DiskOptions } from './disk.ts';
import type { ImagePlan } from './fault-rules.ts';

/** Where images are, and where what they say goes. */
export interface ImageWorld {
  readonly storage: Storage;
  /** Takes a line for people, without newline. */
  readonly tell: (line: string) => void;
  /** Seconds since the epoch. */
  readonly now: () => number;
  /** Is told of what reaches files. */
  readonly onIo?: IoListener | undefined;
}

/** One open image. */
export class ServedImage {
  readonly #world: ImageWorld;
  readonly #context: OpenContext;
  readonly #scheduler = new Scheduler();
  readonly #blkdebugs: Blkdebug[] = [];
  readonly node: BlockNode;
  /** Lines that the image has said so far. */
  #told = 0;

  /** Opens it. Throws FormatError and IoError. */
  constructor(world: ImageWorld, plan: ImagePlan, mode: OpenMode) {
    this.#world = world;
    const { storage, now, onIo } = world;
    const tell = (line: string): void => {
      this.#told += 1;
      world.tell(line);
    };
    this.#context = {
      storage,
      drivers: DRIVERS,
      fileUses: new FileUses(storage.showUse?.bind(storage)),
      nodeNames: new NamedNodes(),
      report: tell,
      reportBare: tell,
      reportText: (text) => tell(text.trimEnd()),
      print: world.tell,
      now,
      ...(onIo && { wrapBase: (node) => new WriteLogNode(node, onIo) }),
      onOpen: (node) => {
        if (node instanceof Blkdebug) this.#blkdebugs.push(node);
      },
    };
    this.node = this.#scheduler.run(openGraph(this.#context, { ...plan, mode }));
    try {
      // The length was told to clients, so nobody may change it.
      const use = { ...useOfProgram(mode.readOnly, false), sharesResizes: false };
      renewClaims(this.#context, this.node, use);
    } catch (error) {
      this.#scheduler.run(closeGraph(this.#context, this.node));
      throw error;
    }
  }

  /** The disk as clients see it. Throws FormatError for a bitmap that cannot be shown. */
  export(options: Omit<DiskOptions, 'bitmaps'>, bitmapNames: readonly string[]): Disk {
    const all = this.#bitmapsBelow();
    const bitmaps = chooseBitmaps({ all, names: bitmapNames });
    return new Disk(this.node, this.#scheduler, { ...options, bitmaps });
  }

  /** What the rules of all blkdebug nodes have done so far. */
  faultReports(): readonly FaultReport[] {
    return this.#blkdebugs.flatMap((node) =>
      node.ruleReports().map((report) => ({ ...report, came: node.eventsCame })),
    );
  }

  /** Flushes and closes it. False, after it was told why, where something is lost or left. */
  close(): boolean {
    const before = this.#told;
    let isWell = this.#attempt('the last flush failed', () => {
      this.#scheduler.run(flush(this.node));
    });
    isWell =
      this.#attempt('the image was not closed well', () => {
        this.#scheduler.run(closeGraph(this.#context, this.node));
        this.#scheduler.drain();
      }) && isWell;
    return isWell && this.#told === before;
  }

  #attempt(what: string, step: () => void): boolean {
    try {
      step();
      return true;
    } catch (error) {
      const reason =
        error instanceof NothingCanRun
          ? 'a request stands at a breakpoint'
          : failureOf(error).message;
      this.#world.tell(`${what}: ${reason}`);
      return false;
    }
  }

  /** Those of the image itself come before those of what is below it. */
  #bitmapsBelow(): readonly Bitmap[] {
    const found: Bitmap[] = [];
    for (let node: BlockNode | undefined = this.node; node !== undefined;) {
      found.push(...(this.#context.drivers.get(node.driver)?.bitmaps?.list(node) ?? []));
      node = node.isFilter ? node.primary : node.backing;
    }
    return found;
  }
}

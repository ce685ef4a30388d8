// The disk that is exported: an open image, and what clients can be told of it. All requests of all
// clients run on one scheduler.
import { Guest } from '../commands/shared/guest.ts';
import {
  alignUp,
  type Bitmap,
  type BlockNode,
  FormatError,
  nbd,
  Scheduler,
  type Task,
} from '../../engine/index.ts';
import type { ExportFacts, MetaContext } from './export-facts.ts';

/** What block status is to be told of beside `base:allocation` and `qemu:allocation-depth`. */
export interface BitmapChoice {
  /** The newest first. */
  readonly all: readonly Bitmap[];
  readonly names: readonly string[];
}

/** Numbers of the contexts; bitmaps follow. */
export const CONTEXT_ID = { allocation: 0, depth: 1, firstBitmap: 2 } as const;

/** What is exported how. */
export interface DiskOptions {
  /** By which clients ask for it. */
  readonly name: string;
  readonly isReadOnly: boolean;
  /** Every write is stable when it is acknowledged. */
  readonly isWritethrough: boolean;
  readonly bitmaps: readonly Bitmap[];
}

/** One export. */
export class Disk {
  readonly facts: ExportFacts;
  readonly node: BlockNode;
  readonly guest: Guest;
  readonly bitmaps: readonly Bitmap[];
  readonly #scheduler: Scheduler;
  readonly #ended: (() => void)[] = [];

  /** `scheduler` is the one on which the image was opened. */
  constructor(node: BlockNode, scheduler: Scheduler, options: DiskOptions) {
    const { name, isReadOnly, bitmaps } = options;
    this.node = node;
    this.guest = new Guest(node, options.isWritethrough);
    this.bitmaps = bitmaps;
    this.#scheduler = scheduler;
    this.facts = {
      name,
      size: this.guest.length(),
      isReadOnly,
      blockSizes: blockSizesOf(node),
      contexts: [
        { name: 'base:allocation', id: CONTEXT_ID.allocation },
        { name: 'qemu:allocation-depth', id: CONTEXT_ID.depth },
        ...bitmaps.map(contextOf),
      ],
    };
  }

  /**
   * Starts `request`, and runs whatever can run; `ended` is called when it has ended, from outside
   * of tasks. That may be later: a request can stand at a breakpoint.
   */
  start(request: Task<void>, ended: () => void): void {
    this.#scheduler.start(this.#noticed(request, ended));
    this.settle();
  }

  /** Runs whatever can run, as after a breakpoint has let a request go. */
  settle(): void {
    this.#scheduler.drain();
    for (let next = this.#ended.shift(); next !== undefined; next = this.#ended.shift()) next();
  }

  *#noticed(request: Task<void>, ended: () => void): Task<void> {
    yield* request;
    this.#ended.push(ended);
  }
}

const contextOf = ({ name }: Bitmap, index: number): MetaContext => ({
  name: `qemu:dirty-bitmap:${name}`,
  id: CONTEXT_ID.firstBitmap + index,
});

function blockSizesOf({ limits }: BlockNode): ExportFacts['blockSizes'] {
  const { requestAlignment: minimum, maxTransfer } = limits;
  const most = maxTransfer === 0 ? nbd.MAX_TRANSFER : Math.min(maxTransfer, nbd.MAX_TRANSFER);
  const maximum = Math.max(minimum, most - (most % minimum));
  return { minimum, preferred: Math.max(4096, minimum), maximum: alignUp(maximum, minimum) };
}

/** The bitmaps of those names, in that order. Throws FormatError in QEMU's words. */
export function chooseBitmaps({ all, names }: BitmapChoice): readonly Bitmap[] {
  return names.map((name) => {
    const bitmap = all.find((candidate) => candidate.name === name);
    if (bitmap === undefined) throw new FormatError(`Bitmap '${name}' is not found`);
    if (!bitmap.isInconsistent) return bitmap;
    throw new FormatError(`Bitmap '${name}' is inconsistent and cannot be used`, {
      hint: 'Try block-dirty-bitmap-remove to delete this bitmap from disk',
    });
  });
}

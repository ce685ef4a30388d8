// A sweep of one guest write without a program around it: the engine opens the image, writes and
// closes it, one I/O fails, and the file that is left is judged. The faults are those of a step of
// a case, and it is much faster than one.
import {
  type BlockNode,
  closeGraph,
  type CreateSpec,
  createImage,
  DRIVERS,
  FailNth,
  forkGraph,
  FormatError,
  IoError,
  type MemorySnapshot,
  MemoryStorage,
  type NthFailure,
  openGraph,
  type OpenContext,
  PagePool,
  READ_WRITE,
  Scheduler,
  type Task,
  write,
} from '../../../engine/index.ts';
import { BLOCK } from '../../oracle/disk-model.ts';
import { blockOf, differingBlocks } from '../../oracle/disk.ts';
import { ImageReader } from '../../oracle/image-reader.ts';
import type { ImageState } from '../../oracle/image-state.ts';
import { WorldSet } from '../../oracle/world-set.ts';

/** What a guest writes, into which image. */
export interface PlainWrite {
  readonly image: CreateSpec;
  /** Written before the mark, and stable. */
  readonly first: { readonly offset: number; readonly bytes: Uint8Array };
  /** The write whose I/Os fail. */
  readonly then: { readonly offset: number; readonly bytes: Uint8Array };
}

/** How an I/O fails. */
export type PlainWay = Pick<NthFailure, 'errno' | 'times' | 'written'>;

/** What became of one fault. */
export interface PlainState {
  /** Whether an I/O failed. */
  readonly isMet: boolean;
  /** Whether the guest was told of an error. */
  readonly isReported: boolean;
  /** Promises that are broken, in words. */
  readonly broken: readonly string[];
}

/** What a whole sweep showed. */
export interface PlainSweep {
  readonly states: number;
  readonly distinct: number;
  /** How often each broken promise came. */
  readonly broken: ReadonlyMap<string, number>;
}

/** What the files of one state show of the write. */
interface SeenWrite {
  /** Promises that are broken, whoever was told of an error. */
  readonly broken: readonly string[];
  /** Some block of the write does not hold what was written. */
  readonly isPartial: boolean;
}

/** The image once it is open for the write. */
interface Opened {
  readonly node: BlockNode;
  /** I/Os of the opening. */
  readonly ios: number;
  readonly files: MemorySnapshot;
}

/** One image in memory, marked before the write. */
export class PlainWriteSweep {
  readonly #storage = new MemoryStorage(new PagePool());
  readonly #scheduler = new Scheduler();
  readonly #fail = new FailNth();
  readonly #context: OpenContext;
  readonly #plain: PlainWrite;
  readonly #start: MemorySnapshot;
  readonly #before: ImageState;
  readonly #reader: ImageReader;
  /** Undefined: every run opens the image anew. */
  readonly #opened: Opened | undefined;
  /** Messages of the engine, as a close tells what it could not write. */
  #told = 0;
  #seen: WorldSet<SeenWrite>;

  /** `isThorough`: every run opens the image anew and is looked at as a whole. */
  constructor(plain: PlainWrite, isThorough = false) {
    this.#plain = plain;
    const report = (): void => {
      this.#told += 1;
    };
    const context: OpenContext = {
      storage: this.#storage,
      drivers: DRIVERS,
      report,
      reportBare: report,
      reportText: report,
      now: () => 0,
    };
    this.#context = { ...context, wrapBase: (node) => this.#fail.wrap(node) };
    this.#run(createImage(context, plain.image));
    this.#write(() => this.#open(), plain.first);
    this.#start = this.#storage.snapshot();
    this.#seen = new WorldSet(this.#start);
    this.#reader = new ImageReader(this.#storage, isThorough);
    this.#before = this.#reader.look(plain.image.filename);
    this.#opened = isThorough ? undefined : this.#openOnce();
  }

  #run<T>(task: Task<T>): T {
    return this.#scheduler.run(task);
  }

  #open(): BlockNode {
    const { filename } = this.#plain.image;
    const request = { filename, format: 'qcow2', mode: READ_WRITE };
    return this.#run(openGraph(this.#context, request));
  }

  #openOnce(): Opened {
    this.#fail.arm({});
    const node = this.#open();
    return { node, ios: this.#fail.count, files: this.#storage.snapshot() };
  }

  /** Whether an error was met: by the guest, or where the image was opened. */
  #write(open: () => BlockNode, { offset, bytes }: PlainWrite['then']): boolean {
    let node: BlockNode | undefined;
    let isReported = false;
    try {
      node = open();
      this.#run(write(node, offset, bytes));
    } catch (error) {
      if (!(error instanceof IoError || error instanceof FormatError)) throw error;
      isReported = true;
    }
    if (node !== undefined) this.#run(closeGraph(this.#context, node));
    return isReported;
  }

  /** The state after I/O number `at` has failed, of the opening, the write and the close. */
  state(failure: PlainWay & { readonly at: number }): PlainState {
    const hasMet = this.#fails(failure);
    const isMet = this.#fail.failed > 0;
    this.#fail.disarm();
    const isReported = hasMet || this.#told > 0;
    return { isMet, isReported, broken: this.#judge(isReported) };
  }

  /** The image as the last state left it. */
  files(): Uint8Array {
    return this.#storage.readBytes(this.#plain.image.filename);
  }

  /** Runs the write with that failure; behind the opening, from a copy of the open image. */
  #fails({ at, ...way }: PlainWay & { readonly at: number }): boolean {
    this.#told = 0;
    const { then } = this.#plain;
    const opened = this.#opened;
    if (opened !== undefined && at > opened.ios) {
      this.#storage.restore(opened.files);
      const fork = forkGraph(this.#context, opened.node);
      if (fork !== undefined) {
        this.#fail.arm({ ...way, at: at - opened.ios });
        return this.#write(() => fork, then);
      }
    }
    this.#storage.restore(this.#start);
    this.#fail.arm({ ...way, at });
    return this.#write(() => this.#open(), then);
  }

  /** All states: every I/O has failed once in each of the ways. */
  sweep(ways: readonly PlainWay[]): PlainSweep {
    const broken = new Map<string, number>();
    this.#seen = new WorldSet(this.#start);
    let states = 0;
    for (const way of ways) {
      for (let at = 1; ; at += 1) {
        const state = this.state({ ...way, at });
        if (!state.isMet) break;
        states += 1;
        for (const one of state.broken) broken.set(one, (broken.get(one) ?? 0) + 1);
      }
    }
    return { states, distinct: this.#seen.size, broken };
  }

  #judge(isReported: boolean): readonly string[] {
    const seen = this.#seen.get(this.#storage, () => this.#look());
    return isReported || !seen.isPartial ? seen.broken : [...seen.broken, 'silent loss'];
  }

  #look(): SeenWrite {
    const seen = this.#reader.look(this.#plain.image.filename);
    if (seen.refused !== undefined) return { broken: [seen.refused], isPartial: false };
    if (this.#before.refused !== undefined) throw new Error(this.#before.refused);
    const broken = seen.soundness.corruptions.map(({ kind }) => kind as string);
    const { offset, bytes } = this.#plain.then;
    const [first, end] = [offset / BLOCK, (offset + bytes.length) / BLOCK];
    let written = 0;
    for (const block of differingBlocks(this.#before.disk, seen.disk)) {
      const want = bytes.subarray(block * BLOCK - offset, (block + 1) * BLOCK - offset);
      const isInside = block >= first && block < end;
      if (isInside && Buffer.compare(want, blockOf(seen.disk, block)) === 0) written += 1;
      else broken.push(isInside ? 'written' : 'untouched');
    }
    // The write changes each of its blocks, so that all of them differ where it was done.
    return { broken: [...new Set(broken)], isPartial: written < end - first };
  }
}

// Quorum: the same disk on several children. What most of them say is read; writes go to all.
//
// Children are asked one after the other, in their order. With `fifo` the first child that can be
// read decides alone.
import { EIO } from '../base/errno.ts';
import { FormatError, IoError } from '../base/errors.ts';
import { BlockNode, type OpenMode, type StatusRun, type WriteFlags } from '../block/node.ts';
import type { Driver } from '../block/open.ts';
import { takeBoolean, takeNumber, takeString } from '../block/options.ts';
import { flush, read, status, write, writeZeroes } from '../block/request.ts';
import type { Task } from '../task/task.ts';

/** How a quorum decides. */
interface QuorumRules {
  /** Children that have to agree, and that have to take a write. */
  readonly threshold: number;
  /** The first child that can be read decides. */
  readonly isFifo: boolean;
}

/** Several children with equal content. */
export class QuorumNode extends BlockNode {
  readonly driver = 'quorum';
  override readonly hasCopies = true;
  readonly #rules: QuorumRules;

  constructor(mode: OpenMode, nodes: readonly BlockNode[], rules: QuorumRules) {
    super('', mode);
    this.children = nodes.map((node, index) => ({
      role: `children.${index}`,
      node,
      isWritable: !mode.readOnly,
    }));
    this.#rules = rules;
    const allHonour = (flag: keyof WriteFlags): boolean =>
      nodes.every(({ zeroFlags }) => zeroFlags[flag]);
    this.zeroFlags = {
      fua: allHonour('fua'),
      mayUnmap: allHonour('mayUnmap'),
      noFallback: allHonour('noFallback'),
      compressed: false,
    };
  }

  get #nodes(): readonly BlockNode[] {
    return this.children.map(({ node }) => node);
  }

  /** The length that all children had when they were opened. */
  length(): number {
    return this.#nodes[0]?.length() ?? 0;
  }

  override allocatedBytes(): number | undefined {
    return this.#nodes.reduce((sum, node) => sum + (node.allocatedBytes() ?? 0), 0);
  }

  override *doRead(offset: number, target: Uint8Array): Task<void> {
    if (this.#rules.isFifo) return yield* this.#readFirst(offset, target);
    const versions: { bytes: Uint8Array; votes: number }[] = [];
    yield* this.#onAll(function* (node) {
      const bytes = new Uint8Array(target.length);
      yield* read(node, offset, bytes);
      const same = versions.find((version) => Buffer.compare(version.bytes, bytes) === 0);
      if (same === undefined) versions.push({ bytes, votes: 1 });
      else same.votes += 1;
    });
    const most = versions.reduce((best, version) => (version.votes > best.votes ? version : best));
    if (most.votes < this.#rules.threshold) throw new IoError(EIO);
    target.set(most.bytes);
  }

  *#readFirst(offset: number, target: Uint8Array): Task<void> {
    let failure = new IoError(EIO);
    for (const node of this.#nodes) {
      try {
        return yield* read(node, offset, target);
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  override *doWrite(offset: number, source: Uint8Array, flags: WriteFlags): Task<void> {
    yield* this.#onAll((node) => write(node, offset, source, flags));
  }

  override *doWriteZeroes(offset: number, length: number, flags: WriteFlags): Task<void> {
    yield* this.#onAll((node) => writeZeroes(node, offset, length, flags));
  }

  override doFlushWhole(): Task<void> {
    return this.#onAll(flush);
  }

  /** Zero where every child is; where it stands in a file cannot be told. */
  override *doStatus(offset: number, length: number, wantZero: boolean): Task<StatusRun> {
    let dataLength = 0;
    let zeroLength = length;
    for (const node of this.#nodes) {
      const run = yield* status(node, offset, length, wantZero);
      if (run.zero) zeroLength = Math.min(zeroLength, run.length);
      else dataLength = Math.max(dataLength, run.length);
    }
    return dataLength > 0
      ? { length: dataLength, data: true, zero: false, allocated: true }
      : { length: zeroLength, data: false, zero: true, allocated: true };
  }

  /** Throws the first failure where fewer children succeed than have to. */
  *#onAll(request: (node: BlockNode) => Task<void>): Task<void> {
    let succeeded = 0;
    let failure: IoError | undefined;
    for (const node of this.#nodes) {
      try {
        yield* request(node);
        succeeded += 1;
      } catch (error) {
        if (!(error instanceof IoError)) throw error;
        failure ??= error;
      }
    }
    if (failure !== undefined && succeeded < this.#rules.threshold) throw failure;
  }
}

const STRONG = ['vote-threshold', 'blkverify', 'rewrite-corrupted', 'read-pattern'];

/** `quorum`: options children.N, vote-threshold, read-pattern. */
export const quorumDriver: Driver = {
  name: 'quorum',
  isStrong: (option) => STRONG.includes(option),
  plainName: () => undefined,
  *open(request): Task<BlockNode> {
    const { options } = request;
    const places = new Set(
      [...options.keys()].map((key) => /^children\.(\d+)(?:\.|$)/.exec(key)?.[1]),
    );
    places.delete(undefined);
    if (places.size === 0) {
      throw new FormatError('Number of provided children must be 1 or more');
    }
    const threshold = takeNumber(options, 'vote-threshold') ?? 0;
    if (threshold < 1) {
      throw new FormatError("Parameter 'vote-threshold' expects a value >= 1");
    }
    if (threshold > places.size) throw new FormatError('threshold may not exceed children count');
    const pattern = takeString(options, 'read-pattern') ?? 'quorum';
    if (pattern !== 'quorum' && pattern !== 'fifo') {
      throw new FormatError('Please set read-pattern as fifo or quorum');
    }
    for (const name of ['blkverify', 'rewrite-corrupted']) {
      if (takeBoolean(options, name) === true) {
        throw new FormatError(`${name} of quorum is not supported yet by blkdrill`);
      }
    }
    const nodes: BlockNode[] = [];
    for (let index = 0; index < places.size; index += 1) {
      nodes.push(yield* request.openChild(`children.${index}`));
    }
    if (nodes.some((node) => node.length() !== nodes[0]?.length())) {
      const message = 'Could not refresh total sector count: Input/output error';
      throw new FormatError(message, { errno: EIO });
    }
    return new QuorumNode(request.mode, nodes, { threshold, isFifo: pattern === 'fifo' });
  },
};

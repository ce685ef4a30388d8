// The null device: takes writes and forgets them. Reads leave the buffer as it is, or clear it.
import { FormatError } from '../base/errors.ts';
import type { OpenMode, PreparedReopen, StatusRun, WriteFlags } from '../block/node.ts';
import { BlockNode } from '../block/node.ts';
import type { Driver } from '../block/open.ts';
import { takeBoolean, takeNumber, takeSize } from '../block/options.ts';
import type { Task } from '../task/task.ts';
import { nextTurn } from '../task/task.ts';

const DEFAULT_SIZE = 1024 * 1024 * 1024;

/** What the null device pretends to be. */
export interface NullOptions {
  /** Bytes. */
  readonly size: number;
  /** Reads and the block status then say zeroes; else the content is undefined. */
  readonly readZeroes: boolean;
  /** By which of its names it was asked for; null-co unless given. */
  readonly driver?: string;
}

/** A device without content. */
export class NullNode extends BlockNode {
  readonly driver: string;
  readonly #size: number;
  readonly #readZeroes: boolean;

  constructor(filename: string, mode: OpenMode, options: NullOptions) {
    super(filename, mode);
    this.driver = options.driver ?? 'null-co';
    this.#size = options.size;
    this.#readZeroes = options.readZeroes;
  }

  length(): number {
    return this.#size;
  }

  *doRead(_offset: number, target: Uint8Array): Task<void> {
    if (this.#readZeroes) target.fill(0);
  }

  *doWrite(_offset: number, _source: Uint8Array, _flags: WriteFlags): Task<void> {}

  override *doStatus(offset: number, length: number, _wantZero: boolean): Task<StatusRun> {
    const zero = this.#readZeroes;
    return { length, data: false, zero, allocated: zero, hostOffset: offset, owner: this };
  }
}

/** Options size (default 1 GiB), read-zeroes, latency-ns (taken and not obeyed). */
const driverNamed = (name: string): Driver => ({
  name,
  isProtocol: true,
  isStrong: () => true,
  plainName: (_node, strong) => (strong.size === 0 ? `${name}://` : undefined),
  parseFilename(filename) {
    if (filename !== `${name}://`) {
      throw new FormatError(`The only allowed filename for this driver is '${name}://'`);
    }
  },
  *open(request): Task<BlockNode> {
    const { options } = request;
    const latency = takeNumber(options, 'latency-ns') ?? 0;
    if (latency < 0) {
      throw new FormatError('latency-ns is invalid');
    }
    if (latency > 0) yield nextTurn;
    return new NullNode(request.filename, request.mode, {
      size: takeSize(options, 'size') ?? DEFAULT_SIZE,
      readZeroes: takeBoolean(options, 'read-zeroes') ?? false,
      driver: name,
    });
  },
  *prepareReopen(): Task<PreparedReopen> {
    return { commit() {} };
  },
});

export const nullDriver = driverNamed('null-co');
/** The same: how requests end makes no difference here. */
export const nullAioDriver = driverNamed('null-aio');

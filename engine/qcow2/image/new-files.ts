// The files of an image that is being made: made anew, opened once, and lent to the image, which is
// opened above them more than once.
import type { ImageOptions } from '../../block/format.ts';
import { closeGraph } from '../../block/close-graph.ts';
import { openGraph } from '../../block/graph.ts';
import { type BlockNode, type ChildRole, READ_WRITE } from '../../block/node.ts';
import type { OpenContext } from '../../block/open.ts';
import { pathDriver, protocolDriver } from '../../block/protocol.ts';
import { makeFileOfImage, removeMadeFile } from '../../storage/create-file.ts';
import type { Task } from '../../task/task.ts';

/** Nodes that are open below an image, by what they are to it. */
export type Lent = ReadonlyMap<ChildRole, BlockNode>;

/** All files of one new image. Whoever makes one closes them, or removes and then closes them. */
export class NewFiles {
  readonly #context: OpenContext;
  readonly #nodes = new Map<ChildRole, BlockNode>();
  readonly #made: string[] = [];

  constructor(context: OpenContext) {
    this.#context = context;
  }

  /**
   * Makes a file, and opens it; `options` are those of the image. Throws FormatError or IoError: a
   * file that was made and cannot be opened stays there for good, as QEMU leaves it.
   */
  *make(role: ChildRole, filename: string, options: ImageOptions): Task<void> {
    const context = this.#context;
    const isPath = role === 'data-file' && context.behaviour?.dataFileIsPath === true;
    const maker = isPath ? pathDriver(context, filename) : undefined;
    const isMade = yield* makeFileOfImage(context, filename, options, maker);
    const format = protocolDriver(context, filename).name;
    const request = { filename, format, mode: READ_WRITE, isUnused: true };
    const node = yield* openGraph(context, request);
    this.#nodes.set(role, node);
    if (isMade) this.#made.push(filename);
  }

  /** The file of the image, without what stands between it and a format. */
  get file(): BlockNode | undefined {
    return this.#nodes.get('file');
  }

  /** What the image is opened above, however often: its graph leaves that open. */
  lend(): Lent {
    const { file } = this;
    if (file !== undefined) {
      this.#nodes.set('file', this.#context.wrapFormatFile?.(file) ?? file);
    }
    for (const node of this.#nodes.values()) node.isLent = true;
    return this.#nodes;
  }

  /** Removes what was made. Nothing of that has to last: QEMU 7.2 flushes it all the same. */
  remove(): void {
    for (const name of this.#made) removeMadeFile(this.#context, name);
    for (const node of this.#nodes.values()) node.mode = { ...node.mode, noFlush: true };
  }

  /** What was written to a file, and not flushed since, is flushed as it is closed. */
  *close(): Task<void> {
    for (const node of this.#nodes.values()) {
      node.isLent = false;
      yield* closeGraph(this.#context, node);
    }
  }
}

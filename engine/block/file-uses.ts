// Which files the open nodes of one process use, and for what: two nodes may have the same file
// open as long as neither does what the other one excludes.
//
// QEMU keeps this as locks on bytes of the files, so that it holds between processes as well; here
// it is a table of one process, with the same rules and the same messages. What a node may do to a
// file follows from whoever stands above it: see file-claims.ts.
import { FormatError } from '../base/errors.ts';
import type { BlockNode } from './node.ts';

/** What a user of a node or file does to it, and what it lets others do meanwhile. */
export interface FileUse {
  readonly writes: boolean;
  readonly resizes: boolean;
  readonly sharesWrites: boolean;
  readonly sharesResizes: boolean;
}

/** The use that a node makes of a file, by its identity. */
interface Claim {
  readonly file: string;
  readonly use: FileUse;
}

/** The uses of files of all nodes that are open in one process. */
export class FileUses {
  readonly #claims = new Map<BlockNode, Claim>();

  /**
   * Notes that `node` uses `file` so from now on, instead of as before. Throws FormatError where
   * that conflicts with another node; its use then stays as it was.
   */
  claim(node: BlockNode, file: string, use: FileUse): void {
    this.check(file, node.filename, use, node);
    this.#claims.set(node, { file, use });
  }

  /** Throws FormatError where that use of `file` conflicts with a node other than `except`. */
  check(file: string, name: string, use: FileUse, except?: BlockNode): void {
    const others = [...this.#claims]
      .filter(([node, claim]) => node !== except && claim.file === file)
      .map(([, claim]) => claim.use);
    if (use.writes && others.some((other) => !other.sharesWrites)) refuse('"write"', name);
    if (use.resizes && others.some((other) => !other.sharesResizes)) refuse('"resize"', name);
    if (!use.sharesWrites && others.some((other) => other.writes)) refuse('shared "write"', name);
    if (!use.sharesResizes && others.some((other) => other.resizes)) {
      refuse('shared "resize"', name);
    }
  }

  /** All uses as they are now, for restore(). */
  save(): ReadonlyMap<BlockNode, Claim> {
    return new Map(this.#claims);
  }

  /** Brings back what save() returned; nothing was opened or closed since. */
  restore(saved: ReadonlyMap<BlockNode, Claim>): void {
    this.#claims.clear();
    for (const [node, claim] of saved) this.#claims.set(node, claim);
  }

  /** `node` uses no file any more. */
  release(node: BlockNode): void {
    this.#claims.delete(node);
  }
}

function refuse(lock: string, name: string): never {
  const hint = `Is another process using the image [${name}]?`;
  throw new FormatError(`Failed to get ${lock} lock`, { hint });
}

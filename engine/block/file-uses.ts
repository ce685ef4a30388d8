// Which files the open nodes of one process use, and for what: two nodes may have the same file
// open as long as neither does what the other one excludes.
//
// QEMU keeps this as locks on bytes of the files, so that it holds between processes as well; here
// it is a table of one process, with the same rules and the same messages, and a storage that has
// other users shows it to them (storage/file-locks.ts). What a node may do to a file follows from
// whoever stands above it: see file-claims.ts.
import { FormatError } from '../base/errors.ts';
import type { BlockNode } from './node.ts';

/** What may be done to a file that not everybody lets others do. */
export type Permission = 'consistent read' | 'write' | 'resize';

/** What a user of a node or file does to it, and what it lets others do meanwhile. All read it. */
export interface FileUse {
  /** False where even readers could be misled; true if absent. */
  readonly sharesReads?: boolean;
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

/** Shows other processes how a node uses its file. Throws FormatError where they are in the way. */
export type ShowUse = (node: BlockNode, use: FileUse) => void;

/** The uses of files of all nodes that are open in one process. */
export class FileUses {
  readonly #claims = new Map<BlockNode, Claim>();
  readonly #show: ShowUse | undefined;

  /** Without `show` no other process has the files. */
  constructor(show?: ShowUse) {
    this.#show = show;
  }

  /**
   * Notes that `node` uses `file` so from now on, instead of as before. Throws FormatError where
   * that conflicts with another node, or with another process; its use then stays as it was.
   */
  claim(node: BlockNode, file: string, use: FileUse): void {
    this.check(file, node.filename, use, node);
    this.#show?.(node, use);
    this.#claims.set(node, { file, use });
  }

  /** Throws FormatError where that use of `file` conflicts with a node other than `except`. */
  check(file: string, name: string, use: FileUse, except?: BlockNode): void {
    const others = [...this.#claims]
      .filter(([node, claim]) => node !== except && claim.file === file)
      .map(([, claim]) => claim.use);
    const refuse = (lock: string): never => {
      throw refusal(lock, name);
    };
    if (others.some(({ sharesReads }) => sharesReads === false)) refuse('"consistent read"');
    if (use.writes && others.some((other) => !other.sharesWrites)) refuse('"write"');
    if (use.resizes && others.some((other) => !other.sharesResizes)) refuse('"resize"');
    if (use.sharesReads === false && others.length > 0) refuse('shared "consistent read"');
    if (!use.sharesWrites && others.some((other) => other.writes)) refuse('shared "write"');
    if (!use.sharesResizes && others.some((other) => other.resizes)) refuse('shared "resize"');
  }

  /** All uses as they are now, for restore(). */
  save(): ReadonlyMap<BlockNode, Claim> {
    return new Map(this.#claims);
  }

  /**
   * Brings back what save() returned; nothing was opened or closed since. Throws FormatError where
   * another process has come in between.
   */
  restore(saved: ReadonlyMap<BlockNode, Claim>): void {
    const changed = [...saved].filter(([node, { use }]) => this.#claims.get(node)?.use !== use);
    this.#claims.clear();
    for (const [node, claim] of saved) this.#claims.set(node, claim);
    for (const [node, { use }] of changed) this.#show?.(node, use);
  }

  /** `node` uses no file any more. */
  release(node: BlockNode): void {
    this.#claims.delete(node);
  }
}

/** What is said where a lock cannot be had. */
export const refusal = (lock: string, name: string): FormatError =>
  new FormatError(`Failed to get ${lock} lock`, { hint: inUse(name) });

/** The line below that. */
export const inUse = (name: string): string => `Is another process using the image [${name}]?`;

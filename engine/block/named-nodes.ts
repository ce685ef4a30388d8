// Nodes that have a name, which may then stand for a child of several others (`backing=NODE`).
//
// One table for each process, as in QEMU. Whoever refers to a node counts as one of its users: it
// is closed with the last of them, and what one of them does to it none may exclude. Nodes with a
// single user need no such judgement, so uses are noted of named nodes alone. What they do to files
// is another matter: file-uses.ts.
import { FormatError } from '../base/errors.ts';
import type { FileUse, Permission } from './file-uses.ts';
import type { BlockNode, ChildRole, OpenMode } from './node.ts';
import { WrapperNode } from './wrapper.ts';

/** Nodes without a name get one in QEMU, with a number that is never the same twice. */
export const NO_NAME = '#block000';

/** Characters of the longest name. */
const LONGEST_NAME = 31;

/** Nothing yet. */
const NO_USE: FileUse = { writes: false, resizes: false, sharesWrites: true, sharesResizes: true };

/** A node that is being opened: no node yet, but its name is taken. */
export interface Opening {
  /** Its own name; NO_NAME without one. */
  readonly name: string;
}

/** Who uses a node: another node, one that is being opened, or the program itself (undefined). */
export type NodeUser = BlockNode | Opening | undefined;

/** One use of a node. */
export interface Edge {
  user: NodeUser;
  readonly role: ChildRole | 'root';
  readonly use: FileUse;
}

/** A reference that leads to a node which is being opened above it. */
export class CycleError extends FormatError {
  readonly top: Opening;
  #role: ChildRole = 'file';
  #child = NO_NAME;

  constructor(top: Opening) {
    super('a node would stand below itself');
    this.top = top;
  }

  /** Told of every child on the way up from the reference, so that the last one is below `top`. */
  pass(role: ChildRole, child: string): void {
    this.#role = role;
    this.#child = child;
  }

  /** What is said of it where `top` has failed for it. */
  told(): FormatError {
    return new FormatError(
      `Making '${this.#child}' a ${this.#role} child of '${this.top.name}' would create a cycle`,
    );
  }
}

/** The names and users of the open nodes of one process. */
export class NamedNodes {
  readonly #named = new Map<string, BlockNode | Opening>();
  /** Of each named node the users, that which came last first. */
  readonly #edges = new Map<BlockNode, Edge[]>();
  /** How many users refer to a node by its name, beside the one that has opened it. */
  readonly #references = new Map<BlockNode, number>();

  /** Takes a name for a node that is being opened. Throws FormatError where it has one already. */
  begin(name: string | undefined): Opening {
    const opening = { name: name ?? NO_NAME };
    if (name === undefined) return opening;
    if (this.#named.has(name)) throw new FormatError(`Duplicate nodes with node-name='${name}'`);
    if (name.length > LONGEST_NAME) throw new FormatError('Node name too long');
    this.#named.set(name, opening);
    return opening;
  }

  /** The node is open: it takes the place of `opening`, also as a user of other nodes. */
  complete(opening: Opening, node: BlockNode): void {
    for (const edges of this.#edges.values()) {
      for (const edge of edges) if (edge.user === opening) edge.user = node;
    }
    if (this.#named.get(opening.name) !== opening) return;
    this.#named.set(opening.name, node);
    this.#edges.set(innermost(node), []);
  }

  /** The node could not be opened. */
  giveUp(opening: Opening): void {
    this.#dropUser(opening);
    if (this.#named.get(opening.name) === opening) this.#named.delete(opening.name);
  }

  /** Refers to a node by its name. Throws FormatError, and CycleError for one above. */
  refer(name: string): BlockNode {
    const found = this.#named.get(name);
    if (found === undefined) throw notFound(name);
    if (isOpening(found)) throw new CycleError(found);
    const node = innermost(found);
    this.#references.set(node, (this.#references.get(node) ?? 0) + 1);
    return found;
  }

  /** Whether such a name leads to an open node. */
  has(name: string): boolean {
    const found = this.#named.get(name);
    return found !== undefined && !isOpening(found);
  }

  /** Whether the open node of that name is `node`, or has it somewhere below. */
  isAbove(name: string, node: BlockNode): boolean {
    const found = this.#named.get(name);
    const wanted = innermost(node);
    const left = found === undefined || isOpening(found) ? [] : [found];
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      if (innermost(next) === wanted) return true;
      left.push(...next.children.map((child) => child.node));
    }
    return false;
  }

  /**
   * Notes what `user` does to `node`, which is in that mode; returns what all of its users do
   * together. Throws FormatError where one of them does what another excludes, or what the node
   * was not opened for.
   */
  join(node: BlockNode, { readOnly }: OpenMode, { user, role, use }: Edge): FileUse {
    const key = innermost(node);
    const edges = this.#edges.get(key);
    if (edges === undefined) return use;
    const at = edges.findIndex((edge) => isSame(edge, user, role));
    const joined = at < 0 ? [{ user, role, use }, ...edges] : edges.with(at, { user, role, use });
    const all = joined.map((edge) => edge.use).reduce(together);
    if (joined.length > 1) {
      refuseConflicts(String(node.openedWith?.options.get('node-name')), joined);
      if (all.writes && readOnly) throw new FormatError('Block node is read-only');
    }
    this.#edges.set(key, joined);
    return all;
  }

  /** `user` has got `node`. What it does there join() notes; conflicts go by this order. */
  attach(node: BlockNode, user: NodeUser, role: ChildRole): void {
    this.#edges.get(innermost(node))?.unshift({ user, role, use: NO_USE });
  }

  /**
   * One user of `node` is gone. Returns whether it has others: then it stays open, and only they
   * count.
   */
  leave(node: BlockNode, user: NodeUser, role: Edge['role']): boolean {
    const key = innermost(node);
    const edges = this.#edges.get(key);
    if (edges === undefined) return false;
    const left = edges.filter((edge) => !isSame(edge, user, role));
    this.#edges.set(key, left);
    const references = this.#references.get(key) ?? 0;
    if (references > 0) {
      this.#references.set(key, references - 1);
      return true;
    }
    return false;
  }

  /** `node` is closed: its name is free, and it uses nothing any more. */
  close(node: BlockNode): void {
    const name = node.openedWith?.options.get('node-name');
    if (typeof name === 'string') {
      const found = this.#named.get(name);
      const isIt = found !== undefined && !isOpening(found) && innermost(found) === innermost(node);
      if (isIt) this.#named.delete(name);
    }
    this.#edges.delete(innermost(node));
    this.#dropUser(node);
  }

  #dropUser(user: NodeUser): void {
    for (const [node, edges] of this.#edges) {
      if (edges.some((edge) => edge.user === user)) {
        this.#edges.set(
          node,
          edges.filter((edge) => edge.user !== user),
        );
      }
    }
  }
}

/** What is said of a name beside which other things are asked for. */
export const NOT_ALONE =
  'Cannot reference an existing block device with additional options or a new filename';

/** What is said of a name that leads nowhere. */
export const notFound = (name: string): FormatError =>
  new FormatError(`Cannot find device='${name}' nor node-name='${name}'`);

const isOpening = (entry: BlockNode | Opening): entry is Opening => !('driver' in entry);

const isSame = (edge: Edge, user: NodeUser, role: Edge['role']): boolean =>
  edge.user === user && edge.role === role;

/** What two users of a node do to it together. */
const together = (a: FileUse, b: FileUse): FileUse => ({
  sharesReads: a.sharesReads !== false && b.sharesReads !== false,
  writes: a.writes || b.writes,
  resizes: a.resizes || b.resizes,
  sharesWrites: a.sharesWrites && b.sharesWrites,
  sharesResizes: a.sharesResizes && b.sharesResizes,
});

/** Each use against what each other one excludes, in QEMU's order: latest first. */
function refuseConflicts(name: string, edges: readonly Edge[]): void {
  for (const a of edges) {
    for (const b of edges) {
      const taken = a === b ? [] : takenFrom(a.use, b.use);
      if (taken.length === 0) continue;
      const who = ({ user, role }: Edge): string =>
        `${nameOfUser(user)} (uses node '${name}' as '${role}' child)`;
      throw new FormatError(
        `Permission conflict on node '${name}': permissions '${taken.join(', ')}' ` +
          `are both required by ${who(b)} and unshared by ${who(a)}.`,
      );
    }
  }
}

/** What `b` does that `a` excludes. */
function takenFrom(a: FileUse, b: FileUse): Permission[] {
  const taken: Permission[] = [];
  if (a.sharesReads === false) taken.push('consistent read');
  if (b.writes && !a.sharesWrites) taken.push('write');
  if (b.resizes && !a.sharesResizes) taken.push('resize');
  return taken;
}

function nameOfUser(user: NodeUser): string {
  if (user === undefined) return 'an unnamed block device';
  if (isOpening(user)) return `node '${user.name}'`;
  return `node '${String(user.openedWith?.options.get('node-name') ?? NO_NAME)}'`;
}

/** Wrappers come and go around a node. */
function innermost(node: BlockNode): BlockNode {
  let inner = node;
  while (inner instanceof WrapperNode) inner = inner.inner;
  return inner;
}

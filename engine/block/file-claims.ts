// What the nodes of a graph do to the files below them: it is noted where a graph is opened, noted
// anew where its modes or its users change, and looked at where a file is made anew. See
// file-uses.ts for what may go together.
import type { FileUse } from './file-uses.ts';
import type { Edge, NodeUser } from './named-nodes.ts';
import type { BlockNode, ChildRole, OpenMode, Preallocation } from './node.ts';
import type { OpenContext } from './open.ts';
import { WrapperNode } from './wrapper.ts';

/** Reads at most, and does not mind what others do. */
export const HARMLESS: FileUse = {
  writes: false,
  resizes: false,
  sharesWrites: true,
  sharesResizes: true,
};

/** What is written whenever something else changes, whoever writes there as well. */
const COPY_TARGET: FileUse = {
  writes: true,
  resizes: false,
  sharesWrites: true,
  sharesResizes: false,
};

/** What making a file anew does to it. */
const CREATION: FileUse = { writes: true, resizes: true, sharesWrites: true, sharesResizes: false };

/**
 * What a commit does to the image that it writes into; `isGrown`: that has to get longer first. It
 * counts on the length then.
 */
export const useOfCommit = (isGrown: boolean): FileUse => ({
  writes: true,
  resizes: isGrown,
  sharesWrites: true,
  sharesResizes: false,
});

/** What a program does to an image that it opens; `isExclusive`: nobody else may write to it. */
export const useOfProgram = (readOnly: boolean, isExclusive: boolean): FileUse => ({
  writes: !readOnly,
  resizes: false,
  sharesWrites: !isExclusive,
  sharesResizes: !isExclusive,
});

/**
 * Notes the uses of all files below `node`, which is used so itself. Throws FormatError for one
 * that conflicts with what another node does. Of several children the one that was attached last
 * comes first.
 */
export function claimFiles(
  context: OpenContext,
  node: BlockNode,
  use: FileUse,
  { modeOf = ownMode, keepsBacking = false, user, role: topRole = 'root' }: Partial<Renewal> = {},
): void {
  const top: Visit = { node, use, user, role: topRole };
  const left = [top];
  for (;;) {
    const next = left.pop();
    if (next === undefined) return;
    const mode = modeOf(next.node);
    // What others do to a node that has a name reaches what is below it as well.
    const joined = context.nodeNames?.join(next.node, mode, next) ?? next.use;
    for (const { role, node: child } of next.node.children) {
      if (keepsBacking && role === 'backing') continue;
      const parent = { node: next.node, mode, use: joined };
      left.push({ node: child, use: useOfChild(context, parent, role), user: next.node, role });
    }
    claimFile(context, next.node, mode, joined);
    next.node.noteUse(joined);
  }
}

/** A node, and what a user of it does to it. */
interface Visit extends Edge {
  readonly node: BlockNode;
}

/** How the uses of files change while a graph is open. */
interface Renewal {
  /** The mode that a node is about to have; by default the one that it has. */
  readonly modeOf: (node: BlockNode) => OpenMode;
  /** Uses of backing files stay as they are. */
  readonly keepsBacking: boolean;
  /** Who uses the topmost node, as what; the program itself by default. */
  readonly user: NodeUser;
  readonly role: ChildRole | 'root';
}

const ownMode = ({ mode }: BlockNode): OpenMode => mode;

/** As claimFiles(), in an open graph. Where it throws FormatError all uses are as they were. */
export function renewClaims(
  context: OpenContext,
  node: BlockNode,
  use: FileUse,
  renewal: Partial<Renewal> = {},
): void {
  const saved = context.fileUses?.save();
  try {
    claimFiles(context, node, use, renewal);
  } catch (error) {
    if (saved !== undefined) context.fileUses?.restore(saved);
    throw error;
  }
}

/**
 * What can be told when a format is given its own file or data file, before anybody uses the image:
 * a file that holds metadata is nobody else's to change. Throws FormatError.
 */
export function claimOwnFile(
  context: OpenContext,
  child: BlockNode,
  parent: {
    readonly role: ChildRole;
    readonly ownsFile: boolean;
    readonly readOnly: boolean;
  },
  user: NodeUser,
): void {
  const { role, readOnly } = parent;
  if (!parent.ownsFile || role === 'backing') return;
  claimFiles(context, child, useOfFormat(role, readOnly, HARMLESS), { user, role });
}

/** What a format with metadata does to its file and its data file, when it is used so itself. */
const useOfFormat = (role: ChildRole, readOnly: boolean, use: FileUse): FileUse =>
  role === 'file'
    ? { writes: !readOnly, resizes: !readOnly, sharesWrites: false, sharesResizes: false }
    : { ...use, resizes: use.writes, sharesResizes: false };

/** What a parent, which is used so itself, does to its child of that role. */
function useOfChild(
  { drivers }: OpenContext,
  { node: parent, mode, use }: { node: BlockNode; mode: OpenMode; use: FileUse },
  role: ChildRole,
): FileUse {
  if (role === 'backing') {
    // It is only read; a reader that tolerates changes of its image tolerates changes of those
    // below, too.
    return { ...HARMLESS, sharesWrites: use.sharesWrites, sharesResizes: use.sharesWrites };
  }
  // What is not the filtered child of its parent may be made longer wherever it is written.
  if (role === 'test') return { ...use, resizes: use.writes, sharesResizes: false };
  if (role === 'target') return COPY_TARGET;
  if (role === 'log') return useOfFormat('file', mode.readOnly, use);
  if (role.startsWith('children.')) return { ...use, sharesWrites: false, sharesResizes: false };
  if (!parent.sharesReads) return { ...use, sharesReads: false };
  const driver = drivers.get(parent.driver);
  const { ownsFile = false, ownsLength = false } = driver ?? {};
  if (driver?.keepsOthersOut === true) return { ...use, sharesWrites: false, sharesResizes: false };
  if (ownsFile) return useOfFormat(role, mode.readOnly, use);
  if (ownsLength && use.writes && use.resizes) {
    return { ...use, sharesWrites: false, sharesResizes: false };
  }
  // A raw disk that is a part of its file must not see the file get shorter.
  const isPart = parent.driver === 'raw' && (parent.openedWith?.strong.size ?? 0) > 0;
  return isPart ? { ...use, resizes: use.writes, sharesResizes: false } : use;
}

function claimFile(
  { storage, fileUses, drivers }: OpenContext,
  node: BlockNode,
  { forceShare }: OpenMode,
  use: FileUse,
): void {
  const isFile = drivers.get(node.driver)?.opensFiles === true;
  if (fileUses === undefined || !isFile || node.isUnlocked) return;
  const file = storage.fileId(node.filename);
  if (file === undefined) return;
  const shared = { sharesWrites: true, sharesResizes: true };
  const layers = [node];
  for (let layer = node; layer instanceof WrapperNode;) layers.push((layer = layer.inner));
  const innermost = layers.at(-1) ?? node;
  fileUses.claim(innermost, file, forceShare === true ? { ...use, ...shared } : use);
  // Whoever closes the file may have it from before it was wrapped.
  for (const layer of layers) layer.releaseFile = () => fileUses.release(innermost);
}

/** A length that a new file shall have, in bytes. */
export interface NewLength {
  readonly length: number;
  readonly preallocation: Preallocation;
}

/**
 * Makes the named file anew, and empty, or of that length where the storage can do both at once.
 * Returns whether it has the length. Throws FormatError where that conflicts with an open node,
 * and IoError; the file is then as it was.
 */
export function createFileAnew(
  { storage, fileUses, wrapBase }: OpenContext,
  name: string,
  wanted?: NewLength,
): boolean {
  const file = storage.fileId(name);
  if (file !== undefined) fileUses?.check(file, name, CREATION);
  // What stands above files has to see what is done to them.
  if (wanted === undefined || wrapBase !== undefined || storage.createSized === undefined) {
    storage.create(name, CREATION);
    return false;
  }
  storage.createSized(name, CREATION, wanted.length, wanted.preallocation);
  return true;
}
